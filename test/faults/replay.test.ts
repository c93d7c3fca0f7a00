import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance } from '#engine/bpmn/advance.ts'
import { drawn, games } from '#engine/bpmn/blocks.ts'
import { compileModel } from '#engine/bpmn/compile.ts'
import { type Model, nodeByIndex } from '#engine/bpmn/model.ts'
import { env, flows, process, service, timerBoundary, user } from '#engine/bpmn/sample.ts'
import type { CaseState, Command, Token } from '#engine/types.ts'
import { type CaseStory, type Passed, problemsOf } from './replay.ts'

const model: Promise<Model> = compileModel(
  process(
    '<startEvent id="start"/><parallelGateway id="fork"/><parallelGateway id="join"/><endEvent id="end"/><endEvent id="urged"/>',
    user('a'),
    user('b'),
    service('urge'),
    timerBoundary('late', 'a', 'P1D', false),
    flows('start > fork > a > join > end', 'fork > b > join', 'late > urge > urged'),
  ),
)

/** A case in play, and what the database would hold of it. */
class Recorded {
  state: CaseState | undefined
  readonly passed = new Map<number, Passed>()
  readonly todos = new Map<number, number>()
  readonly timers = new Set<number>()
  readonly model: Model

  constructor(model: Model) {
    this.model = model
    this.send({ kind: 'start', vars: { answer: 0 } })
  }

  send(command: Command): void {
    const functions = { role: (name: unknown) => ({ role: name }) }
    const { state, effects } = advance(this.model, this.state, command, { ...env, functions })
    this.state = state
    if ('token' in command) this.take(command.token)
    for (const effect of effects) {
      if (effect.kind === 'todo') this.todos.set(effect.token, effect.node)
      if (effect.kind === 'timer') this.timers.add(effect.token)
      if (effect.kind === 'withdraw') this.take(effect.token)
      if (effect.kind !== 'log') continue
      const before = this.passed.get(effect.node) ?? { enter: 0, leave: 0, cancel: 0, error: 0 }
      this.passed.set(effect.node, { ...before, [effect.phase]: before[effect.phase] + 1 })
    }
  }

  take(token: number): void {
    this.todos.delete(token)
    this.timers.delete(token)
  }

  token(node: string): number {
    return this.state!.tokens.find((token) => this.model.ids[token.node] === node)?.id ?? -1
  }

  story(): CaseStory {
    const { status } = this.state!
    return {
      status,
      endedAt: status === 'ended' || status === 'cancelled' ? '2026-03-02' : null,
      state: this.state!,
      passed: new Map(this.passed),
      todos: [...this.todos].map(([token, node]) => ({ token, node })),
      timers: [...this.timers],
    }
  }
}

/** The same story with the numbers of one node in the step log changed. */
function tampered(model: Model, story: CaseStory, id: string, change: Partial<Passed>): CaseStory {
  const node = model.ids.indexOf(id)
  return { ...story, passed: new Map([...story.passed, [node, { ...story.passed.get(node)!, ...change }]]) }
}

/** What may happen to a case next, by one number. */
function commandOf(model: Model, { tokens }: CaseState, choice: number): Command {
  const open = tokens.flatMap((token) => commandFor(model, token, choice % 4))
  return open[choice % open.length] ?? { kind: 'cancel' }
}

function commandFor(model: Model, { id: token, node, is }: Token, answer: number): Command[] {
  if (is !== 'waiting' && is !== 'watching') return []
  const { kind, trigger } = nodeByIndex(model, node)
  if (kind === 'user') return [{ kind: 'complete', token, vars: { answer } }]
  return trigger?.on === 'timer' || trigger?.on === 'message' ? [{ kind: trigger.on, token }] : []
}

describe('the step log of a case, replayed', () => {
  test('agrees with its state at every step of any process, and when it is called off', async () => {
    await fc.assert(
      fc.asyncProperty(games, async ([block, choices]) => {
        const game = new Recorded(await compileModel(drawn(block)))
        for (const choice of choices) {
          expect(problemsOf(game.model, game.story())).toEqual([])
          if (game.state?.status !== 'running') return
          game.send(commandOf(game.model, game.state, choice))
        }
        if (game.state?.status === 'running') game.send({ kind: 'cancel' })
        expect(problemsOf(game.model, game.story())).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('notices a step that was done twice or lost', async () => {
    const game = new Recorded(await model)
    game.send({ kind: 'complete', token: game.token('b') })
    const story = game.story()
    expect(problemsOf(game.model, story)).toEqual([])
    expect(problemsOf(game.model, tampered(game.model, story, 'b', { leave: 2 }))).not.toEqual([])
    expect(problemsOf(game.model, tampered(game.model, story, 'b', { leave: 0 }))).not.toEqual([])
    expect(problemsOf(game.model, tampered(game.model, story, 'a', { enter: 2, leave: 1 }))).not.toEqual([])
  })

  test('notices todos and timers without a step that waits, and steps without them', async () => {
    const story = new Recorded(await model).story()
    const wrong: Partial<CaseStory>[] = [
      { todos: story.todos.slice(1) },
      { todos: [...story.todos, { token: 99, node: story.todos[0]!.node }] },
      { timers: [] },
      { timers: [...story.timers, 99] },
    ]
    for (const change of wrong) expect(problemsOf(await model, { ...story, ...change })).toHaveLength(1)
  })

  test('notices a case that ended and left something, or stands still and waits for nothing', async () => {
    const story = new Recorded(await model).story()
    const ended = { status: 'ended', endedAt: '2026-03-02', state: { ...story.state, status: 'ended' as const } }
    expect(problemsOf(await model, { ...story, ...ended })).not.toEqual([])
    const still = { state: { ...story.state, tokens: [] }, todos: [], timers: [] }
    expect(problemsOf(await model, { ...story, ...still })).not.toEqual([])
  })
})
