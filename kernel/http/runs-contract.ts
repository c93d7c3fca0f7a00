/**
 * 流程运行: what the server tells those who run processes. Types only, as in contract.ts.
 *
 *   GET  /api/cases?status&process&edition&q&cursor      → CasesView
 *   GET  /api/cases/:id                                  → CaseView
 *   POST /api/cases/:id/:operation OperationBody         → CaseView  (retry, suspend, resume, cancel, move)
 *   GET  /api/migrations?process&from&to&steps           → MigrationPlan
 *   POST /api/migrations MigrationBody                   → Migrated    (a batch; again with its `next` for the rest)
 */
import type { Vars } from '#engine/types.ts'
import type { Count } from './contract.ts'

export type CaseStatus = 'running' | 'incident' | 'suspended' | 'ended' | 'cancelled'

export interface CaseLine {
  id: string
  process: string
  processLabel: string
  status: CaseStatus
  record: string
  recordLabel: string
  recordId: string
  number: string | null
  /** What its record is called; null for whoever may not read that record. */
  title: string | null
  /** Where it stands: the names of its steps. */
  steps: string[]
  startedAt: string
  endedAt: string | null
  /** How old it is, or how long it took, in words. */
  age: string
  edition: number
  /** The number of the edition in force, when it is a newer one. */
  newer: number | null
  /** What it is stuck at. */
  message: string | null
}

export interface CasesView {
  rows: CaseLine[]
  next: string | null
  counts: Record<CaseStatus, Count>
  processes: { name: string; label: string }[]
}

export interface TokenView {
  token: number
  node: string
  name: string
  is: 'waiting' | 'joining' | 'inside' | 'watching' | 'stuck'
  incident: { message: string; attempts: number; since: string; retryAt: string | null } | null
  /** Where it may be moved to. */
  places: { node: string; name: string }[]
}

export interface CaseView extends CaseLine {
  tokens: TokenView[]
  /** Empty for whoever may not read the record. */
  vars: Vars
  diagram: { xml: string; done: string[]; current: string[]; stuck: string[] }
  parent: { id: string; processLabel: string } | null
  children: { id: string; processLabel: string; status: CaseStatus }[]
  /** What I may do with it now; what I started myself another one has to move. */
  can: ('retry' | 'mend' | 'suspend' | 'resume' | 'cancel' | 'move')[]
  /** Whether I may read its record's page. */
  readable: boolean
}

export interface OperationBody {
  reason: string
  token?: number
  node?: string
  vars?: Vars
}

export interface MigrationPlan {
  process: string
  processLabel: string
  editions: { document: number; number: number; effective: boolean; open: number }[]
  from: number
  to: number
  /** The steps at which cases stand now, and where they go; `to` is null where the new edition has no equal. */
  steps: { node: string; name: string; cases: number; to: string | null; choices: { node: string; name: string }[] }[]
  total: number
  fits: number
  /** More cases are open than were looked at. */
  more: boolean
  problems: { id: string; number: string | null; words: string }[]
}

export interface MigrationBody {
  process: string
  from: number
  to: number
  steps?: Record<string, string>
  reason: string
  after?: string
}

export interface Migrated {
  moved: number
  left: { id: string; number: string | null; words: string }[]
  next: string | null
}
