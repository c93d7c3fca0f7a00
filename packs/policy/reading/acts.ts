import { allClauses } from './anchors.ts'
import { sentencesIn, sure } from './evidence.ts'
import { roleOf } from './parts.ts'
import type { Act, Clause } from './types.ts'
import { actorNames, actWords } from './words.ts'

/**
 * Who does what, sentence by sentence: 由 X 审核, 提交至 X 审批, 经 X 批准, or X at the head of the sentence and the verbs
 * behind it. `units` are the names of the units already recognised.
 */
export const findActs = (clauses: readonly Clause[], units: readonly string[]): Act[] => {
  const actors = [...units.flatMap(shortAndLong), ...actorNames].toSorted((a, b) => b.length - a.length)
  return allClauses(clauses).flatMap((clause) =>
    sentencesIn(clause).flatMap((sentence) => actsIn(sentence, clause.anchor, actors)),
  )
}

/** 运营管理部门 is written 运营管理部 as well. */
const shortAndLong = (name: string): string[] => (/部门$/.test(name) ? [name, name.slice(0, -1)] : [name])

const actsIn = (sentence: string, anchor: string, actors: readonly string[]): Act[] => {
  const found: Act[] = []
  let subject: string | undefined
  for (const part of sentence.split(/[，,：:]/)) {
    const named = namedActor(part, actors)
    subject = named?.isSubject ? named.name : subject
    const actor = named?.name ?? subject
    const act = actor ? actIn(part, named) : undefined
    if (!actor || !act) continue
    const confidence = sure(named ? named.confidence : 0.6)
    for (const name of [actor, ...alongside(part, named, actors)])
      found.push({ kind: 'act', name, act, role: roleOf(act), anchor, words: sentence, confidence })
  }
  for (const { name, act } of othersIn(sentence, actors))
    found.push({ kind: 'act', name, act, role: roleOf(act), anchor, words: sentence, confidence: 0.9 })
  return withoutRepeats(found)
}

/** Who acts together with the subject, and who gets a copy: 会同甲部、乙部, 抄送丙部. */
const othersIn = (sentence: string, actors: readonly string[]): { name: string; act: string }[] =>
  Array.from(sentence.matchAll(beside)).flatMap((match) => {
    const list = sentence.slice(match.index + match[0].length).split(/[、和及与]/)
    const firstOther = list.findIndex((words) => !actors.some((actor) => words.startsWith(actor)))
    const named = firstOther < 0 ? list : list.slice(0, firstOther)
    return named.map((words) => ({
      name: actors.find((actor) => words.startsWith(actor)) ?? '',
      act: match[0].slice(0, 2),
    }))
  })

const beside = /会同|抄送(?:至|给)?/g

/** 财务部、法务部会签: who stands beside the first one. */
const alongside = (part: string, named: Named | undefined, actors: readonly string[]): string[] => {
  const names: string[] = []
  let at = named?.at ?? part.length
  while (/[、和与及]/.test(part[at] ?? '')) {
    const name = actorAt(part, at + 1, actors)
    if (!name) break
    names.push(name)
    at += 1 + name.length
  }
  return names
}

interface Named {
  name: string
  /** Where the words about what it does begin. */
  at: number
  isSubject: boolean
  confidence: number
}

/** The receiver of a submission acts (提交至 X 审核); else who follows 由 or 经; else who heads the words. */
const namedActor = (part: string, actors: readonly string[]): Named | undefined =>
  behind(part, /(?:提交|报送|呈报|上报|报|送)(?:至|给|到|请)?/g, actors, 0.9) ??
  behind(part, /[由经](?:过)?/g, actors, 0.95) ??
  heading(part, actors)

const behind = (part: string, lead: RegExp, actors: readonly string[], confidence: number): Named | undefined => {
  for (const match of part.matchAll(lead)) {
    const at = match.index + match[0].length
    const name = actorAt(part, at, actors)
    if (name) return { name, at: at + name.length, isSubject: match[0].startsWith('由'), confidence }
  }
  return undefined
}

const heading = (part: string, actors: readonly string[]): Named | undefined => {
  const words = part.replace(/^(?:并|后|再|然后|最后|同时|对于[^，,]*|需|应)/, '')
  const name = part.includes('由') ? undefined : actorAt(words, 0, actors)
  if (!name) return undefined
  return { name, at: part.indexOf(name) + name.length, isSubject: true, confidence: 0.8 }
}

/** 员工上级领导 is not 员工: a longer name that is not known is no name. */
const actorAt = (part: string, at: number, actors: readonly string[]): string | undefined => {
  const name = actors.find((actor) => part.startsWith(actor, at))
  return name && !/^(?:的|上级|所在|之间|内部|以外)/.test(part.slice(at + name.length)) ? name : undefined
}

const nounTail = '规范|制度|机制|意见|要求|结果|目标|工作|报告|指标|计划|情况|过程|人|标准|流程|表'

/** 项目执行 is a noun where 项目审批 may be an act. */
const nounHead = (verb: string): string => (verb === '执行' ? '(?<!项目|任务|预算|计划)' : '')

/** Of verbs that begin at one place the longest stands first, so it is the one that is found. */
const anAct = new RegExp(actWords.map((verb) => `${nounHead(verb)}${verb}(?!${nounTail})`).join('|'))

/** The first of the verbs behind the actor; an act on the same words as a noun (审核意见) is not one. */
const actIn = (part: string, named: Named | undefined): string | undefined =>
  anAct.exec(part.slice(named?.at ?? 0))?.[0]

const withoutRepeats = (acts: Act[]): Act[] =>
  acts.filter((act, index) => acts.findIndex((other) => other.name === act.name && other.act === act.act) === index)
