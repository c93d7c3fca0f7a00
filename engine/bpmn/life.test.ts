import { describe, expect, it } from 'vitest'
import { advance } from './advance.ts'
import { compileModel } from './compile.ts'
import { migrate, planMigration } from './migrate.ts'
import { NotWaiting } from './run.ts'
import { definitions, env, flows, play, process, timerBoundary, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const two = compileModel(
  process(
    START,
    user('a'),
    timerBoundary('late', 'a', 'P1D'),
    user('b'),
    END,
    flows('start > a > b > end', 'late > b'),
  ),
)

describe('a case that is suspended', () => {
  it('takes no answers until it is resumed, but can be called off', async () => {
    const game = play(await two)
    game.send({ kind: 'suspend' })
    expect(game.state.status).toBe('suspended')
    expect(() => game.complete('a')).toThrow('已经暂停')
    expect(() => game.send({ kind: 'timer', token: game.token('late') })).toThrow(NotWaiting)
    game.send({ kind: 'resume' })
    expect(() => game.send({ kind: 'resume' })).toThrow('没有暂停')
    game.complete('a')
    game.send({ kind: 'suspend' })
    game.send({ kind: 'cancel' })
    expect(game.state.status).toBe('cancelled')
  })
})

describe('a case of several beginnings', () => {
  it('begins when all of its events have come, whichever came first', async () => {
    const both = '<signalEventDefinition signalRef="a"/><signalEventDefinition signalRef="b"/>'
    const model = await compileModel(
      definitions(
        `<signal id="a" name="甲"/><signal id="b" name="乙"/><process id="p"><startEvent id="start" parallelMultiple="true">${both}</startEvent>${user('work')}${END}${flows('start > work > end')}</process>`,
      ),
    )
    const world = { ...env, functions: { role: () => 'x' } }
    for (const [event, other] of [
      [0, '乙'],
      [1, '甲'],
    ] as const) {
      const { state, effects } = advance(model, undefined, { kind: 'start', node: 0, event }, world)
      const subscribed = effects.filter(({ kind }) => kind === 'subscribe')
      expect(subscribed).toMatchObject([{ on: 'signal', name: other }])
      const token = Number(subscribed.map((one) => 'token' in one && one.token)[0])
      const next = advance(model, state, { kind: 'signal', token }, world)
      expect(next.state.tokens.map(({ node }) => model.ids[node])).toEqual(['work'])
      expect(next.effects.filter(({ kind }) => kind === 'todo')).toHaveLength(1)
    }
  })

  it('begins with everything to which nothing leads, where there is no start event', async () => {
    const game = play(await compileModel(process(user('a'), user('b'), END, flows('a > end', 'b > end'))))
    expect(game.waiting()).toEqual(['a', 'b'])
  })
})

describe('a token', () => {
  it('is moved to another step: what it had is taken back', async () => {
    const game = play(await two)
    const [a, late] = [game.token('a'), game.token('late')]
    const effects = game.send({ kind: 'move', token: a, node: 3 })
    expect(effects).toContainEqual({ kind: 'withdraw', token: a })
    expect(effects).toContainEqual({ kind: 'withdraw', token: late })
    expect(game.waiting()).toEqual(['b'])
  })

  it('is not moved to where nobody can enter', async () => {
    const game = play(await two)
    expect(() => game.send({ kind: 'move', token: game.token('a'), node: 0 })).toThrow('不能移到')
    expect(game.waiting()).toEqual(['a', 'late'])
  })
})

describe('a new edition', () => {
  it('takes running cases along where their steps are still there', async () => {
    const next = await compileModel(
      process(
        START,
        user('check'),
        user('a'),
        timerBoundary('late', 'a', 'P2D'),
        user('c'),
        END,
        flows('start > check > a > c > end', 'late > c'),
      ),
    )
    const game = play(await two)
    const plan = planMigration(await two, next, [game.state])
    expect(plan.problems).toEqual([])
    const state = migrate(await two, next, game.state, plan.mapping)
    const after = advance(
      next,
      state,
      { kind: 'complete', token: game.token('a') },
      { ...env, functions: { role: () => 'x' } },
    )
    expect(after.effects).toContainEqual(expect.objectContaining({ kind: 'todo', name: 'c' }))
  })

  it('is refused for a case whose step is gone, or is something else now', async () => {
    const gone = await compileModel(process(START, user('c'), END, flows('start > c > end')))
    const other = await compileModel(process(START, '<manualTask id="a"/>', END, flows('start > a > end')))
    const { state } = play(await two)
    expect(planMigration(await two, gone, [state]).problems).toMatchObject([
      { element: 'a', message: expect.stringContaining('在新版里没有了') },
      { element: 'late' },
    ])
    expect(planMigration(await two, other, [state]).problems[0]?.message).toContain('另一种节点')
    expect(planMigration(await two, gone, [state], { a: 'c' }).problems.map(({ element }) => element)).toEqual(['late'])
  })
})

describe('data', () => {
  const mapped = (task: string, settings: string) =>
    task.replace('</extensionElements>', `${settings}</extensionElements>`)

  it('go into a step and out of it as it says, and nothing else does', async () => {
    const task = mapped(
      user('ask'),
      '<jw:input name="limit" value="amount * 2"/><jw:output name="granted" value="limit - used"/>',
    )
    const game = play(await compileModel(process(START, task, END, flows('start > ask > end'))), {
      facts: { amount: 50 },
    })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'todo', vars: { limit: 100 } })
    game.complete('ask', { used: 30 })
    expect(game.state.vars).toEqual({ granted: 70 })
  })

  it('of a sub-process stay in it', async () => {
    const inner = `<dataObject id="d" name="draft"/><startEvent id="s"/>${user('write')}${user('read')}<endEvent id="e"/>${flows('s > write > read > e')}`
    const game = play(
      await compileModel(
        process(
          START,
          `<subProcess id="part">${inner}</subProcess>`,
          user('after'),
          END,
          flows('start > part > after > end'),
        ),
      ),
    )
    game.complete('write', { draft: 'x', kept: 'y' })
    expect(game.state.scopes[0]?.vars).toEqual({ draft: 'x' })
    game.complete('read')
    expect(game.state.vars).toEqual({ kept: 'y' })
  })

  it('are worked out by a script in FEEL', async () => {
    const script = '<scriptTask id="sum"><script>{total: amount * 2, label: "两倍"}</script></scriptTask>'
    const game = play(await compileModel(process(START, script, END, flows('start > sum > end'))), {
      facts: { amount: 4 },
    })
    expect(game.state.vars).toEqual({ total: 8, label: '两倍' })
  })
})

describe('an ad-hoc sub-process', () => {
  const adHoc = (attributes: string, condition = '') =>
    compileModel(
      process(
        START,
        `<adHocSubProcess id="free" ${attributes}>${user('x')}${user('y')}${condition && `<completionCondition>${condition}</completionCondition>`}</adHocSubProcess>`,
        END,
        flows('start > free > end'),
      ),
    )

  it('with a condition lets people choose what to do, until it holds', async () => {
    const game = play(await adHoc('', 'y = "done"'))
    const free = game.token('free')
    expect(game.waiting()).toEqual(['free'])
    game.send({ kind: 'activate', token: free, node: 2 })
    game.send({ kind: 'activate', token: free, node: 2 })
    game.send({ kind: 'activate', token: free, node: 3 })
    expect(game.waiting()).toEqual(['free', 'x', 'x', 'y'])
    game.complete('x')
    game.complete('y', { y: 'done' })
    expect(game.state).toMatchObject({ status: 'ended', tokens: [] })
  })

  it('without one does everything, one after the other where it says so', async () => {
    const game = play(await adHoc('ordering="Sequential"'))
    expect(game.waiting()).toEqual(['free', 'x'])
    game.complete('x')
    game.complete('y')
    expect(game.state.status).toBe('ended')
  })
})

describe('pools of one file', () => {
  it('are processes of one model, which message flows connect', async () => {
    const collaboration = `<collaboration id="c"><participant id="buyer" processRef="buy"/><participant id="seller" processRef="sell"/>
<messageFlow id="order" sourceRef="tell" targetRef="got"/></collaboration>`
    const model = await compileModel(
      definitions(`${collaboration}
<process id="buy" isExecutable="true">${START}<intermediateThrowEvent id="tell"><messageEventDefinition/></intermediateThrowEvent>${END}${flows('start > tell > end')}</process>
<process id="sell" isExecutable="true"><startEvent id="got"><messageEventDefinition/></startEvent>${user('pack')}<endEvent id="sold"/>${flows('got > pack > sold')}</process>`),
    )
    expect(model.processes).toMatchObject([
      { id: 'buy', starts: [0] },
      { id: 'sell', starts: [3] },
    ])
    expect(play(model).effects.at(-1)).toMatchObject({ kind: 'send', message: 'order' })
    const other = advance(model, undefined, { kind: 'start', node: 3 }, { ...env, functions: { role: () => 'x' } })
    expect(other.effects).toContainEqual(expect.objectContaining({ kind: 'todo', name: 'pack' }))
  })
})
