import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { NotWaiting } from './run.ts'
import { definitions, flows, play, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const ROOTS = `<message id="m-paid" name="已付款"/><message id="m-ask" name="询价"/><signal id="s-stop" name="停产"/>
<signal id="s-go" name="复产"/><escalation id="e-late" escalationCode="LATE"/><error id="e-bad" errorCode="BAD"/>`
const model = (...body: string[]) => compileModel(definitions(`${ROOTS}<process id="p">${body.join('')}</process>`))
const on = (kind: string, ref = '') => `<${kind}EventDefinition ${ref}/>`
const MESSAGE = on('message', 'messageRef="m-paid"')
const SIGNAL = on('signal', 'signalRef="s-stop"')
const GO = on('signal', 'signalRef="s-go"')
const LATE = on('escalation', 'escalationRef="e-late"')
const condition = (text: string) =>
  `<conditionalEventDefinition><condition><![CDATA[${text}]]></condition></conditionalEventDefinition>`
const caught = (id: string, body: string, attributes = '') =>
  `<intermediateCatchEvent id="${id}" ${attributes}>${body}</intermediateCatchEvent>`
const thrown = (id: string, body: string) => `<intermediateThrowEvent id="${id}">${body}</intermediateThrowEvent>`
const border = (id: string, host: string, body: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${body}</boundaryEvent>`
const aside = (id: string, trigger: string, interrupting: boolean, task: string) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-s" isInterrupting="${interrupting}">${trigger}</startEvent>${task}<endEvent id="${id}-e"/>${flows(`${id}-s > ${id}-t > ${id}-e`)}</subProcess>`

describe('a message', () => {
  it('is waited for by name and by the key of the case', async () => {
    const game = play(await model(START, caught('wait', MESSAGE), END, flows('start > wait > end')), { key: 'DD-1' })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'subscribe', on: 'message', name: '已付款', key: 'DD-1' })
    expect(() => game.send({ kind: 'timer', token: game.token('wait') })).toThrow(NotWaiting)
    game.send({ kind: 'message', token: game.token('wait'), vars: { sum: 8 } })
    expect(game.state).toMatchObject({ status: 'ended', vars: { sum: 8 } })
  })

  it('goes to somebody of the same case first, else the runtime looks for one', async () => {
    const send = await model(
      START,
      '<parallelGateway id="fork"/>',
      thrown('tell', MESSAGE),
      thrown('tell-again', MESSAGE),
      caught('wait', MESSAGE),
      END,
      flows('start > fork > tell > tell-again > end', 'fork > wait > end'),
    )
    const game = play(send, { key: 'DD-1' })
    expect(game.effects.filter(({ kind }) => kind === 'send')).toMatchObject([{ message: '已付款', key: 'DD-1' }])
    expect(game.waiting()).toEqual(['tell-again'])
    game.complete('tell-again')
    expect(game.state.status).toBe('ended')
  })

  it('that nobody waits for is an incident on its sender, and is sent again by a retry', async () => {
    const game = play(await model(START, thrown('tell', MESSAGE), END, flows('start > tell > end')))
    game.send({ kind: 'fail', token: game.token('tell'), code: 'NO_RECEIVER', message: '没有人等这条消息' })
    expect(game.state).toMatchObject({ status: 'incident', tokens: [{ is: 'stuck' }] })
    expect(game.send({ kind: 'retry', token: game.token('tell') })).toMatchObject([{ kind: 'send' }])
  })

  it('finds by its own key whom it is for', async () => {
    const keyed = (event: string, key: string) =>
      event.replace(/(<intermediate\w+ [^>]*>)/, `$1<extensionElements><jw:message key="${key}"/></extensionElements>`)
    const game = play(
      await model(
        START,
        '<parallelGateway id="fork"/>',
        keyed(caught('one', MESSAGE), '1'),
        keyed(caught('two', MESSAGE), '1 + 1'),
        keyed(thrown('tell', MESSAGE), '2'),
        END,
        flows('start > fork > one > end', 'fork > two > end', 'fork > tell > end'),
      ),
    )
    expect(game.waiting()).toEqual(['one'])
  })

  it('may begin a case at its start event', async () => {
    const begun = await model(
      `<startEvent id="start">${MESSAGE}</startEvent>`,
      user('a'),
      END,
      flows('start > a > end'),
    )
    expect(begun.processes[0]).toMatchObject({ starts: [0], first: [] })
    expect(begun.nodes[0]?.trigger).toEqual({ on: 'message', name: '已付款' })
    expect(play(begun).waiting()).toEqual(['a'])
  })
})

describe('a signal', () => {
  it('reaches everybody who waits in the case, and then everybody else', async () => {
    const game = play(
      await model(
        START,
        '<parallelGateway id="fork"/>',
        user('work'),
        border('stopped', 'work', SIGNAL),
        caught('wait', SIGNAL),
        user('report'),
        `<endEvent id="shout">${SIGNAL}</endEvent>`,
        END,
        flows('start > fork > shout', 'fork > work > end', 'fork > wait > end', 'stopped > report > end'),
      ),
    )
    expect(game.waiting()).toEqual(['report'])
    expect(game.effects).toContainEqual({ kind: 'broadcast', node: 6, signal: '停产', vars: {} })
  })
})

describe('several events at once', () => {
  it('any one of them is enough, and the others are given up', async () => {
    const game = play(await model(START, caught('wait', SIGNAL + GO), END, flows('start > wait > end')))
    const [, second] = game.state.tokens.filter(({ is }) => is === 'watching')
    const effects = game.send({ kind: 'signal', token: second?.id ?? 0 })
    expect(effects.filter(({ kind }) => kind === 'withdraw')).toHaveLength(2)
    expect(game.state.status).toBe('ended')
  })

  it('all of them are needed where the event says so', async () => {
    const both = caught('wait', SIGNAL + GO, 'parallelMultiple="true"')
    const game = play(await model(START, both, END, flows('start > wait > end')))
    for (const { id } of game.state.tokens.filter(({ is }) => is === 'watching')) {
      expect(game.state.status).toBe('running')
      game.send({ kind: 'signal', token: id })
    }
    expect(game.state.status).toBe('ended')
  })

  it('behind an event gateway the first decides', async () => {
    const timer = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>'
    const game = play(
      await model(
        START,
        '<eventBasedGateway id="first"/>',
        caught('paid', MESSAGE),
        caught('late', timer),
        user('ship'),
        user('remind'),
        END,
        flows('start > first > paid > ship > end', 'first > late > remind > end'),
      ),
    )
    const late = game.token('late')
    const effects = game.send({ kind: 'message', token: game.token('paid') })
    expect(effects).toContainEqual({ kind: 'withdraw', token: late })
    expect(game.waiting()).toEqual(['ship'])
  })

  it('may begin a case together: the first begins it, the others are waited for', async () => {
    const parallel = await model(
      '<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>',
      caught('paid', MESSAGE),
      caught('go', GO),
      END,
      flows('g > paid > end', 'g > go > end'),
    )
    expect(parallel.processes[0]?.starts).toEqual([1, 2])
    const game = play(parallel)
    expect(game.waiting()).toEqual(['go'])
    game.send({ kind: 'signal', token: game.token('go') })
    expect(game.state.status).toBe('ended')
  })
})

describe('a condition', () => {
  it('fires when it becomes true, by an answer or by a change of the record', async () => {
    const rich = await model(
      START,
      user('work'),
      border('rich', 'work', condition('amount > 100'), false),
      user('tell'),
      END,
      flows('start > work > end', 'rich > tell > end'),
    )
    const game = play(rich, { facts: { amount: 50 } })
    expect(game.waiting()).toEqual(['rich', 'work'])
    game.send({ kind: 'check' }, { facts: { amount: 200 } })
    expect(game.waiting()).toEqual(['rich', 'tell', 'work'])
    game.send({ kind: 'check' }, { facts: { amount: 300 } })
    expect(game.waiting()).toEqual(['rich', 'tell', 'work'])
    game.send({ kind: 'check' }, { facts: { amount: 10 } })
    game.send({ kind: 'check' }, { facts: { amount: 300 } })
    expect(game.waiting()).toEqual(['rich', 'tell', 'tell', 'work'])
  })

  it('that holds already is not waited for', async () => {
    const game = play(await model(START, caught('wait', condition('1 = 1')), END, flows('start > wait > end')))
    expect(game.state.status).toBe('ended')
  })
})

describe('an event sub-process', () => {
  it('begins beside the work as often as its message comes', async () => {
    const asks = aside('ask', on('message', 'messageRef="m-ask"'), false, user('ask-t'))
    const game = play(await model(START, user('work'), asks, END, flows('start > work > end')))
    game.send({ kind: 'message', token: game.token('ask-s') })
    game.send({ kind: 'message', token: game.token('ask-s') })
    expect(game.waiting()).toEqual(['ask', 'ask', 'ask-s', 'ask-t', 'ask-t', 'work'])
    game.complete('work')
    expect(game.state.status).toBe('running')
    game.complete('ask-t')
    game.complete('ask-t')
    expect(game.state).toMatchObject({ status: 'ended', tokens: [], scopes: [] })
  })

  it('takes the place of all work when it interrupts', async () => {
    const stop = aside('stop', SIGNAL, true, user('stop-t'))
    const game = play(await model(START, user('work'), stop, END, flows('start > work > end')))
    game.send({ kind: 'signal', token: game.token('stop-s') })
    expect(game.waiting()).toEqual(['stop', 'stop-t'])
    game.complete('stop-t')
    expect(game.state.status).toBe('ended')
  })

  it('catches the error of a task in its scope', async () => {
    const mend = aside('mend', on('error', 'errorRef="e-bad"'), true, user('mend-t'))
    const service =
      '<serviceTask id="pay"><extensionElements><jw:service rule="pay"/></extensionElements></serviceTask>'
    const game = play(await model(START, service, mend, END, flows('start > pay > end')))
    game.send({ kind: 'fail', token: game.token('pay'), code: 'BAD', message: '余额不足' })
    expect(game.waiting()).toEqual(['mend', 'mend-t'])
    expect(game.state.vars.error).toEqual({ code: 'BAD', message: '余额不足' })
  })
})

describe('an escalation', () => {
  it('tells whoever is nearest outwards while the work goes on', async () => {
    const inner = `<subProcess id="part"><startEvent id="s"/>${thrown('raise', LATE)}${user('go-on')}<endEvent id="e"/>${flows('s > raise > go-on > e')}</subProcess>`
    const game = play(
      await model(
        START,
        inner,
        border('told', 'part', LATE, false),
        user('look'),
        END,
        flows('start > part > end', 'told > look > end'),
      ),
    )
    expect(game.waiting()).toEqual(['go-on', 'look', 'part'])
  })

  it('that nobody catches leaves the case, which goes on', async () => {
    const game = play(await model(START, thrown('raise', LATE), user('a'), END, flows('start > raise > a > end')))
    expect(game.effects).toContainEqual({ kind: 'escalate', code: 'LATE', vars: {} })
    expect(game.waiting()).toEqual(['a'])
  })

  it('of a called case comes to the activity that called it', async () => {
    const call = '<callActivity id="call" calledElement="other"/>'
    const game = play(
      await model(
        START,
        call,
        border('told', 'call', LATE, false),
        user('look'),
        END,
        flows('start > call > end', 'told > look > end'),
      ),
      {},
      { amount: 5 },
    )
    expect(game.effects).toContainEqual({
      kind: 'call',
      token: game.token('call'),
      node: 1,
      process: 'other',
      vars: { amount: 5 },
    })
    game.send({ kind: 'escalate', token: game.token('call'), code: 'LATE' })
    expect(game.waiting()).toEqual(['call', 'look'])
    game.complete('call', { answer: 'yes' })
    expect(game.state.vars).toMatchObject({ answer: 'yes' })
  })
})
