import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { NotWaiting } from './run.ts'
import { flows, play, process, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const XOR = (id: string, standard = '') => `<exclusiveGateway id="${id}" ${standard && `default="${standard}"`}/>`
const AND = (id: string) => `<parallelGateway id="${id}"/>`

describe('an approval', () => {
  const outcomes =
    '<jw:outcome key="agree" label="同意" primary="true"/><jw:outcome key="reject" label="不同意" opinion="required"/>'
  const approval = compileModel(
    process(
      START,
      user('review', outcomes, 'due="P2D" clause="第十条" edit="grade budget"'),
      XOR('gate', 'gate-refused'),
      '<endEvent id="approved"/><endEvent id="refused"/>',
      flows('start > review > gate', 'gate > approved [review = "agree" and amount < 100]', 'gate > refused'),
    ),
  )

  it('asks the reviewer with all that the task says', async () => {
    const { effects } = play(await approval)
    expect(effects.find((effect) => effect.kind === 'todo')).toMatchObject({
      name: 'review',
      assign: { kind: 'role', name: 'lead' },
      due: 'P2D',
      settings: {
        clause: '第十条',
        edit: ['grade', 'budget'],
        complete: 'one',
        outcomes: [{ key: 'agree' }, { opinion: 'required' }],
      },
    })
  })

  it('goes the way of the answer, looking at the facts of the record', async () => {
    const agreed = play(await approval, { facts: { amount: { $type: 'number', value: '99.99' } } })
    expect(agreed.complete('review', { review: 'agree' }).at(-1)).toEqual({ kind: 'ended', result: 'approved' })
    const refused = play(await approval, { facts: { amount: { $type: 'number', value: '100.00' } } })
    refused.complete('review', { review: 'agree' })
    expect(refused.state).toMatchObject({ status: 'ended', result: 'refused', tokens: [] })
  })

  it('lets variables of the case hide facts of the same name', async () => {
    const game = play(await approval, { facts: { amount: 5 } }, { amount: 500 })
    game.complete('review', { review: 'agree' })
    expect(game.state.result).toBe('refused')
  })

  it('refuses an answer that comes twice, or after the end', async () => {
    const game = play(await approval)
    const token = game.token('review')
    game.send({ kind: 'complete', token })
    expect(() => game.send({ kind: 'complete', token })).toThrow(NotWaiting)
    expect(() => game.send({ kind: 'start' })).toThrow('已经开始')
  })

  it('can be called off', async () => {
    const game = play(await approval)
    const effects = game.send({ kind: 'cancel' })
    expect(effects.map((effect) => effect.kind)).toEqual(['withdraw', 'log'])
    expect(game.state).toMatchObject({ status: 'cancelled', tokens: [], scopes: [] })
  })
})

describe('a gateway that cannot decide', () => {
  const model = compileModel(
    process(
      START,
      user('a'),
      XOR('gate'),
      END,
      flows('start > a > gate', 'gate > end [a = "yes"]', 'gate > a [a = "no"]'),
    ),
  )

  it('becomes an incident on the gateway, and a retry resumes there', async () => {
    const game = play(await model)
    const effects = game.complete('a', { a: 'perhaps' })
    expect(effects.at(-1)).toMatchObject({
      kind: 'incident',
      message: expect.stringContaining('没有一条连线的条件成立'),
    })
    expect(game.state).toMatchObject({ status: 'incident', tokens: [{ is: 'stuck' }] })
    const token = game.token('gate')
    expect(() => game.send({ kind: 'complete', token })).toThrow(NotWaiting)
    game.send({ kind: 'retry', token })
    expect(game.state.status).toBe('incident')
    game.send({ kind: 'retry', token, vars: { a: 'yes' } })
    expect(game.state).toMatchObject({ status: 'ended', result: 'end' })
  })

  it('says so when a condition is neither true nor false', async () => {
    const odd = await compileModel(process(START, XOR('gate'), END, flows('start > gate', 'gate > end ["yes"]')))
    expect(play(odd).effects.at(-1)).toMatchObject({
      kind: 'incident',
      message: expect.stringContaining('不是“是”或“否”'),
    })
  })

  it('does not run round in circles for ever', async () => {
    const loop = await compileModel(
      process(START, XOR('a'), XOR('b'), END, flows('start > a > b > a [true]', 'b > end [false]')),
    )
    const game = play(loop)
    expect(game.state.status).toBe('incident')
    expect(game.effects.at(-1)).toMatchObject({ kind: 'incident', message: expect.stringContaining('10000') })
  })
})

describe('parallel work', () => {
  const model = compileModel(
    process(
      START,
      AND('fork'),
      user('a'),
      user('b'),
      AND('join'),
      user('c'),
      END,
      flows('start > fork > a > join > c > end', 'fork > b > join'),
    ),
  )

  it('waits for both', async () => {
    const game = play(await model)
    expect(game.waiting()).toEqual(['a', 'b'])
    game.complete('b')
    expect(game.waiting()).toEqual(['a', 'join'])
    game.complete('a')
    expect(game.waiting()).toEqual(['c'])
    game.complete('c')
    expect(game.state.status).toBe('ended')
  })

  it('takes one token of each incoming flow, not any two', async () => {
    const merged = await compileModel(
      process(
        START,
        AND('fork'),
        user('a'),
        user('b'),
        user('c'),
        XOR('merge'),
        AND('join'),
        user('d'),
        END,
        flows('start > fork > a > merge > join > d > end', 'fork > b > merge', 'fork > c > join'),
      ),
    )
    const game = play(merged)
    game.complete('a')
    game.complete('b')
    expect(game.waiting()).toEqual(['c', 'join', 'join'])
    game.complete('c')
    expect(game.waiting()).toEqual(['d', 'join'])
  })

  it('joins anew in every round of a loop', async () => {
    const loop = await compileModel(
      process(
        START,
        XOR('again'),
        AND('fork'),
        user('a'),
        user('b'),
        AND('join'),
        XOR('done', 'done-again'),
        END,
        flows('start > again > fork > a > join > done > end [b = 3]', 'fork > b > join', 'done > again'),
      ),
    )
    const game = play(loop)
    for (const round of [1, 2, 3]) {
      game.complete('a')
      game.complete('b', { b: round })
    }
    expect(game.state).toMatchObject({ status: 'ended', tokens: [] })
    expect(game.visited().filter((id) => id === 'done')).toHaveLength(3)
  })

  it('tells when a join can never be complete', async () => {
    const wrong = await compileModel(
      process(
        START,
        XOR('fork', 'fork-b'),
        user('a'),
        user('b'),
        AND('join'),
        END,
        flows('start > fork > a [x = 1]', 'a > join > end', 'fork > b > join'),
      ),
    )
    const game = play(wrong)
    expect(game.complete('b').at(-1)).toMatchObject({
      kind: 'incident',
      message: expect.stringContaining('还在等其他分支'),
    })
    expect(game.send({ kind: 'retry', token: game.token('join') }).at(-1)).toMatchObject({ kind: 'incident' })
    expect(game.state.tokens).toHaveLength(1)
  })

  it('ends only when the last branch has ended, and at once when one terminates', async () => {
    const two = (end: string) =>
      compileModel(
        process(
          START,
          AND('fork'),
          user('a'),
          user('b'),
          `<endEvent id="end">${end}</endEvent><endEvent id="other"/>`,
          flows('start > fork > a > end', 'fork > b > other'),
        ),
      )
    const patient = play(await two(''))
    patient.complete('a')
    expect(patient.state.status).toBe('running')
    const abrupt = play(await two('<terminateEventDefinition/>'))
    const b = abrupt.token('b')
    const effects = abrupt.complete('a')
    expect(effects).toContainEqual({ kind: 'withdraw', token: b })
    expect(abrupt.state).toMatchObject({ status: 'ended', result: 'end', tokens: [] })
  })
})

describe('conditions on the flows of a task', () => {
  const model = compileModel(
    process(
      START,
      '<manualTask id="m" default="m-c"/>',
      user('a'),
      user('b'),
      user('c'),
      flows('start > m > a', 'm > b [x = 1]', 'm > c'),
    ),
  )

  it('choose beside what always follows, and the default is for when none holds', async () => {
    expect(play(await model, {}, { x: 1 }).waiting()).toEqual(['a', 'b'])
    expect(play(await model, {}, { x: 2 }).waiting()).toEqual(['a', 'c'])
  })
})

describe('a business rule task', () => {
  const decision =
    '<businessRuleTask id="grade"><extensionElements><jw:decision name="project-grade" result="grade"/></extensionElements></businessRuleTask>'
  const model = compileModel(
    process(
      START,
      decision,
      XOR('gate', 'gate-end'),
      user('big'),
      END,
      flows('start > grade > gate > big [grade = "A"]', 'gate > end', 'big > end'),
    ),
  )

  it('asks the decision with facts and variables, and keeps the answer', async () => {
    const decide = (name: string, facts: Record<string, unknown>) =>
      name === 'project-grade' && facts.amount === 9 ? 'A' : 'B'
    const game = play(await model, { facts: { amount: 9 }, decide })
    expect(game.state.vars).toEqual({ grade: 'A' })
    expect(game.waiting()).toEqual(['big'])
  })

  it('becomes an incident when it fails', async () => {
    const decide = () => {
      throw new Error('没有一条规则适用')
    }
    const game = play(await model, { decide })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'incident', message: '没有一条规则适用' })
    game.send({ kind: 'retry', token: game.token('grade') }, { decide: () => 'B' })
    expect(game.state.status).toBe('ended')
  })
})
