import { allClauses } from './anchors.ts'
import { clauseFinding, sure } from './evidence.ts'
import type { Clause, Finding, Stage } from './types.ts'

/** The stages of the process that a policy lays down, each with its steps: sub-clauses of 流程 clauses. */
export const findStages = (clauses: readonly Clause[]): Stage[] =>
  topics(clauses, /^.{0,14}(?:流程|程序|步骤)(?:规范|管理|说明|体系|要求|图)?$/).flatMap((topic) => {
    const divided = topic.children.filter((child) => child.title !== '' && child.children.length > 0)
    const nested = divided.length * 2 > topic.children.length
    const stages = nested ? topic.children : [topic]
    return stages.map((stage) => ({
      ...clauseFinding('stage', stage, /流程|阶段|程序/.test(stage.title) ? 0.95 : 0.7),
      steps: stage.children.map((step) => clauseFinding('step', step, sure(step.titleConfidence))),
    }))
  })

/** Kinds of supervision that a policy lays down: what stands under 监督机制 and the like. */
export const findSupervision = (clauses: readonly Clause[]): Finding[] =>
  children(clauses, /监督|监察|监控机制|检查(?:机制|制度)?$|稽核/, 'supervision')

/** What a policy says about appraisal: what stands under 考核制度 and the like. */
export const findAppraisal = (clauses: readonly Clause[]): Finding[] =>
  children(clauses, /考核|考评|绩效(?!指标)/, 'appraisal')

const children = (clauses: readonly Clause[], pattern: RegExp, kind: string): Finding[] =>
  topics(clauses, pattern).flatMap((topic) =>
    topic.children.map((child) => clauseFinding(kind, child, sure(child.titleConfidence))),
  )

/**
 * Clauses about a topic that have sub-clauses and below which no clause with sub-clauses is about it: of 监督与考核 and
 * 监督机制 below it, the inner one. Duties of a unit are no topic, and a topic below a topic's clause is the finer one.
 */
const topics = (clauses: readonly Clause[], pattern: RegExp): Clause[] =>
  clauses.flatMap((clause) => {
    if (/职责|职能|责任制/.test(clause.title) && clause.level !== '篇' && clause.level !== '章') return []
    const inner = topics(clause.children, pattern)
    const isTopic = clause.level !== '篇' && pattern.test(clause.title) && clause.children.length > 0
    return isTopic && (inner.length === 0 || covers(clause, inner)) ? [clause] : inner
  })

/** All sub-clauses are of the topic themselves: then the clause above them is the one that lays it down. */
const covers = (clause: Clause, inner: Clause[]): boolean =>
  clause.children.length > 1 && clause.children.every((child) => allClauses([child]).some((one) => inner.includes(one)))
