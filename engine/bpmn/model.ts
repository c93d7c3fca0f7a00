import type { Expression } from '../feel/compile.ts'
import type { Due, Problem, TaskSettings } from '../types.ts'

/**
 * A process made ready to run: nodes and flows in flat arrays, conditions as closures. A node's index is its place among
 * the flow nodes of the document, so it stays the same for one edition and fits a smallint of the step log.
 */
export type Model = {
  id: string
  name: string
  nodes: Node[]
  flows: Flow[]
  /** Index of the none start event of the process. */
  start: number
  /** The ids of the nodes, by index. */
  ids: string[]
  /** What the author should know although the model runs. */
  warnings: Problem[]
}

export type Flow = { index: number; id: string; name: string; from: number; to: number; condition?: Expression }

/** `scope` is the sub-process that holds the node, or `ROOT`; `incoming` and `outgoing` are indexes of flows. */
type Common = {
  index: number
  id: string
  name: string
  scope: number
  incoming: number[]
  outgoing: number[]
  /** Index of the default flow, or `NONE`. */
  defaultFlow: number
  /** Boundary events that sit on this activity. */
  boundary: number[]
  clause?: string
}

export type Node = Common & Kind
export type NodeKind = Kind['kind']

type Kind =
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'terminate' }
  | { kind: 'error-end'; code: string }
  /** `offers` are the conditions of the outcomes, by index. */
  | { kind: 'user'; settings: TaskSettings; assign: Expression; offers: (Expression | undefined)[] }
  | { kind: 'service'; settings: ServiceSettings }
  | { kind: 'rule'; settings: DecisionSettings }
  | { kind: 'pass' }
  | { kind: 'xor' }
  | { kind: 'and' }
  | { kind: 'sub'; start: number }
  | { kind: 'timer'; timer: Timer }
  | { kind: 'boundary-timer'; attachedTo: number; interrupting: boolean; timer: Timer }
  | { kind: 'boundary-error'; attachedTo: number; code?: string }

/** What the service task runs: a rule of a pack, or an action of the record. */
export type ServiceSettings = { rule?: string; action?: string }

/** The decision to ask, and the variable that takes its answer. */
export type DecisionSettings = { name: string; result: string }

/** A written moment or time, or FEEL that yields one. */
export type Timer = { kind: Due['kind']; iso?: string; expression?: Expression }

export const ROOT = -1
export const NONE = -1

/** The node at an index of the step log or of a token; an index that the model lacks is a defect of the caller. */
export function nodeByIndex(model: Model, index: number): Node {
  const node = model.nodes[index]
  if (!node) throw new RangeError(`流程「${model.id}」没有第 ${index} 个节点`)
  return node
}

/** The node with an id, if the model has it. */
export function nodeById(model: Model, id: string): Node | undefined {
  return model.nodes[model.ids.indexOf(id)]
}

/** The flow at an index of a node's `incoming` or `outgoing`. */
export function flowByIndex(model: Model, index: number): Flow {
  const flow = model.flows[index]
  if (!flow) throw new RangeError(`流程「${model.id}」没有第 ${index} 条连线`)
  return flow
}

/** A publication was refused; `problems` lists everything that is wrong, not only the first thing. */
export class ModelRefused extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(sentenceOf).join('\n'))
    this.name = 'ModelRefused'
    this.problems = problems
  }
}

function sentenceOf({ element, line, message }: Problem): string {
  const place = [element, line && `第 ${line} 行`].filter(Boolean).join('，')
  return place ? `${place}：${message}` : message
}
