import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { definitions, flows, type Play, play, process, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const script = (id: string, text: string, inner = '') =>
  `<scriptTask id="${id}" scriptFormat="feel">${inner}<script><![CDATA[${text}]]></script></scriptTask>`
const later = '<timerEventDefinition><timeDuration>wait()</timeDuration></timerEventDefinition>'
const aside = (id: string, start: string, inner: string) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-s" isInterrupting="false">${start}</startEvent>${inner}<endEvent id="${id}-e"/>`

/** A world in which the functions of the model fail until it is mended. */
function fragile() {
  const world = { isBroken: true }
  const failing = (value: string | boolean) => () => {
    if (world.isBroken) throw new Error('对方没有应答')
    return value
  }
  return { world, functions: { role: () => 'x', wait: failing('PT1H'), ready: failing(true) } }
}

const stuckAt = (game: Play) => {
  const found = game.state.tokens.filter(({ is }) => is === 'stuck')
  expect(new Set(game.state.tokens.map(({ id }) => id)).size).toBe(game.state.tokens.length)
  expect(game.state.status).toBe('incident')
  return found.map(({ id, node }) => ({ id, node: game.name(node) }))
}

describe('an expression that fails leaves an incident on its element, and once mended the case goes on as if it had not', () => {
  it('in the condition of a loop, before the first round and after a round that counts once', async () => {
    const loop = (testBefore: boolean) =>
      `<standardLoopCharacteristics testBefore="${testBefore}" loopMaximum="2"><loopCondition>ready()</loopCondition></standardLoopCharacteristics>`
    for (const testBefore of [true, false]) {
      const { world, functions } = fragile()
      const task = script('count', '{ rounds: (if rounds = null then 0 else rounds) + 1 }', loop(testBefore))
      const game = play(await compileModel(process(START, task, END, flows('start > count > end'))), { functions })
      const [stuck] = stuckAt(game)
      world.isBroken = false
      game.send({ kind: 'retry', token: stuck?.id ?? -1 })
      expect(game.state).toMatchObject({ status: 'ended', vars: { rounds: 2 } })
    }
  })

  it('in the completion condition of an ad-hoc sub-process', async () => {
    const { world, functions } = fragile()
    const free = `<adHocSubProcess id="free">${user('x')}<completionCondition>ready()</completionCondition></adHocSubProcess>`
    const game = play(await compileModel(process(START, free, END, flows('start > free > end'))), { functions })
    game.send({ kind: 'activate', token: game.token('free'), node: 2 })
    game.complete('x')
    const [stuck] = stuckAt(game)
    expect(stuck?.node).toBe('free')
    world.isBroken = false
    game.send({ kind: 'retry', token: stuck?.id ?? -1 })
    expect(game.state).toMatchObject({ status: 'ended', tokens: [] })
  })

  it('in what an event sub-process of the whole process waits for: it is waited for after all', async () => {
    const { world, functions } = fragile()
    const model = await compileModel(
      process(
        START,
        user('work'),
        END,
        flows('start > work > end'),
        `${aside('late', later, '')}${flows('late-s > late-e')}</subProcess>`,
      ),
    )
    const game = play(model, { functions })
    const [stuck] = stuckAt(game)
    world.isBroken = false
    game.send({ kind: 'retry', token: stuck?.id ?? -1 })
    expect(game.waiting()).toEqual(['late-s', 'work'])
    game.send({ kind: 'timer', token: game.token('late-s') })
    expect(game.visited()).toContain('late-e')
  })

  it('in an event sub-process that is to begin: it begins in a scope of its own', async () => {
    const { world, functions } = fragile()
    const inner = `${user('help')}${aside('late', later, '')}${flows('late-s > late-e')}</subProcess>`
    const call = `<signalEventDefinition signalRef="s"/>`
    const help = `${aside('on-call', call, inner)}${flows('on-call-s > help > on-call-e')}</subProcess>`
    const model = await compileModel(
      definitions(
        `<signal id="s" name="求助"/><process id="p">${START}${user('work')}${END}${flows('start > work > end')}${help}</process>`,
      ),
    )
    const game = play(model, { functions })
    game.send({ kind: 'signal', token: game.token('on-call-s'), vars: { who: '何静' } })
    const [stuck] = stuckAt(game)
    world.isBroken = false
    game.send({ kind: 'retry', token: stuck?.id ?? -1 })
    expect(game.waiting()).toEqual(['help', 'late-s', 'on-call', 'on-call-s', 'work'])
    expect(game.state.vars).toEqual({ who: '何静' })
    game.complete('help')
    game.complete('work')
    expect(game.state).toMatchObject({ status: 'ended', tokens: [], scopes: [] })
  })

  it('a loop without an end is stopped, and goes on when its condition is mended', async () => {
    const loop = '<standardLoopCharacteristics><loopCondition>goes</loopCondition></standardLoopCharacteristics>'
    const game = play(
      await compileModel(process(START, script('spin', '{ }', loop), END, flows('start > spin > end'))),
      {},
      { goes: true },
    )
    for (let nth = 0; nth < 500 && game.state.status === 'running'; nth += 1)
      game.send({ kind: 'more', token: game.token('spin') })
    const [stuck] = stuckAt(game)
    game.send({ kind: 'retry', token: stuck?.id ?? -1, vars: { goes: false } })
    expect(game.state.status).toBe('ended')
  })

  it('a value that is too large never becomes part of the case', async () => {
    const fill = script('fill', '{ big: string join(for i in 1..rows return "一二三四五六七八九十") }')
    const game = play(await compileModel(process(START, fill, END, flows('start > fill > end'))), {}, { rows: 150_000 })
    const [stuck] = stuckAt(game)
    expect(game.state.vars).toEqual({ rows: 150_000 })
    game.send({ kind: 'retry', token: stuck?.id ?? -1, vars: { rows: 1 } })
    expect(game.state).toMatchObject({ status: 'ended', vars: { big: '一二三四五六七八九十' } })
  })
})

describe('what other modellers write in another way', () => {
  it('links name each other by reference, whatever they are called', async () => {
    const link = (kind: string, id: string, name: string, other: string) =>
      `<intermediate${kind}Event id="${id}"><linkEventDefinition id="${id}-l" name="${name}">${other}</linkEventDefinition></intermediate${kind}Event>`
    const model = await compileModel(
      process(
        START,
        link('Throw', 'off', '甲', '<target>page-l</target>'),
        link('Catch', 'page', '乙', '<source>off-l</source>'),
        END,
        flows('start > off', 'page > end'),
      ),
    )
    expect(play(model).visited()).toEqual(['start', 'off', 'page', 'end'])
  })

  it('the association of a compensation is drawn towards the event', async () => {
    const model = await compileModel(
      process(
        START,
        script('book', '{ booked: true }'),
        '<boundaryEvent id="undone" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>',
        '<scriptTask id="undo" isForCompensation="true" scriptFormat="feel"><script>{ booked: false }</script></scriptTask>',
        '<association id="a" sourceRef="undo" targetRef="undone"/>',
        '<endEvent id="end"><compensateEventDefinition/></endEvent>',
        flows('start > book > end'),
      ),
    )
    expect(play(model).state.vars).toEqual({ booked: false })
  })

  it('a called process says nothing of being executable', async () => {
    const model = await compileModel(
      definitions(
        `<process id="a" isExecutable="true">${START}<callActivity id="call" calledElement="b"/>${END}${flows('start > call > end')}</process>
<process id="b"><startEvent id="begin"/><endEvent id="done"/>${flows('begin > done')}</process>
<process id="c"><startEvent id="other"/><endEvent id="off"/>${flows('other > off')}</process>`,
      ),
    )
    expect(model.processes.map(({ executable }) => executable)).toEqual([true, true, false])
  })

  it('a property of a task is of that task alone', async () => {
    const own = script('own', '{ note: "mine" }', '<property id="note" name="note"/>')
    const model = await compileModel(
      process(START, own, script('look', '{ seen: note }'), END, flows('start > own > look > end')),
    )
    expect(play(model).state.vars).toEqual({ seen: null })
  })

  it('an ad-hoc sub-process without work for people does its work by itself until its condition holds', async () => {
    const free = `<adHocSubProcess id="free" ordering="Sequential">${script('a', '{ done: 1 }')}${script('b', '{ done: 2 }')}${script('c', '{ done: 3 }')}
<completionCondition>done = 2</completionCondition></adHocSubProcess>`
    const game = play(await compileModel(process(START, free, END, flows('start > free > end'))))
    expect(game.state).toMatchObject({ status: 'ended', vars: { done: 2 } })
  })
})
