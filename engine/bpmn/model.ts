import type { Expression } from '../feel/compile.ts'
import type { World } from '../feel/scope.ts'
import type { Problem, TaskSettings, Vars } from '../types.ts'

/**
 * A file made ready to run: nodes and flows of all its executable processes in flat arrays, expressions as closures. A
 * node's index is its place among the flow nodes of the document, so it stays the same for one edition and fits a
 * smallint of the step log. `id`, `name` and `start` are those of the first process.
 */
export type Model = {
  id: string
  name: string
  nodes: Node[]
  flows: Flow[]
  /** Index of the none start event of the first process, else of its first start; `NONE` when it has no node. */
  start: number
  /** The ids of the nodes, by index. */
  ids: string[]
  /** Every process (pool) of the file, in document order. */
  processes: Process[]
  messageFlows: MessageFlow[]
  /** What the author should know although the model runs. */
  warnings: Problem[]
  uses: Uses
}

/**
 * A process of the file. `starts` are the nodes at which a case may be started: each start event, each instantiating
 * receive task, and each catching event or receive task behind an instantiating event gateway. What such a node waits for
 * is its `trigger`; a none start has none. A process that is not executable has no nodes here.
 */
export type Process = Level & { id: string; name: string; executable: boolean; starts: number[]; declared: Set<string> }

/** What begins when a process or sub-process does, and the event sub-processes that watch as long as it is open. */
export type Level = { first: number[]; watches: number[] }

/** Who says what to whom: the ids of nodes, or of processes where the flow ends at a pool. */
export type MessageFlow = { id: string; name: string; source: string; target: string; message?: string }

/** What occurs somewhere in the model; what does not costs nothing while a case runs. */
export type Uses = { synchronizing: boolean; conditions: boolean; compensation: boolean }

export type Flow = { index: number; id: string; name: string; from: number; to: number; condition?: Expression }

/** `scope` is the sub-process that holds the node, or `ROOT`; `incoming` and `outgoing` are indexes of flows. */
type Common = {
  index: number
  id: string
  name: string
  scope: number
  /** Index of its process in `processes`. */
  process: number
  incoming: number[]
  outgoing: number[]
  /** Index of the default flow, or `NONE`. */
  defaultFlow: number
  /** Boundary events that sit on this activity. */
  boundary: number[]
  /** What an event, receive task or start waits for; the first of `triggers`. */
  trigger?: Trigger
  triggers: Trigger[]
  /** Which outgoing flows are taken: all, the first whose condition holds, or every one whose condition holds. */
  choice: 'all' | 'first' | 'some'
  /** Everything beyond the plain run of an activity, absent for most. */
  extra?: Extra
  clause?: string
}

export type Node = Common & Kind
export type NodeKind = Kind['kind']

type Kind =
  /** Of a process, sub-process or event sub-process. `all`: every trigger has to come (parallel multiple). */
  | { kind: 'start'; interrupting: boolean; all: boolean }
  /** An end event: what it throws, in this order; nothing for a none end. */
  | { kind: 'end'; throws: Throw[] }
  /** An intermediate throw event. */
  | { kind: 'throw'; throws: Throw[] }
  /** An intermediate catch event. */
  | { kind: 'catch'; all: boolean }
  | { kind: 'boundary'; attachedTo: number; interrupting: boolean; all: boolean }
  /** `offers` are the conditions of the outcomes, by index. */
  | { kind: 'user'; settings: TaskSettings; assign: Expression; offers: (Expression | undefined)[] }
  | { kind: 'service'; settings: ServiceSettings }
  | { kind: 'rule'; settings: DecisionSettings }
  | { kind: 'script'; run: Script }
  | { kind: 'send'; throws: Throw[] }
  | { kind: 'receive'; instantiate: boolean }
  /** Runs the process with this id as a case of its own. */
  | { kind: 'call'; calls: string }
  /** A task that does nothing, a manual task, or a link. */
  | { kind: 'pass' }
  | { kind: 'xor' }
  | { kind: 'and' }
  /** `reach[i]` holds the nodes from which a token can come to incoming flow i without passing this gateway. */
  | { kind: 'or'; reach: Reach[] }
  | { kind: 'complex'; reach: Reach[]; activation?: Expression }
  /** An event-based gateway: the first of the events behind it goes on. `parallel`: all go on, once one began the case. */
  | { kind: 'event'; instantiate: boolean; parallel: boolean }
  /** `start` is the first of `first`, or `NONE`. An `event` sub-process is begun by its start event. */
  | ({ kind: 'sub'; start: number; type: SubType; adHoc?: AdHoc } & Level)

export type SubType = 'embedded' | 'event' | 'transaction' | 'ad-hoc'

/**
 * Sequential: one activity at a time. Without `completion`, or where nothing in it is for people (`automatic`), the
 * activities begin by themselves, once each; else people begin them, as often as they like.
 */
export type AdHoc = { sequential: boolean; cancelRemaining: boolean; automatic: boolean; completion?: Expression }

/** What an event waits for. `key` is the correlation key; without one it is that of the case. */
export type Trigger =
  | { on: 'message'; name: string; key?: Expression }
  | { on: 'signal'; name: string }
  | { on: 'timer'; timer: Timer }
  | { on: 'condition'; condition: Expression }
  /** Without a code: every one that nothing more specific catches. */
  | { on: 'error' | 'escalation'; code?: string }
  | { on: 'compensation' | 'cancel' }

/** What an event or send task throws. `activity` is the node to compensate; without one everything of the scope. */
export type Throw =
  | { throw: 'message'; name: string; key?: Expression }
  | { throw: 'signal'; name: string }
  | { throw: 'error' | 'escalation'; code: string }
  | { throw: 'compensation'; activity?: number; waits: boolean }
  | { throw: 'cancel' }
  | { throw: 'terminate' }

/** A bit for each node. */
export type Reach = Uint32Array

/** What the script of a task does: the variables it sets come back. `vars` are all that it sees. */
export type Script = (world: World, vars: () => Vars) => Vars | undefined

/**
 * What an activity may have beyond its plain run: data that go in and out, loops, token quantities, and the activity that
 * compensates it. `handles` marks one that is only run for compensation.
 */
export type Extra = {
  inputs: Mapping[]
  outputs: Mapping[]
  loop?: Loop
  starts: number
  completes: number
  handler: number
  handles: boolean
  /** Its own variables (properties and data objects of a sub-process). */
  declared: string[]
}

export type Mapping = { name: string; value: Expression; optional: boolean }

/** Standard loops, and multi-instance activities over a number or a collection (BPMN 2.0.2, 10.3.8). */
export type Loop =
  | { type: 'standard'; condition?: Expression; testBefore: boolean; maximum: number }
  | {
      type: 'instances'
      sequential: boolean
      cardinality?: Expression
      collection?: Expression
      item?: string
      /** The variable that takes what the instances give, in the order of the items. */
      result?: string
      output?: Expression
      completion?: Expression
      behavior: Behavior[]
    }

/** What is thrown when an instance completes: always, for the first one, or when a condition holds. */
export type Behavior = { when: 'each' | 'first' | Expression; throws: Throw[] }

/** What the service task runs: a rule of a pack, or an action of the record; how often it is tried again, and after what. */
export type ServiceSettings = { rule?: string; action?: string; retries?: number; backoff?: string }

/** The decision to ask, and the variable that takes its answer. */
export type DecisionSettings = { name: string; result: string }

/** A written moment, time or cycle (`R3/PT1H`, `R/2026-01-31T08:00:00/P1D`), or FEEL that yields one. */
export type Timer = { kind: 'date' | 'duration' | 'cycle'; iso?: string; expression?: Expression }

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

/** What a node throws when a token comes to it; undefined for what throws nothing. */
export function throwsOf(node: Node): Throw[] | undefined {
  return node.kind === 'end' || node.kind === 'throw' || node.kind === 'send' ? node.throws : undefined
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
