import { advance } from '#engine/bpmn/advance.ts'
import type { Model } from '#engine/bpmn/model.ts'
import { tagged } from '#engine/feel/json.ts'
import type { CaseState, Command, Effect, Env, Facts, Functions, Json, Vars } from '#engine/types.ts'
import type { FieldMeta } from '#kernel/http/contract.ts'
import type { ModelRecord } from '#kernel/http/model-contract.ts'
import { later } from './virtual-clock.ts'
import { say } from './words.ts'

/** What is played: the model, what it runs on, and how its decisions are asked. */
export interface Game {
  readonly model: Model
  readonly record: ModelRecord | null
  readonly matter: string | null
  /** Names of the facts that its decisions look at. */
  readonly asks: readonly string[]
  /** A decision that runs here, by name; the others are asked of the server by `ask`. */
  readonly tables: ReadonlyMap<string, (facts: Facts, clock: string) => Json>
  ask(name: string, facts: Facts): Promise<Json>
}

/** What a person filled in for the try-out. */
export interface Setting {
  readonly values: Readonly<Record<string, unknown>>
  readonly starter: string
  readonly starterIsHead: boolean
}

/** One moment of a try-out. Each step makes a new one, so that going back is taking the one before. */
export interface Moment {
  readonly state: CaseState | undefined
  /** What was asked of the runtime and is not answered yet. */
  readonly held: readonly Held[]
  /** The record's state, as the actions taken so far leave it. */
  readonly status: string
  readonly clock: string
  readonly log: readonly { readonly clock: string; readonly words: string; readonly isBad?: true }[]
  /** Ids of the elements that tokens have left. */
  readonly done: readonly string[]
}

type Held = Extract<Effect, { kind: 'todo' | 'service' | 'timer' | 'send' | 'subscribe' | 'call' }>

/** A command with the words that the log keeps, and the record's action that it takes. */
export interface Step {
  readonly command: Command
  readonly words: string
  readonly action?: string | undefined
}

/** The step does not fit what the record is now: nothing was done. */
export class NotNow extends Error {}

/** Before the start: the record stands where the action that starts the process leaves it. */
export function opening({ record }: Game, process: string, clock: string): Moment {
  const starts = Object.values(record?.actions ?? {}).find((action) => action.starts === process)
  const status = starts?.to ?? Object.keys(record?.states ?? {})[0] ?? ''
  return { state: undefined, held: [], status, clock, log: [], done: [] }
}

/**
 * Takes one step with the engine that runs real cases, and answers for the runtime what needs no person. Where a decision
 * has to be asked of the server the step is taken again with the answer.
 * @throws NotNow when the record's state forbids the action
 */
export async function take(game: Game, setting: Setting, moment: Moment, step: Step): Promise<Moment> {
  const status = afterAction(game, moment.status, step.action)
  const answers = new Map<string, Json>()
  for (;;) {
    const asked: { name: string; facts: Facts }[] = []
    const env = envOf(game, setting, { ...moment, status }, answers, asked)
    const next = advance(game.model, moment.state, step.command, env)
    const [open] = asked
    if (!open) return settled(game, setting, moment, { ...next, status }, step)
    answers.set(keyOf(open.name, open.facts), await game.ask(open.name, open.facts))
  }
}

type Next = ReturnType<typeof advance> & { readonly status: string }

async function settled(game: Game, setting: Setting, moment: Moment, next: Next, step: Step): Promise<Moment> {
  const { state, effects, status } = next
  const clock = clockAfter(moment, step.command)
  const held = [...moment.held, ...effects.filter(isHeld)].filter(
    (effect) =>
      !effects.some((one) => one.kind === 'withdraw' && one.token === effect.token) || effects.includes(effect),
  )
  const alive = held.filter(({ token, node }) =>
    state.tokens.some((one) => one.id === token && one.node === node && one.is !== 'stuck'),
  )
  const left = effects.flatMap((effect) => (effect.kind === 'log' && effect.phase === 'leave' ? [effect.node] : []))
  const made: Moment = {
    state,
    held: alive,
    status,
    clock,
    log: [
      ...moment.log,
      { clock, words: step.words },
      ...effects.flatMap((effect) => lineOf(game.model, clock, effect)),
    ],
    done: [...new Set([...moment.done, ...left.flatMap((index) => game.model.ids[index] ?? [])])],
  }
  const more = effects.find((effect) => effect.kind === 'more')
  return more ? take(game, setting, made, { command: { kind: 'more', token: more.token }, words: '…' }) : made
}

const kinds = ['todo', 'service', 'timer', 'send', 'subscribe', 'call']
const isHeld = (effect: Effect): effect is Held => kinds.includes(effect.kind)

function lineOf(model: Model, clock: string, effect: Effect): Moment['log'] {
  if (effect.kind === 'broadcast') return [{ clock, words: say('try.broadcast', { name: effect.signal }) }]
  if (effect.kind === 'incident') {
    const name = model.nodes[effect.node]?.name || model.ids[effect.node]
    return [{ clock, words: `${say('try.incident')} ${name}：${effect.message}`, isBad: true }]
  }
  if (effect.kind === 'ended') return [{ clock, words: say('try.ended') }]
  return []
}

function afterAction({ record }: Game, status: string, name: string | undefined): string {
  const action = name === undefined ? undefined : record?.actions[name]
  if (!action) return status
  if (action.from.includes(status)) return action.to
  throw new NotNow(say('try.notNow', { status: record?.states[status] ?? status, action: action.label }))
}

function clockAfter(moment: Moment, command: Command): string {
  if (command.kind !== 'timer') return moment.clock
  const timer = moment.held.find((effect) => effect.kind === 'timer' && effect.token === command.token)
  return timer?.kind === 'timer' ? later(moment.clock, timer.due) : moment.clock
}

function envOf(
  game: Game,
  setting: Setting,
  { clock, status }: Moment,
  answers: ReadonlyMap<string, Json>,
  asked: { name: string; facts: Facts }[],
): Env {
  return {
    facts: factsOf(game, setting, status),
    now: clock,
    functions: sources,
    decide: (name, facts) => {
      const table = game.tables.get(name)
      if (table) return table(facts, clock)
      const known = answers.get(keyOf(name, facts))
      if (known !== undefined) return known
      asked.push({ name, facts })
      return null
    },
  }
}

const keyOf = (name: string, facts: Facts) => `${name} ${JSON.stringify(facts)}`

/** The sources that assignment rules name; the server knows who stands behind each (kernel/process/assign.ts). */
export const sourceKinds = [
  'role',
  'position',
  'head',
  'overseer',
  'person',
  'committee',
  'unitHead',
  'inUnit',
] as const

const sources: Functions = Object.fromEntries(
  sourceKinds.map((by) => [by, (of: Json) => ({ by, of: String(of ?? '') })]),
)

/** What FEEL sees, as in a real case: the fields as filled in, the state, who started it. */
function factsOf({ record, matter }: Game, { values, starter, starterIsHead }: Setting, status: string): Facts {
  const own = (record?.fields ?? []).map((field) => [field.name, factOf(field, values[field.name])])
  return {
    ...Object.fromEntries(own),
    number: null,
    status,
    createdBy: starter,
    createdUnit: null,
    starter,
    matter,
    starterIsHead,
  }
}

function factOf({ kind }: FieldMeta, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null
  if (kind === 'money' && typeof value === 'string') return tagged('number', value)
  if (kind === 'date' && typeof value === 'string') return tagged('date', value)
  if (kind === 'time' && typeof value === 'string') return tagged('date and time', value)
  return value
}

/** The command with more variables, where it takes any. */
export function withVars(command: Command, vars: Vars): Command {
  const takes = ['start', 'complete', 'message', 'signal', 'retry']
  if (!takes.includes(command.kind) || Object.keys(vars).length === 0) return command
  return { ...command, vars: { ...('vars' in command ? command.vars : {}), ...vars } } as Command
}
