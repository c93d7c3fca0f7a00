/** A clause as its page reads it; `parent` is the anchor of the one above. */
export interface ClauseRow {
  id: string
  anchor: string
  parent: string | null
  level: string
  label: string | null
  title: string
  text: string | null
  status: string
}
export interface CarrierRow {
  id: string
  clause: string
  kind: string
  target: string
  words: string
  status: string
}
export interface ClauseNode extends ClauseRow {
  depth: number
  children: ClauseNode[]
  carriers: CarrierRow[]
  mark: Mark
}
/** full ● carried · part ◐ carried in part · none ○ by nobody yet. */
export type Mark = 'full' | 'part' | 'none'

/** The clause tree in the order of the rows, each with what carries it and its mark; removed rows are left out. */
export function treeOf(clauses: readonly ClauseRow[], carriers: readonly CarrierRow[]): ClauseNode[] {
  const live = clauses.filter(({ status }) => status === 'active')
  const known = new Set(live.map(({ anchor }) => anchor))
  const byClause = Map.groupBy(
    carriers.filter(({ status }) => status !== 'closed'),
    ({ clause }) => clause,
  )
  const byParent = Map.groupBy(live, ({ parent }) => (parent !== null && known.has(parent) ? parent : null))
  const build = (parent: string | null, depth: number): ClauseNode[] =>
    (byParent.get(parent) ?? []).map((row) => {
      const children = build(row.anchor, depth + 1)
      const own = byClause.get(row.id) ?? []
      return {
        ...row,
        depth,
        children,
        carriers: own,
        mark: markOf(
          own.some(({ status }) => status === 'active'),
          children,
        ),
      }
    })
  return build(null, 0)
}

/** Every clause of a tree in reading order. */
export const flat = (nodes: readonly ClauseNode[]): ClauseNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)])

/** 条款落地率 (POL-21): of the clauses that ask for something, which are those without parts, how many are carried. */
export function coverageOf(nodes: readonly ClauseNode[]): { done: number; all: number; percent: number } {
  const leaves = flat(nodes).filter(({ children }) => children.length === 0)
  const done = leaves.filter(({ mark }) => mark === 'full').length
  return { done, all: leaves.length, percent: leaves.length === 0 ? 0 : Math.round((done / leaves.length) * 1000) / 10 }
}

/** The head of a clause as it is read: 一、总则, (一) 目的. */
export const headOf = ({ label, title }: Pick<ClauseRow, 'label' | 'title'>): string =>
  label ? `${label}${/[、，．]$/.test(label) ? '' : ' '}${title}` : title

function markOf(isCarried: boolean, children: readonly ClauseNode[]): Mark {
  if (children.length === 0) return isCarried ? 'full' : 'none'
  if (children.every(({ mark }) => mark === 'full')) return 'full'
  return isCarried || children.some(({ mark }) => mark !== 'none') ? 'part' : 'none'
}
