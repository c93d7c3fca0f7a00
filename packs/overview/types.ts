import type { Part } from './pages/parts.ts'

/**
 * A column of the responsibility matrix: a place that rules name without saying which (`relative`: 部门负责人), a unit, a
 * post in a unit, or a body that is neither (总经理办公会).
 */
export interface MatrixColumn {
  readonly id: string
  readonly name: string
  readonly kind: 'relative' | 'unit' | 'post' | 'body'
  /** Units: the unit above. Posts: their unit. */
  readonly parent?: string
  /** Posts that nobody holds; `since` is the day ('YYYY-MM-DD') after which the last holder was gone, when known. */
  readonly vacant?: { readonly since?: string; readonly days?: number }
}

/** A row: a duty that is written down, a step of a process, or something that a record lets people do. */
export interface MatrixRow {
  readonly title: string
  readonly source: 'duty' | 'step' | 'right'
  /** Index into `groups`. */
  readonly group: number
  /** Written duties that two units lead, that nobody leads, or whose only lead is a vacant post (ORG-06, PRN-05). */
  readonly problem?: 'twoLeads' | 'noLead' | 'vacant'
}
export interface MatrixGroup {
  readonly title: string
  /** The policy that all rows of the group come from, or undefined. */
  readonly policy?: string
  readonly link?: string
}

/** Why a mark is there: one sentence, and the clause or the page of the rule that it was derived from. */
export interface MatrixNote {
  readonly words: string
  readonly clause?: { readonly policy: string; readonly title: string; readonly anchor: string; readonly label: string }
  readonly link?: string
}

/** One mark: row, column, part, note; the numbers are indexes. */
export type MatrixMark = readonly [row: number, column: number, part: Part, note: number]

/** GET /api/view/overview/matrix: the whole matrix, sparse. */
export interface MatrixView {
  /** The day of the matrix, 'YYYY-MM-DD'. */
  readonly day: string
  readonly columns: readonly MatrixColumn[]
  readonly groups: readonly MatrixGroup[]
  readonly rows: readonly MatrixRow[]
  readonly marks: readonly MatrixMark[]
  readonly notes: readonly MatrixNote[]
  /** The policies whose duties or clauses occur, for the filter: id → title. */
  readonly policies: Readonly<Record<string, string>>
}
