import { describe, expect, it } from 'vitest'
import { advance } from './advance.ts'
import { compileModel } from './compile.ts'
import { SLICE } from './round.ts'
import { env, flows, play, process, timerBoundary, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const instances = (body: string, sequential = false, attributes = '') =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}" ${attributes}>${body}</multiInstanceLoopCharacteristics>`
const reviewOf = (loop: string, own: string) =>
  user('review').replace('</extensionElements>', `<jw:loop ${own}/></extensionElements>${loop}`)
const script = (id: string, body: string, more = '') =>
  `<scriptTask id="${id}" scriptFormat="feel">${more}<script><![CDATA[${body}]]></script></scriptTask>`

describe('a step that several people take', () => {
  const all = compileModel(
    process(
      START,
      reviewOf('', 'collection="experts" item="expert" result="votes"'),
      END,
      flows('start > review > end'),
    ),
  )

  it('is given to each of them, and their answers stand in the order of the people', async () => {
    const game = play(await all, { facts: { experts: ['赵', '钱', '孙'] } })
    const todos = game.effects.filter((effect) => effect.kind === 'todo')
    expect(todos.map(({ vars }) => vars)).toEqual([
      { loopCounter: 1, expert: '赵' },
      { loopCounter: 2, expert: '钱' },
      { loopCounter: 3, expert: '孙' },
    ])
    for (const [nth, answer] of [
      [2, 'c'],
      [0, 'a'],
      [1, 'b'],
    ] as const)
      game.send({ kind: 'complete', token: todos[nth]?.token ?? 0, vars: { review: answer } })
    expect(game.state).toMatchObject({ status: 'ended', vars: { votes: ['a', 'b', 'c'] } })
    expect(game.state.vars).not.toHaveProperty('expert')
  })

  it('goes on at once when there is nobody', async () => {
    const game = play(await all, { facts: { experts: [] } })
    expect(game.state).toMatchObject({ status: 'ended', vars: { votes: [] } })
    expect(game.visited()).toEqual(['start', 'review', 'end'])
  })

  it('stops with the first refusal, and takes the other todos back', async () => {
    const veto = instances('<completionCondition>review = "no"</completionCondition>')
    const model = await compileModel(
      process(
        START,
        reviewOf(veto, 'collection="experts" item="expert" result="votes"'),
        END,
        flows('start > review > end'),
      ),
    )
    const game = play(model, { facts: { experts: ['赵', '钱', '孙'] } })
    const open = game.state.tokens.filter(({ is }) => is === 'waiting')
    game.send({ kind: 'complete', token: open[0]?.id ?? 0, vars: { review: 'yes' } })
    expect(game.state.status).toBe('running')
    const effects = game.send({ kind: 'complete', token: open[2]?.id ?? 0, vars: { review: 'no' } })
    expect(effects).toContainEqual({ kind: 'withdraw', token: open[1]?.id })
    expect(game.state).toMatchObject({ status: 'ended', vars: { votes: ['yes', null, 'no'] } })
  })

  it('counts who has answered', async () => {
    const half = instances(
      '<loopCardinality>4</loopCardinality><completionCondition>nrOfCompletedInstances / nrOfInstances >= 0.5</completionCondition>',
    )
    const model = await compileModel(
      process(START, user('review').replace('</userTask>', `${half}</userTask>`), END, flows('start > review > end')),
    )
    const game = play(model)
    const [first, second] = game.state.tokens.filter(({ is }) => is === 'waiting')
    game.send({ kind: 'complete', token: first?.id ?? 0 })
    expect(game.state.status).toBe('running')
    game.send({ kind: 'complete', token: second?.id ?? 0 })
    expect(game.state.status).toBe('ended')
  })

  it('asks one after the other where it says so, and a border event stops it as a whole', async () => {
    const one = instances('<loopCardinality>3</loopCardinality>', true)
    const model = await compileModel(
      process(
        START,
        user('review').replace('</userTask>', `${one}</userTask>`),
        timerBoundary('late', 'review', 'P3D'),
        user('urge'),
        END,
        flows('start > review > end', 'late > urge > end'),
      ),
    )
    const game = play(model)
    const open = () => game.state.tokens.filter(({ is }) => is === 'waiting')
    expect(open()).toHaveLength(1)
    game.send({ kind: 'complete', token: open()[0]?.id ?? 0 })
    expect(open()).toHaveLength(1)
    game.send({ kind: 'timer', token: game.token('late') })
    expect(game.waiting()).toEqual(['urge'])
    expect(game.state.scopes).toEqual([])
  })

  it('of a collection that is none is an incident', async () => {
    const game = play(await all, { facts: { experts: '赵' } })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'incident', message: expect.stringContaining('不是列表') })
    game.send({ kind: 'retry', token: game.token('review') }, { facts: { experts: ['赵'] } })
    expect(game.state.status).toBe('running')
  })
})

describe('a sub-process for each item', () => {
  it('sees its own item', async () => {
    const inner = `<startEvent id="s"/>${user('work')}<endEvent id="e"/>${flows('s > work > e')}`
    const model = await compileModel(
      process(
        START,
        `<subProcess id="each"><extensionElements><jw:loop collection="lines" item="line"/></extensionElements>${inner}</subProcess>`,
        END,
        flows('start > each > end'),
      ),
    )
    const game = play(model, { facts: { lines: [{ name: 'A' }, { name: 'B' }] } })
    expect(game.state.scopes.flatMap(({ vars }) => vars ?? [])).toEqual([
      { loopCounter: 1, line: { name: 'A' } },
      { loopCounter: 2, line: { name: 'B' } },
    ])
    game.complete('work')
    game.complete('work')
    expect(game.state).toMatchObject({ status: 'ended', scopes: [] })
  })
})

describe('a large collection', () => {
  it('is worked through in slices, so that others have their turn', async () => {
    const loop = instances('<loopCardinality>1000</loopCardinality>')
    const model = await compileModel(
      process(
        START,
        script(
          'count',
          'loopCounter * 2',
          `<extensionElements><jw:script result="twice"/><jw:loop result="all"/></extensionElements>${loop}`,
        ),
        END,
        flows('start > count > end'),
      ),
    )
    let { state, effects } = advance(model, undefined, { kind: 'start' }, env)
    expect(state.scopes).toMatchObject([{ round: { total: 1000, begun: SLICE, complete: SLICE } }])
    expect(state.tokens).toHaveLength(1)
    for (let slice = 1; slice < 4; slice += 1) {
      expect(effects.at(-1)).toMatchObject({ kind: 'more' })
      ;({ state, effects } = advance(model, state, { kind: 'more', token: state.tokens[0]?.id ?? 0 }, env))
    }
    expect(state.status).toBe('ended')
    expect(state.vars.all).toEqual(Array.from({ length: 1000 }, (_, nth) => 2 * (nth + 1)))
  })
})

describe('a loop', () => {
  const until = (attributes: string) =>
    compileModel(
      process(
        START,
        user('try').replace(
          '</userTask>',
          `<standardLoopCharacteristics ${attributes}><loopCondition>try != "ok"</loopCondition></standardLoopCharacteristics></userTask>`,
        ),
        END,
        flows('start > try > end'),
      ),
    )
  const answer = (game: ReturnType<typeof play>, what: string) =>
    game.send({
      kind: 'complete',
      token: game.state.tokens.find(({ is }) => is === 'waiting')?.id ?? 0,
      vars: { try: what },
    })

  it('comes again until it is good', async () => {
    const game = play(await until(''))
    answer(game, 'bad')
    expect(game.state.status).toBe('running')
    answer(game, 'ok')
    expect(game.state.status).toBe('ended')
  })

  it('gives up after the most that it says', async () => {
    const game = play(await until('loopMaximum="2"'))
    answer(game, 'bad')
    answer(game, 'bad')
    expect(game.state.status).toBe('ended')
  })

  it('may be passed over at once when the condition is looked at first', async () => {
    expect(play(await until('testBefore="true"'), {}, { try: 'ok' }).state.status).toBe('ended')
  })
})
