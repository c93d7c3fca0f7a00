import { advance } from '#engine/bpmn/advance.ts'
import { compileModel } from '#engine/bpmn/compile.ts'
import { type Model, nodeByIndex } from '#engine/bpmn/model.ts'
import type { CaseState, Command, Effect, Env, Token, Vars } from '#engine/types.ts'
import { branching } from './patterns/branching.ts'
import { inexpressible } from './patterns/inexpressible.ts'
import { instancePatterns } from './patterns/instances.ts'
import { joining } from './patterns/joining.ts'
import type { Pattern, Turn } from './patterns/pattern.ts'
import { states } from './patterns/states.ts'
import type { Failure } from './suite.ts'

/** What came of the 43 patterns: those that hold, those that do not, those that BPMN has no means for. */
export interface PatternScore {
  readonly suite: 'patterns'
  readonly passed: number
  readonly failed: number
  readonly total: number
  readonly inexpressible: readonly string[]
  readonly failures: Failure[]
}

/** Every pattern that is played, in the order of its number. */
export const patterns: readonly Pattern[] = [...branching, ...joining, ...instancePatterns, ...states].toSorted(
  (a, b) => a.id - b.id,
)

/** Plays each of the 43 control-flow patterns (Russell, ter Hofstede, van der Aalst, Mulyar 2006) on the engine. */
export async function runPatterns(): Promise<PatternScore> {
  const failures: Failure[] = []
  for (const pattern of patterns) {
    const wrong = await playPattern(pattern).catch((error: Error) => error.message)
    if (wrong) failures.push({ case: `WCP-${pattern.id} ${pattern.name}`, why: wrong })
  }
  const passed = patterns.length - failures.length
  const beyond = inexpressible.map(({ id, name, why }) => `WCP-${id} ${name}: ${why}`)
  const total = patterns.length + inexpressible.length
  return { suite: 'patterns', passed, failed: total - passed, total, inexpressible: beyond, failures }
}

/** Plays one pattern. Undefined when it holds, else the first thing that was otherwise. */
export async function playPattern(pattern: Pattern): Promise<string | undefined> {
  const game = { model: await compileModel(pattern.model), entered: new Map<string, number>(), facts: {} }
  let state: CaseState | undefined
  for (const [index, turn] of pattern.play.entries()) {
    const before: CaseState | undefined = state
    const command = commandOf(game, before, turn, pattern)
    if (command) state = run(game, before, command)
    if (!command && !('refused' in turn)) return `turn ${index + 1}: nothing waits for ${JSON.stringify(turn)}`
    if (command && 'refused' in turn) return `turn ${index + 1}: ${turn.refused} still waits`
    const open = openOf(game.model, state)
    if (open !== turn.open) return `turn ${index + 1}: open is “${open}”, not “${turn.open}”`
  }
  if (state?.status !== pattern.status) return `the case is ${state?.status}, not ${pattern.status}`
  const other = Object.entries(pattern.entered ?? {}).find(([id, times]) => game.entered.get(id) !== times)
  return other && `${other[0]} was entered ${game.entered.get(other[0]) ?? 0} times, not ${other[1]}`
}

interface Game {
  readonly model: Model
  readonly entered: Map<string, number>
  /** What the record says, for conditions. */
  facts: Vars
}

/** The command of a turn; undefined when nothing waits for it. */
function commandOf(game: Game, state: CaseState | undefined, turn: Turn, { vars }: Pattern): Command | undefined {
  if ('start' in turn) return { kind: 'start', vars: { ...vars } }
  if ('cancel' in turn) return { kind: 'cancel' }
  if ('check' in turn) {
    game.facts = { ...turn.check }
    return { kind: 'check' }
  }
  const token = (id: string, ...is: Token['is'][]) =>
    state?.tokens.find((one) => game.model.ids[one.node] === id && is.includes(one.is))?.id
  if ('activate' in turn) {
    const inside = token(turn.in, 'inside')
    return inside === undefined
      ? undefined
      : { kind: 'activate', token: inside, node: game.model.ids.indexOf(turn.activate) }
  }
  const [kind, id] = waitOf(turn)
  const found = token(id, 'waiting', 'watching')
  if (found === undefined) return undefined
  return { kind, token: found, ...('vars' in turn && turn.vars ? { vars: { ...turn.vars } } : {}) }
}

function waitOf(turn: Turn): ['complete' | 'message' | 'timer', string] {
  if ('message' in turn) return ['message', turn.message]
  if ('timer' in turn) return ['timer', turn.timer]
  if ('complete' in turn) return ['complete', turn.complete]
  return ['complete', 'refused' in turn ? turn.refused : '']
}

/** Moves the case, and carries out what the runtime would: further slices, and processes that are called. */
function run(game: Game, state: CaseState | undefined, command: Command): CaseState {
  const answer = advance(game.model, stored(state), command, envOf(game))
  let now = answer.state
  for (const effect of answer.effects) {
    if (effect.kind === 'log' && effect.phase === 'enter') count(game, effect.node)
    const next = followUp(game, effect)
    if (next) now = run(game, now, next)
  }
  return now
}

function followUp(game: Game, effect: Effect): Command | undefined {
  if (effect.kind === 'more') return { kind: 'more', token: effect.token }
  if (effect.kind !== 'call') return undefined
  const child = run(game, undefined, { kind: 'start', vars: effect.vars })
  if (child.status !== 'ended') throw new Error(`a called case is ${child.status}`)
  return { kind: 'complete', token: effect.token }
}

const envOf = ({ facts }: Game): Env => ({
  facts,
  now: '2026-03-02T01:00:00Z',
  functions: { role: (name: unknown) => ({ role: name }) },
})

/** As through the database. */
const stored = (state: CaseState | undefined) => state && (JSON.parse(JSON.stringify(state)) as CaseState)

function count({ model, entered }: Game, node: number): void {
  const id = nodeByIndex(model, node).id
  entered.set(id, (entered.get(id) ?? 0) + 1)
}

function openOf(model: Model, state: CaseState | undefined): string {
  const open = (state?.tokens ?? []).filter(
    (token) => token.is === 'stuck' || (token.is === 'waiting' && nodeByIndex(model, token.node).kind === 'user'),
  )
  return open
    .map((token) => (token.is === 'stuck' ? `stuck:${model.ids[token.node]}` : model.ids[token.node]))
    .sort()
    .join(' ')
}
