import type { Model, Node } from '#engine/bpmn/model.ts'
import { compileFeel } from '#engine/feel/compile.ts'
import { FeelProblem } from '#engine/feel/problem.ts'
import type { Problem } from '#engine/types.ts'
import type { Registry } from '../pack.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Source } from './assign.ts'

type UserNode = Extract<Node, { kind: 'user' }>

/**
 * Every action, field, role, rule and decision that a model names must exist in this release; each that does not is an
 * error on its step. So process and record cannot disagree.
 */
export function missingNames(process: string, model: Model, registry: Registry): Problem[] {
  const def = registry.records[registry.processes[process]?.on ?? '']
  if (!def) return [{ level: 'error', element: model.id, message: '没有包声明这个流程。' }]
  return model.nodes.flatMap((node) => [
    ...missing(node, `${def.label}没有操作`, actionsOf(node), def.actions),
    ...missing(node, `${def.label}没有字段`, fieldsOf(node), def.fields),
    ...missing(node, '没有规则', rulesOf(node), registry.rules),
    ...missing(node, '没有判定规则', node.kind === 'rule' ? [node.settings.name] : [], registry.decisions),
    ...missing(node, '没有角色', rolesOf(node), registry.roles),
  ])
}

/** The sources that an assignment rule spells out, such as position("渠道经理"); what it computes is known in a case only. */
export function spelledSources({ assign }: UserNode): Source[] {
  return [...assign.text.matchAll(/\b(role|position|committee|unitHead)\s*\(\s*"([^"]*)"\s*\)/g)].map(
    ([, by, of = '']) => ({ by: by as Source['by'], of }),
  )
}

/** Names in conditions and rules to which nothing in the model or on the record ever gives a value: a warning each. */
export function unknownVariables(model: Model, def: AnyRecord): Problem[] {
  if (model.nodes.some(bringsAnything)) return []
  const names = variablesOf(model, def)
  const inFlows = model.flows.flatMap(({ id, name, condition }) =>
    condition ? unknown(id, `连线“${name || id}”的条件`, condition.text, names) : [],
  )
  const inTasks = model.nodes.flatMap((node) =>
    node.kind === 'user' ? unknown(node.id, `“${nameOf(node)}”的办理人`, node.assign.text, names) : [],
  )
  return [...inFlows, ...inTasks]
}

function unknown(element: string, where: string, text: string, names: readonly string[]): Problem[] {
  try {
    compileFeel(text, { names })
    return []
  } catch (error) {
    if (!(error instanceof FeelProblem)) throw error
    return [{ level: 'warning', element, message: `${where}：${error.message}` }]
  }
}

/** What FEEL finds during a case: see `caseFacts`, and what the engine leaves behind. */
function variablesOf(model: Model, def: AnyRecord): string[] {
  const results = model.nodes.flatMap((node) => (node.kind === 'rule' ? [node.settings.result] : []))
  const own = model.nodes.flatMap(({ extra }) => [
    ...(extra?.declared ?? []),
    ...[...(extra?.inputs ?? []), ...(extra?.outputs ?? [])].map(({ name }) => name),
    ...(extra?.loop?.type === 'instances' ? [extra.loop.item ?? [], extra.loop.result ?? []].flat() : []),
  ])
  return [
    ...Object.keys(def.fields),
    ...['number', 'status', 'createdBy', 'createdUnit', 'starter', 'matter', 'starterIsHead', 'outcome', 'error'],
    ...model.ids,
    ...results,
    ...own,
    ...model.processes.flatMap(({ declared }) => [...declared]),
    'loopCounter',
  ]
}

/** A script, a message, a signal or a called process gives variables that no model names. */
const bringsAnything = ({ kind, triggers }: Node): boolean =>
  kind === 'script' || kind === 'call' || triggers.some(({ on }) => on === 'message' || on === 'signal')

function missing(node: Node, what: string, names: readonly string[], known: object): Problem[] {
  return names
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => ({ level: 'error', element: node.id, message: `“${nameOf(node)}”：${what} ${name}。` }))
}

/** The record's actions that a step can run: those of its outcomes, or its own. */
export function actionsOf(node: Node): string[] {
  if (node.kind === 'user') return node.settings.outcomes.flatMap(({ action }) => action ?? [])
  return node.kind === 'service' ? [node.settings.action ?? []].flat() : []
}

/** A task's fields to fill in, and the one with its due day. */
function fieldsOf(node: Node): string[] {
  if (node.kind !== 'user') return []
  const { edit, due } = node.settings
  return due && /^[a-z]/.test(due) ? [...edit, due] : edit
}

const rulesOf = (node: Node) => (node.kind === 'service' ? [node.settings.rule ?? []].flat() : [])

const rolesOf = (node: Node) =>
  node.kind === 'user' ? spelledSources(node).flatMap(({ by, of }) => (by === 'role' ? [of] : [])) : []

/** How people call a step: its name, else its id. */
export const nameOf = (node: Pick<Node, 'name' | 'id'>) => node.name || node.id
