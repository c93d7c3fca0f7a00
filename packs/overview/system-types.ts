import type { Coverage } from '#packs/policy/pages/coverage.ts'

/** Words that lead somewhere. */
export interface Linked {
  readonly words: string
  readonly link: string
  /** Units: their id, for the filter. */
  readonly id?: string
}

/** One clause across the system; an empty list is what is still missing. */
export interface SystemLine {
  readonly policy: { readonly id: string; readonly title: string }
  readonly chapter: string
  readonly clause: { readonly anchor: string; readonly title: string }
  /** It asks for nothing that anybody could carry. */
  readonly exempt: boolean
  readonly duties: readonly Linked[]
  readonly processes: readonly Linked[]
  readonly forms: readonly Linked[]
  readonly indicators: readonly Linked[]
  readonly others: readonly Linked[]
  readonly units: readonly Linked[]
}

/** GET /api/view/overview/system. */
export interface SystemView {
  readonly total: Coverage
  readonly lines: readonly SystemLine[]
  /** Processes and forms that run although no clause asks for them. */
  readonly loose: readonly {
    readonly kind: 'process' | 'form'
    readonly name: string
    readonly words: string
    readonly link: string
  }[]
}
