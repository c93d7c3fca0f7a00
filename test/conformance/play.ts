import { advance } from '#engine/bpmn/advance.ts'
import type { Model, Process, Trigger } from '#engine/bpmn/model.ts'
import { nodeByIndex } from '#engine/bpmn/model.ts'
import { NotWaiting } from '#engine/bpmn/run.ts'
import type { CaseState, Command, Due, Effect, Vars } from '#engine/types.ts'
import type { Marks } from './betsy-scripts.ts'

/** How a run ended: by an error that a process threw, or with a step that failed. */
export type Ending = { error: boolean; stuck: boolean }

type Case = { id: number; state?: CaseState; parent?: { of: Case; token: number } }
type Job = { at: number; of?: Case; token: number; node: number; command: 'timer' | 'complete' }
type Subscription = { of: Case; token: number; on: 'message' | 'signal' | 'condition'; name: string }

/** A runtime in memory for one model: a clock, timers, subscriptions, called processes. Nothing outlives the run. */
type Runtime = {
  model: Model
  marks: Marks
  now: number
  cases: Case[]
  jobs: Job[]
  subscriptions: Subscription[]
  queue: { of: Case; command: Command }[]
  ending: Ending
}

/**
 * Plays processes of a model for some milliseconds of its own time: those named are started, others by what they wait for.
 * A process without a none start event begins when its timer is due or its condition holds.
 */
export function play(model: Model, starts: string[], vars: Vars, until: number, marks: Marks): Ending {
  const runtime: Runtime = {
    model,
    marks,
    now: 0,
    cases: [],
    jobs: [],
    subscriptions: [],
    queue: [],
    ending: { error: false, stuck: false },
  }
  for (const id of starts) {
    const process = model.processes.find((candidate) => candidate.id === id)
    if (process) begin(runtime, process, vars)
    drain(runtime)
  }
  for (let job = nextJob(runtime, until); job; job = nextJob(runtime, until)) {
    runtime.now = job.at
    if (job.of) runtime.queue.push({ of: job.of, command: { kind: job.command, token: job.token } })
    else startCase(runtime, job.node, vars)
    drain(runtime)
  }
  return runtime.ending
}

function begin(runtime: Runtime, process: Process, vars: Vars): void {
  const plain = process.first[0]
  if (plain !== undefined) {
    startCase(runtime, plain, vars)
    return
  }
  for (const node of process.starts) expectStart(runtime, node, nodeByIndex(runtime.model, node).trigger, vars)
}

function expectStart(runtime: Runtime, node: number, trigger: Trigger | undefined, vars: Vars): void {
  if (trigger?.on === 'timer' && trigger.timer.iso) {
    const [, times = '1', iso = ''] = /^(?:R(\d*)\/)?(.*)$/.exec(trigger.timer.iso) ?? []
    const each = instantOf(runtime, { kind: 'duration', iso })
    for (let nth = 1; nth <= Number(times || MOST); nth += 1)
      runtime.jobs.push({ at: runtime.now + nth * (each - runtime.now), token: 0, node, command: 'timer' })
  }
  if (trigger?.on !== 'condition') return
  const look = (name: string) => (Object.hasOwn(vars, name) ? vars[name] : undefined)
  const world = { look: (name: string) => look(name) as never, now: EPOCH, zone: 'UTC', functions: {} }
  if (trigger.condition.evaluate(world) === true) startCase(runtime, node, vars)
}

function startCase(runtime: Runtime, node: number, vars: Vars, parent?: Case['parent'], event = 0): void {
  const of: Case = { id: runtime.cases.length, ...(parent ? { parent } : {}) }
  runtime.cases.push(of)
  runtime.queue.push({ of, command: { kind: 'start', node, event, vars } })
}

/** A cycle without end starts no more than this in a run. */
const MOST = 100
const EPOCH = '2020-01-01T00:00:00Z'
const ENOUGH = 100_000

function drain(runtime: Runtime): void {
  for (let nth = 0; nth < ENOUGH; nth += 1) {
    const next = runtime.queue.shift()
    if (!next) return
    move(runtime, next.of, next.command)
  }
}

function move(runtime: Runtime, of: Case, command: Command): void {
  const env = { facts: {}, now: new Date(Date.parse(EPOCH) + runtime.now).toISOString(), zone: 'UTC' }
  try {
    const { state, effects } = advance(runtime.model, of.state, command, env)
    of.state = JSON.parse(JSON.stringify(state)) as CaseState
    for (const effect of effects) carryOut(runtime, of, effect)
  } catch (error) {
    if (!(error instanceof NotWaiting)) throw error
  }
}

function carryOut(runtime: Runtime, of: Case, effect: Effect): void {
  switch (effect.kind) {
    case 'timer':
      runtime.jobs.push({ at: instantOf(runtime, effect.due), of, token: effect.token, node: 0, command: 'timer' })
      break
    case 'subscribe':
      runtime.subscriptions.push({ of, token: effect.token, on: effect.on, name: effect.name })
      break
    case 'service':
      serve(runtime, of, effect.token, effect.rule ?? '')
      break
    case 'todo':
      runtime.queue.push({ of, command: { kind: 'complete', token: effect.token } })
      break
    case 'withdraw':
      runtime.jobs = runtime.jobs.filter((job) => job.of !== of || job.token !== effect.token)
      runtime.subscriptions = runtime.subscriptions.filter((one) => one.of !== of || one.token !== effect.token)
      break
    case 'send':
      send(runtime, of, effect)
      break
    case 'broadcast':
      broadcast(runtime, of, effect.signal, effect.vars)
      break
    case 'call':
      call(runtime, of, effect)
      break
    case 'escalate':
      if (of.parent) tell(runtime, of.parent, { kind: 'escalate', token: of.parent.token, code: effect.code })
      break
    case 'more':
      runtime.queue.push({ of, command: { kind: 'more', token: effect.token } })
      break
    case 'log':
      runtime.ending.stuck ||= effect.phase === 'error' && isStuck(of, effect.token)
      break
    case 'ended':
      end(runtime, of, effect)
  }
}

/** Not one that waits for others for ever: that is a deadlock, in which nothing has failed. */
function isStuck({ state }: Case, token: number): boolean {
  return state?.tokens.some(({ id, is }) => id === token && is === 'stuck') ?? false
}

function tell(runtime: Runtime, { of }: { of: Case }, command: Command): void {
  runtime.queue.push({ of, command })
}

function serve(runtime: Runtime, of: Case, token: number, rule: string): void {
  const takes = runtime.marks.services[rule] ?? 0
  if (rule.startsWith('CREATE_TIMESTAMP')) runtime.marks.intervals.push({ from: runtime.now, to: runtime.now + takes })
  runtime.jobs.push({ at: runtime.now + takes, of, token, node: 0, command: 'complete' })
}

function send(runtime: Runtime, of: Case, { token, message, vars }: Extract<Effect, { kind: 'send' }>): void {
  const waiting = runtime.subscriptions.find((one) => one.of !== of && one.on === 'message' && one.name === message)
  const start = startFor(runtime, 'message', message)[0]
  if (waiting) take(runtime, waiting, vars)
  else if (start !== undefined) startCase(runtime, start.node, vars, undefined, start.event)
  const answer: Command =
    waiting || start !== undefined
      ? { kind: 'complete', token }
      : { kind: 'fail', token, code: 'NO_RECEIVER', message: 'nobody waits for it' }
  runtime.queue.push({ of, command: answer })
}

function broadcast(runtime: Runtime, of: Case, signal: string, vars: Vars): void {
  const waiting = runtime.subscriptions.filter((one) => one.of !== of && one.on === 'signal' && one.name === signal)
  for (const one of waiting) take(runtime, one, vars)
  const isAwaited = (node: number) =>
    waiting.some(({ of: other, token }) => other.state?.tokens.some((one) => one.id === token && one.node === node))
  for (const { node, event } of startFor(runtime, 'signal', signal))
    if (!isAwaited(node)) startNow(runtime, node, event, vars)
}

/** At once, so that the next signal of the same step finds the case. */
function startNow(runtime: Runtime, node: number, event: number, vars: Vars): void {
  const of: Case = { id: runtime.cases.length }
  runtime.cases.push(of)
  move(runtime, of, { kind: 'start', node, event, vars })
}

function take(runtime: Runtime, { of, token, on }: Subscription, vars: Vars): void {
  if (on !== 'condition') runtime.queue.push({ of, command: { kind: on, token, vars } })
}

function startFor({ model }: Runtime, on: 'message' | 'signal', name: string): { node: number; event: number }[] {
  return model.processes
    .flatMap(({ starts }) => starts)
    .map((node) => ({
      node,
      event: nodeByIndex(model, node).triggers.findIndex((one) => one.on === on && one.name === name),
    }))
    .filter(({ event }) => event >= 0)
}

function call(runtime: Runtime, of: Case, { token, process: id, vars }: Extract<Effect, { kind: 'call' }>): void {
  const process = runtime.model.processes.find((candidate) => candidate.id === id)
  const start = process?.first[0] ?? process?.starts[0]
  if (start !== undefined) startCase(runtime, start, vars, { of, token })
  else tell(runtime, { of }, { kind: 'fail', token, code: 'NO_PROCESS', message: `no process ${id}` })
}

function end(runtime: Runtime, of: Case, { error }: Extract<Effect, { kind: 'ended' }>): void {
  runtime.subscriptions = runtime.subscriptions.filter((one) => one.of !== of)
  if (!of.parent) {
    runtime.ending.error ||= error !== undefined
    return
  }
  const { token } = of.parent
  tell(
    runtime,
    of.parent,
    error ? { kind: 'fail', token, ...error } : { kind: 'complete', token, vars: of.state?.vars ?? {} },
  )
}

/** The job that is due first, those of the same moment in their order. */
function nextJob(runtime: Runtime, until: number): Job | undefined {
  const [first] = runtime.jobs.toSorted((one, other) => one.at - other.at)
  if (!first || first.at > until) return undefined
  runtime.jobs = runtime.jobs.filter((job) => job !== first)
  return first
}

const PARTS = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/

function instantOf({ now }: Runtime, due: Due): number {
  if (due.kind === 'date') return Math.max(now, Date.parse(due.iso) - Date.parse(EPOCH))
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = PARTS.exec(due.iso) ?? []
  return now + (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}
