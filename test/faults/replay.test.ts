import { describe, expect, test } from 'vitest'
import { compileModel } from '#engine/bpmn/compile.ts'
import type { Model } from '#engine/bpmn/model.ts'
import { flows, type Play, play, process, service, timerBoundary, user } from '#engine/bpmn/sample.ts'
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

/** What the database would hold of a case that was played. */
function storyOf(model: Model, { state, effects }: Play): CaseStory {
  const passed = new Map<number, Passed>()
  for (const effect of effects) {
    if (effect.kind !== 'log') continue
    const before = passed.get(effect.node) ?? { enter: 0, leave: 0, cancel: 0, error: 0 }
    passed.set(effect.node, { ...before, [effect.phase]: before[effect.phase] + 1 })
  }
  const waits = state.tokens.filter(({ is, node }) => is === 'waiting' && model.nodes[node]!.kind === 'user')
  const timers = state.tokens.filter(({ node }) => model.ids[node] === 'late').map(({ id }) => id)
  const over = state.status === 'ended' || state.status === 'cancelled'
  const todos = waits.map(({ id, node }) => ({ token: id, node }))
  return { status: state.status, endedAt: over ? '2026-03-02' : null, state, passed, todos, timers }
}

/** The same story with one number of the step log changed. */
function tampered(model: Model, story: CaseStory, id: string, change: Partial<Passed>): CaseStory {
  const node = model.ids.indexOf(id)
  return { ...story, passed: new Map([...story.passed, [node, { ...story.passed.get(node)!, ...change }]]) }
}

describe('the step log of a case, replayed', () => {
  test('agrees with its state at every step, also at the end and when it is called off', async () => {
    const game = play(await model)
    const stories = [storyOf(await model, game)]
    game.complete('b')
    stories.push(storyOf(await model, game))
    game.send({ kind: 'timer', token: game.token('late') })
    game.send({ kind: 'complete', token: game.token('urge') })
    stories.push(storyOf(await model, game))
    game.complete('a')
    stories.push(storyOf(await model, game))
    const other = play(await model)
    other.send({ kind: 'cancel' })
    stories.push(storyOf(await model, other))
    for (const story of stories) expect(problemsOf(await model, story)).toEqual([])
    expect(stories.at(-2)?.status).toBe('ended')
  })

  test('notices a step that was done twice or lost', async () => {
    const game = play(await model)
    game.complete('b')
    const story = storyOf(await model, game)
    expect(problemsOf(await model, tampered(await model, story, 'b', { leave: 2 }))).not.toEqual([])
    expect(problemsOf(await model, tampered(await model, story, 'b', { leave: 0 }))).not.toEqual([])
    expect(problemsOf(await model, tampered(await model, story, 'a', { enter: 2, leave: 1 }))).not.toEqual([])
  })

  test('notices todos and timers without a step that waits, and steps without them', async () => {
    const story = storyOf(await model, play(await model))
    const wrong: Partial<CaseStory>[] = [
      { todos: story.todos.slice(1) },
      { todos: [...story.todos, { token: 99, node: story.todos[0]!.node }] },
      { timers: [] },
      { timers: [...story.timers, 99] },
    ]
    for (const change of wrong) expect(problemsOf(await model, { ...story, ...change })).toHaveLength(1)
  })

  test('notices a case that ended and left something, or stands still and waits for nothing', async () => {
    const game = play(await model)
    const story = storyOf(await model, game)
    const ended = { status: 'ended', endedAt: '2026-03-02', state: { ...story.state, status: 'ended' as const } }
    expect(problemsOf(await model, { ...story, ...ended })).not.toEqual([])
    expect(
      problemsOf(await model, { ...story, state: { ...story.state, tokens: [] }, todos: [], timers: [] }),
    ).not.toEqual([])
  })
})
