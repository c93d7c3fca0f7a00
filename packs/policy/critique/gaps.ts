import { allClauses } from '../reading/anchors.ts'
import { nameOf, sentencesIn } from '../reading/evidence.ts'
import type { Clause, Findings } from '../reading/types.ts'
import { actorOf, asksForWork, isCompanys, isPassing, keepsPapers, topicOf } from './actors.ts'
import { problem } from './problem.ts'
import type { Problem, Side } from './types.ts'

/**
 * What is to be done and nobody is named for: sentences that ask for work outside the duties of units, with no actor in
 * them nor carried over from the sentence before. They are told by topic; where a text names nobody at all, that is one
 * problem. Inventory PRN-05.
 */
export const findGaps = (clauses: readonly Clause[], findings: Findings): Problem[] => {
  if (isOneUnits(clauses, findings)) return []
  const held = new Set(findings.departments.map(({ anchor }) => anchor))
  const open = openWork(clauses, held, [])
  const nobody = findings.departments.length === 0 && !everySentence(clauses).some(namesSomebody)
  const groups = nobody ? [open] : groupBy(open, (one) => `${one.topicAnchor} ${one.isCompanys}`)
  return groups.filter((group) => group.length > 0).map((group) => toProblem(group, nobody))
}

/** Papers that a passing body keeps (项目团队归档) and that no lasting unit is named to keep. */
export const findKeepless = (clauses: readonly Clause[]): Problem[] => {
  const kept = allClauses(clauses).flatMap((clause) =>
    sentencesIn(clause)
      .filter(keepsPapers)
      .map((words) => ({ clause, words, actor: actorOf(words) ?? '' })),
  )
  if (kept.some(({ actor, clause }) => (actor !== '' && !isPassing(actor)) || clause.title.includes('档案管理')))
    return []
  return kept
    .filter(({ actor }) => isPassing(actor))
    .map(({ clause, words, actor }) =>
      problem('gap', `${nameOf(clause)}：归档以后由谁保管`, [{ holder: actor, words, anchor: clause.anchor }], 0.7),
    )
}

/** Duties that stand under a title such as 职责 with no unit or post in front of it. */
export const findOwnerless = (clauses: readonly Clause[], findings: Findings, title: string): Problem[] => {
  if (findings.departments.length > 0) return []
  const about = (clause: Clause) => /(?:职责|职能)$/.test(clause.title)
  const named = allClauses(clauses).filter((clause) => about(clause) && !allClauses(clause.children).some(about))
  const from = named.length > 0 ? named : /(?:职责|职能)$/.test(title) ? clauses : []
  return from.flatMap((clause) => {
    const words = allClauses([clause]).flatMap((one) =>
      sentencesIn(one).map((each) => ({ words: each, anchor: one.anchor })),
    )
    const sides = words
      .filter(({ words: own }) => own.length > 10)
      .slice(0, 6)
      .map((one) => ({ holder: '', ...one }))
    return sides.length > 0 ? [problem('ownerless', clause.title || title, sides, 0.7)] : []
  })
}

/** Units that a policy gives work to, in a text that says of other units what their duties are. */
export const findIdleUnits = (clauses: readonly Clause[], { departments, mentioned }: Findings): Problem[] => {
  const empty = departments.filter(({ groups }) => groups.every(({ duties }) => duties.length === 0))
  const silent = departments.filter(({ kind }) => kind === 'unit').length < 2 ? [] : mentioned
  return [...silent, ...empty].map(({ name, kind, words, anchor }) => {
    const more = allClauses(clauses).flatMap((clause) =>
      sentencesIn(clause)
        .filter((sentence) => sentence.includes(name) && sentence !== words)
        .map((sentence) => ({ holder: name, words: sentence, anchor: clause.anchor })),
    )
    const sides = [{ holder: name, words, anchor }, ...more.slice(0, 3)]
    return problem(kind === 'position' ? 'idle-post' : 'idle-unit', name, sides, 0.8)
  })
}

/** A policy that one unit makes for itself leaves nothing without an owner: all of it is that unit's. */
const isOneUnits = (clauses: readonly Clause[], { departments }: Findings): boolean =>
  departments.length === 1 &&
  clauses.every(({ level, title }) => level !== '篇' || title.startsWith(departments[0]!.name))

const namesSomebody = (words: string): boolean => !/^(?:每|全体|所有|各|任何|管理层|员工)/.test(actorOf(words) ?? '每')

interface Open extends Side {
  topic: string
  /** The topic when it stands alone. */
  own: string
  topicAnchor: string
  isCompanys: boolean
}

/** Sections that say why, for whom or what words mean, and ask nobody for anything. */
export const preamble =
  /目的|宗旨|原则|适用|范围|定义|术语|依据|附则|总则|引言|前言|目标|背景|任职|资格|解释|参考文献|总结$|意义|概述/

const openWork = (clauses: readonly Clause[], held: ReadonlySet<string>, above: readonly Clause[]): Open[] => {
  const ones = listOfOnes(clauses)
  return clauses.flatMap((clause, index) => {
    if (index > 0 && index < ones) return []
    if (held.has(clause.anchor) || preamble.test(clause.title) || /(?:职责|职能)$/.test(clause.title)) return []
    return [...openIn(clause, above), ...openWork(clause.children, held, [...above, clause])]
  })
}

/** How many items without titles stand in front, the first of which names somebody: the list is about what that one does. */
const listOfOnes = (items: readonly Clause[]): number => {
  if (actorOf(items[0]?.text ?? '') === undefined) return 0
  const end = items.findIndex(({ title, level }) => title !== '' || (level !== '项' && level !== '目'))
  return end < 0 ? items.length : end
}

const openIn = (clause: Clause, above: readonly Clause[]): Open[] => {
  const found: Open[] = []
  let subject = actorOf(`${clause.title}负责`)
  const place = topicPlace(clause, above)
  for (const words of sentencesIn(clause)) {
    subject = actorOf(words) ?? subject
    if (subject || !asksForWork(words)) continue
    const own = clause.title || (isCompanys(words) ? place.topic : topicOf(words))
    found.push({ holder: '', words, anchor: clause.anchor, own, ...place, isCompanys: isCompanys(words) })
  }
  return found
}

/** 考核指标设定 below 考核制度 is about 考核, as its neighbours are; a clause without a title is about what it stands under. */
const topicPlace = (clause: Clause, above: readonly Clause[]): { topic: string; topicAnchor: string } => {
  const parent = above.findLast(({ title }) => title !== '')
  const stem = parent?.title.replace(/(?:制度|机制|管理|体系|流程|规范|规定|办法|要求|工作|与.*)+$/, '') ?? ''
  if (parent && (clause.title === '' || (stem.length >= 2 && clause.title.includes(stem))))
    return { topic: clause.title === '' ? parent.title : stem, topicAnchor: parent.anchor }
  return { topic: clause.title || topicOf(clause.text), topicAnchor: clause.anchor }
}

const toProblem = (group: readonly Open[], nobody: boolean): Problem => {
  const [first] = group
  const topic = nobody ? '全文没有写到任何部门或岗位' : group.length === 1 ? (first?.own ?? '') : (first?.topic ?? '')
  const sides = group.map(({ words, anchor }) => ({ holder: first?.isCompanys ? '公司' : '', words, anchor }))
  return problem('gap', topic, sides, first?.isCompanys || nobody ? 0.65 : group.length > 1 ? 0.85 : 0.75)
}

const groupBy = <Item>(items: readonly Item[], key: (item: Item) => string): Item[][] => {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return Array.from(groups.values())
}

const everySentence = (clauses: readonly Clause[]): string[] => allClauses(clauses).flatMap(sentencesIn)
