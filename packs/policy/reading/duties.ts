import { allClauses } from './anchors.ts'
import { clauseFinding, sentencesIn, sentencesOf, sure } from './evidence.ts'
import { partOf } from './parts.ts'
import type { Clause, Department, DutyFound, DutyGroup, Finding } from './types.ts'

/**
 * The units and positions that a policy gives duties to. A clause counts when its title is …部门职责 or …岗位职责, or the
 * bare name of a unit under a title such as 职责分工. Its sub-clauses are the duty groups, their sentences the duties.
 * Inventory ORG-03, X19.
 */
export const findDepartments = (clauses: readonly Clause[], title = ''): Department[] => {
  const all = withParents(clauses, undefined)
  const named = all.flatMap(({ clause, parent }) => toDepartment(clause, holderOf(clause.title, parent?.title ?? '')))
  return named.length > 0 ? named : all.flatMap(({ clause }) => toDepartment(clause, unsaidHolder(clause, title)))
}

const toDepartment = (clause: Clause, holder: Holder | undefined): Department[] =>
  holder
    ? [{ ...clauseFinding(holder.kind, clause, holder.confidence), name: holder.name, groups: groupsOf(clause) }]
    : []

/** Under a bare title 工作职责 the first sentence (运营部负责…) or the title of the whole text says whose duties they are. */
const unsaidHolder = (clause: Clause, title: string): Holder | undefined => {
  if (!/^(?:工作|主要|岗位|部门|基本)*(?:职责|职能)$/.test(clause.title)) return undefined
  const first = allClauses([clause]).flatMap(sentencesIn)[0] ?? ''
  const name = openingUnit.exec(first)?.[1] ?? openingUnit.exec(title)?.[1]
  return name ? { kind: 'unit', name, confidence: 0.8 } : undefined
}

/** Units that the text names at work and that have no duties of their own: each may be a gap in the policy. */
export const findMentioned = (clauses: readonly Clause[], departments: readonly Department[]): Finding[] => {
  const known = departments.map((department) => department.name)
  const isKnown = (name: string) => known.some((other) => sameUnit(name, other) || name.endsWith(other))
  const found = new Map<string, Finding>()
  for (const clause of allClauses(clauses)) {
    for (const sentence of sentencesIn(clause)) {
      for (const name of unitsIn(sentence)) {
        if (found.has(name) || isKnown(name)) continue
        found.set(name, { kind: 'mentioned', name, anchor: clause.anchor, words: sentence, confidence: 0.7 })
      }
    }
  }
  return Array.from(found.values())
}

/** 运营部 and 运营部门 are one unit. */
export const sameUnit = (a: string, b: string): boolean => a.replace(/门$/, '') === b.replace(/门$/, '')

const unitTail = '(?:部门|委员会|办公室|事业部|分公司|中心|部|处|科|组)'
const dutyTail = '的?(?:主要|岗位|工作|安全|生产|业务|管理|部门)*(?:职责|职能|职责范围|责任制|安全生产制)'
const positionTail = '(?:经理|主管|专员|总监|主任|部长|助理|负责人|会计|出纳|研究员|管理员|员|岗位|岗)'
const unitDuties = new RegExp(`^(.{1,16}?${unitTail})${dutyTail}$`)
const positionDuties = new RegExp(`^(.{1,20}?${positionTail})${dutyTail}$`)
const bareUnit = new RegExp(`^(.{1,12}?${unitTail})$`)
const dutyChapter = /职责|职能|分工|责任|组织机构/

const openingUnit = /^([\u4e00-\u9fa5]{1,8}?(?:部门?|中心|办公室|科|处))(?=负责|需|应|的|业务|安全|管理|职责|工作)/

interface Holder {
  kind: 'unit' | 'position'
  name: string
  confidence: number
}

const holderOf = (title: string, parentTitle: string): Holder | undefined => {
  const position = positionDuties.exec(title)?.[1]
  if (position) return { kind: 'position', name: position, confidence: 0.85 }
  const unit = unitDuties.exec(title)?.[1]
  if (unit && !/^各|^相关/.test(unit)) return { kind: 'unit', name: unit, confidence: 0.98 }
  const bare = dutyChapter.test(parentTitle) ? bareUnit.exec(title)?.[1] : undefined
  return bare ? { kind: 'unit', name: bare, confidence: 0.9 } : undefined
}

const withParents = (
  clauses: readonly Clause[],
  parent: Clause | undefined,
): { clause: Clause; parent: Clause | undefined }[] =>
  clauses.flatMap((clause) => [{ clause, parent }, ...withParents(clause.children, clause)])

/** What a job description says beside the duties. */
const aboutPost = /背景|任职|资格|^总结$|适用范围|^目的/

/** Sub-clauses with a title are groups; untitled ones are single duties of one group that bears the clause's name. */
const groupsOf = (clause: Clause): DutyGroup[] => {
  const own = clause.children.filter((child) => !holderOf(child.title, clause.title))
  const titled = own.filter((child) => hasTitle(child) && !aboutPost.test(child.title))
  const rest = own.filter((child) => !hasTitle(child))
  const loose = [...dutiesOf(clause), ...rest.flatMap(dutiesBelow)]
  const groups = titled.map((child) => toGroup(child, dutiesBelow(child)))
  return loose.length > 0 ? [toGroup(clause, loose), ...groups] : groups
}

/** 运营部需 is the beginning of a sentence that was taken for a title. */
const hasTitle = ({ title }: Clause): boolean => title !== '' && !/(?:需|应|须|负责|要|可以|协助|配合)$/.test(title)

const toGroup = (clause: Clause, duties: DutyGroup['duties']): DutyGroup => ({
  ...clauseFinding('duty-group', clause, sure(Math.max(0.7, clause.titleConfidence))),
  duties,
})

const dutiesBelow = (clause: Clause): DutyGroup['duties'] => [
  ...dutiesOf(clause),
  ...clause.children.flatMap((child) => dutiesBelow(child)),
]

const dutiesOf = (clause: Clause): DutyFound[] =>
  sentencesOf(hasTitle(clause) ? clause.text : clause.title + clause.text)
    .filter((words) => !noDuty.test(words))
    .map((words) => ({
      ...{ kind: 'duty' as const, name: words.replace(/[。；;]$/, ''), anchor: clause.anchor, words },
      ...{ part: partOf(words), confidence: sure(0.6 + 0.3 * clause.titleConfidence) },
    }))

/** What announces a list, sums up, describes a post, or is the title of another text. */
const noDuty =
  /(?:如下|以下)[:：。]?$|^总结|是一个|综合性|不断学习和成长|工作,.*能够为|^[^，,。；;]{2,20}(?:责任制|制度|职责)$/

const unitTailInText =
  /[\u4e00-\u9fa5]{2,8}?(?:部门|委员会|办公室)|(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5]{2,5}部(?![门分署件位长])/g
const notUnit =
  /各|不同|使用|需求|经办|承办|主办|协办|牵头|对口|相关|有关|其他|所有|每个|发起|跨部门|责任部门|职能部门|申请部门|归口部门|本部门|(?:内|外|全|干|局)部$/
const inFront =
  /[的和与及或在对由将向至从给为以经如是到等]|不限于|提交|公司|设立|成立|组建|包括|配合|通知|组织|协调|整合|审核|负责|反馈|打破|适用|汇报|制定|建立|健全|加强|完善|同意|报送|协助|督促|会同/g

const unitsIn = (sentence: string): string[] =>
  Array.from(sentence.matchAll(unitTailInText), (match) => ownName(match[0])).filter(
    (name) => name.replace(/(?:部门?|办公室|委员会)$/, '').length >= 2 && !notUnit.test(name),
  )

/** Cuts what stands in front of the name: 公司设立内部审计部门 → 内部审计部门. */
const ownName = (words: string): string => {
  const cut = Array.from(words.matchAll(inFront)).at(-1)
  return cut ? words.slice(cut.index + cut[0].length) : words
}
