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
  /** What a person decided: `yes` and `no` go before what the words say. */
  asks?: string | null
  asksWhy?: string | null
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
/** full ● carried · part ◐ carried in part · none ○ by nobody yet · exempt – asks for nothing that anybody could carry. */
export type Mark = 'full' | 'part' | 'none' | 'exempt'

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
      const isCarried = own.some(({ status }) => status === 'active')
      return { ...row, depth, children, carriers: own, mark: markOf(row, isCarried, children) }
    })
  return build(null, 0)
}

/** Every clause of a tree in reading order. */
export const flat = (nodes: readonly ClauseNode[]): ClauseNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)])

/** Clauses carried out of those that ask for something, in percent with one decimal; `exempt` ask for nothing. */
export type Coverage = { done: number; all: number; percent: number; exempt: number }

/**
 * 条款落地率 (POL-21), the only place where it is counted: of the clauses without parts that ask for something, how many
 * are carried. Purpose, terms, interpretation and entry into force ask for nothing, unless somebody says otherwise.
 */
export function coverageOf(nodes: readonly ClauseNode[]): Coverage {
  const leaves = leavesOf(nodes)
  const exempt = leaves.filter(({ mark }) => mark === 'exempt').length
  const done = leaves.filter(({ mark }) => mark === 'full').length
  return { ...shareOf(done, leaves.length - exempt), exempt }
}

/** The clauses without parts: those that can be carried. */
export const leavesOf = (nodes: readonly ClauseNode[]): ClauseNode[] =>
  flat(nodes).filter(({ children }) => children.length === 0)

/** Done of all, and the percent as pages say it. */
export const shareOf = (done: number, all: number) => ({
  done,
  all,
  percent: all === 0 ? 0 : Math.round((done / all) * 1000) / 10,
})

/** The head of a clause as it is read: 一、总则, (一) 目的. */
export const headOf = ({ label, title }: Pick<ClauseRow, 'label' | 'title'>): string =>
  label ? `${label}${/[、，．]$/.test(label) ? '' : ' '}${title}` : title

function markOf(row: ClauseRow, isCarried: boolean, children: readonly ClauseNode[]): Mark {
  if (children.length === 0) {
    if (row.asks === 'no') return 'exempt'
    if (isCarried) return 'full'
    return row.asks !== 'yes' && saysNothingToDo(row) ? 'exempt' : 'none'
  }
  const asking = children.filter(({ mark }) => mark !== 'exempt')
  if (asking.length === 0) return 'exempt'
  if (asking.every(({ mark }) => mark === 'full')) return 'full'
  return isCarried || asking.some(({ mark }) => mark !== 'none') ? 'part' : 'none'
}

const bareTitle =
  /^(目的|目的[和与及、]?(依据|意义)|(制定|编制)?依据|适用范围|范围|适用对象|定义|术语|名词解释|释义|宗旨|指导思想|(基本)?原则|解释|解释权|施行|生效|附则)$/
const bareText = [
  /^为了?.{2,200}?(制定|编制|特制定)本/s,
  /^本(制度|办法|规定|细则|规则|规程)(所称|所指|适用)/,
  /^(本(制度|办法|规定|细则|规则|规程))?.{0,20}(由|归).{1,30}解释/,
  /自.{1,20}(起|之日)(施行|执行|实施|生效)/,
]

/** Whether the words of a clause ask nobody for anything: what it is for, whom it binds, who explains it, from when. */
function saysNothingToDo({ title, text }: ClauseRow): boolean {
  if (bareTitle.test(title.trim())) return true
  const words = (text || title).trim()
  return words.length <= 240 && bareText.some((pattern) => pattern.test(words))
}
