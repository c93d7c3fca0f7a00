import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseState, Command, Effect, Token } from '../types.ts'
import { advance } from './advance.ts'
import { drawn, games, type Named } from './blocks.ts'
import { compileModel } from './compile.ts'
import { type Model, nodeByIndex } from './model.ts'
import { playNaively } from './naive.ts'
import { NotWaiting } from './run.ts'
import { env } from './sample.ts'

type Step = { state: CaseState; effects: Effect[]; command: Command }

const functions = { role: (name: unknown) => ({ role: name }) }
const around = { ...env, functions }
const START: Command = { kind: 'start', vars: { answer: 0 } }
const ROUNDS = 40

const modelOf = (block: Named) => compileModel(drawn(block))

/** Answers whatever waits, in an order and with answers that the numbers choose; late in the game loops are left. */
function playOut(model: Model, choices: number[]): Step[] {
  const steps: Step[] = []
  let state: CaseState | undefined
  for (let turn = 0; turn < 2000 && state?.status !== 'ended'; turn += 1) {
    const choice = choices[turn % choices.length] ?? 0
    const command = state ? commandFor(model, state, choice, turn) : START
    const answer = advance(model, frozen(state), command, around)
    steps.push({ ...answer, command })
    state = answer.state
  }
  return steps
}

function commandFor(model: Model, state: CaseState, choice: number, turn: number): Command {
  const open = offersOf(model, state)
  // What does not interrupt may come as often as one likes: late in the game nothing comes to a border.
  const work = open.filter(({ words }) => !words.endsWith('-t'))
  const able = turn < ROUNDS || work.length === 0 ? open : work
  return toCommand(able[choice % able.length]!, turn < ROUNDS ? choice % 4 : 0)
}

type Offer = { words: string; token: number }

/** What may happen to a case now, in the words of the naive engine. */
function offersOf(model: Model, { tokens }: CaseState): Offer[] {
  return tokens
    .flatMap((token) => ({ words: `${wayOf(model, token)} ${model.ids[token.node]}`, token: token.id }))
    .filter(({ words }) => !words.startsWith('none'))
    .sort((a, b) => (a.words < b.words ? -1 : 1))
}

function wayOf(model: Model, { node, is }: Token): 'complete' | 'timer' | 'message' | 'none' {
  if (is !== 'waiting' && is !== 'watching') return 'none'
  const found = nodeByIndex(model, node)
  if (found.kind === 'user') return 'complete'
  return found.trigger?.on === 'timer' || found.trigger?.on === 'message' ? found.trigger.on : 'none'
}

function toCommand({ words, token }: Offer, answer: number): Command {
  if (words.startsWith('timer')) return { kind: 'timer', token }
  if (words.startsWith('message')) return { kind: 'message', token }
  return { kind: 'complete', token, vars: { answer } }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

const runs = { numRuns: 60 }

describe('every process in blocks', () => {
  it('comes to its end with nothing left over, whatever is answered in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(games, async ([block, choices]) => {
        const last = playOut(await modelOf(block), choices).at(-1)
        expect(last?.state).toMatchObject({ status: 'ended', tokens: [], scopes: [] })
        expect(last?.effects.at(-1)).toMatchObject({ kind: 'ended' })
      }),
      runs,
    )
  })

  it('offers, step by step, what a second engine offers that knows blocks and no tokens', async () => {
    await fc.assert(
      fc.asyncProperty(games, async ([block, choices]) => {
        const model = await modelOf(block)
        const naive = playNaively(block)
        let { state } = advance(model, undefined, START, around)
        for (const [turn, choice] of [...choices, ...choices].entries()) {
          expect({ offers: wordsOf(model, state), status: state.status }).toEqual({
            offers: naive.offers(),
            status: naive.status(),
          })
          const open = offersOf(model, state)
          const offer = open[choice % open.length]
          if (!offer) return
          naive.take(offer.words, choice % 4)
          state = advance(model, frozen(state), toCommand(offer, choice % 4), around).state
          if (turn % 5 === 4) state = heldUp(model, state, naive)
        }
        state = state.status === 'running' ? advance(model, state, { kind: 'cancel' }, around).state : state
        expect(state.tokens).toEqual([])
      }),
      runs,
    )
  })

  it('joins exactly as often as it forks, unless it was interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(games, async ([block, choices]) => {
        const model = await modelOf(block)
        const effects = playOut(model, choices).flatMap((step) => step.effects)
        const isInterrupted = effects.some((effect) => effect.kind === 'log' && effect.phase === 'cancel')
        const left = (id: string) =>
          effects.filter((effect) => effect.kind === 'log' && effect.phase === 'leave' && model.ids[effect.node] === id)
            .length
        for (const join of model.ids.filter((id) => id.endsWith('-join'))) {
          const forks = left(join.replace('-join', ''))
          if (isInterrupted || nodeByIndex(model, model.ids.indexOf(join)).kind === 'xor')
            expect(left(join)).toBeLessThanOrEqual(forks)
          else expect(left(join)).toBe(forks)
        }
      }),
      runs,
    )
  })

  it('asks for nothing that it does not take back or get answered', async () => {
    await fc.assert(
      fc.asyncProperty(games, async ([block, choices]) => {
        const open = new Set<number>()
        for (const { effects, command } of playOut(await modelOf(block), choices)) {
          // A message on a border that does not interrupt may come again.
          if ('token' in command && command.kind !== 'message') expect(open.delete(command.token)).toBe(true)
          for (const effect of effects) {
            if (effect.kind === 'todo' || effect.kind === 'timer') open.add(effect.token)
            if (effect.kind === 'withdraw') open.delete(effect.token)
          }
        }
        expect([...open]).toEqual([])
      }),
      runs,
    )
  })

  it('goes on the same way when its state has been through JSON', async () => {
    await fc.assert(
      fc.asyncProperty(games, async ([block, choices]) => {
        const model = await modelOf(block)
        const steps = playOut(model, choices)
        for (const [index, { state, command }] of steps.entries()) {
          const before = steps[index - 1]?.state
          const stored = before && (JSON.parse(JSON.stringify(before)) as CaseState)
          expect(advance(model, stored, command, around).state).toEqual(state)
        }
      }),
      { numRuns: 30 },
    )
  })
})

const wordsOf = (model: Model, state: CaseState) =>
  state.status === 'running' ? offersOf(model, state).map(({ words }) => words) : []

/** Suspended, a case takes nothing; resumed, it stands where it stood. */
function heldUp(model: Model, state: CaseState, naive: ReturnType<typeof playNaively>): CaseState {
  if (state.status !== 'running') return state
  const suspended = advance(model, state, { kind: 'suspend' }, around).state
  naive.suspend()
  expect(suspended.status).toBe(naive.status())
  for (const offer of offersOf(model, state))
    expect(() => advance(model, suspended, toCommand(offer, 0), around)).toThrow(NotWaiting)
  naive.resume()
  const resumed = advance(model, suspended, { kind: 'resume' }, around).state
  expect(resumed.tokens).toEqual(state.tokens)
  return resumed
}
