import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { flows, play, process, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const OR = (id: string) => `<inclusiveGateway id="${id}"/>`

describe('an inclusive gateway', () => {
  const opinions = compileModel(
    process(
      START,
      OR('split'),
      ...['law', 'money', 'people'].map((id) => user(id)),
      OR('join'),
      user('sum'),
      END,
      flows(
        'start > split > law [law]',
        'split > money [money]',
        'split > people [people]',
        'law > join > sum > end',
        'money > join',
        'people > join',
      ),
    ),
  )

  it('asks those whose condition holds, and goes on when all of them have answered', async () => {
    const game = play(await opinions, { facts: { law: true, money: true, people: false } })
    expect(game.waiting()).toEqual(['law', 'money'])
    game.complete('law')
    expect(game.waiting()).toEqual(['join', 'money'])
    game.complete('money')
    expect(game.waiting()).toEqual(['sum'])
  })

  it('that may ask nobody is an incident that can be mended', async () => {
    const game = play(await opinions, { facts: { law: false } })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'incident', message: expect.stringContaining('没有一条连线') })
    game.send({ kind: 'retry', token: game.token('split') }, { facts: { law: true } })
    expect(game.waiting()).toEqual(['law'])
  })

  it('does not wait for a branch that was left on the way', async () => {
    const left = await compileModel(
      process(
        START,
        '<parallelGateway id="fork"/><exclusiveGateway id="gate" default="gate-out"/>',
        user('a'),
        user('b'),
        OR('join'),
        user('sum'),
        END,
        '<endEvent id="out"/>',
        flows('start > fork > a > join > sum > end', 'fork > b > gate > join [go]', 'gate > out'),
      ),
    )
    const game = play(left, { facts: { go: false } })
    game.complete('a')
    expect(game.waiting()).toEqual(['b', 'join'])
    game.complete('b')
    expect(game.waiting()).toEqual(['sum'])
  })

  it('waits for work that may still go round a loop before it', async () => {
    const loop = await compileModel(
      process(
        START,
        '<parallelGateway id="fork"/><exclusiveGateway id="in"/><exclusiveGateway id="gate" default="gate-join"/>',
        user('a'),
        user('b'),
        OR('join'),
        user('sum'),
        END,
        flows('start > fork > a > join > sum > end', 'fork > in > b > gate > join', 'gate > in [again]'),
      ),
    )
    const game = play(loop)
    game.complete('a')
    game.complete('b', { again: true })
    expect(game.waiting()).toEqual(['b', 'join'])
    game.complete('b', { again: false })
    expect(game.waiting()).toEqual(['sum'])
  })
})

describe('a complex gateway', () => {
  const discriminator = (condition: string) =>
    compileModel(
      process(
        START,
        '<parallelGateway id="fork"/>',
        user('a'),
        user('b'),
        user('c'),
        `<complexGateway id="join"><activationCondition>${condition}</activationCondition></complexGateway>`,
        user('next'),
        END,
        flows('start > fork > a > join > next > end', 'fork > b > join', 'fork > c > join'),
      ),
    )

  it('goes on with two of three, takes the third without a word, and is ready again', async () => {
    const game = play(await discriminator('activationCount = 2'))
    game.complete('a')
    expect(game.waiting()).toEqual(['b', 'c', 'join'])
    game.complete('b')
    expect(game.waiting()).toEqual(['c', 'join', 'next'])
    game.complete('next')
    expect(game.state.status).toBe('running')
    game.complete('c')
    expect(game.state).toMatchObject({ status: 'ended', tokens: [] })
  })

  it('that can never be satisfied is an incident', async () => {
    const game = play(await discriminator('activationCount = 4'))
    for (const id of ['a', 'b', 'c']) game.complete(id)
    expect(game.state.status).toBe('incident')
  })
})

describe('quantities', () => {
  it('an activity gives two tokens, and another needs two', async () => {
    const model = await compileModel(
      process(
        START,
        '<manualTask id="pair" completionQuantity="2"/><manualTask id="both" startQuantity="2"/>',
        user('a'),
        END,
        flows('start > pair > a > both > end'),
      ),
    )
    const game = play(model)
    game.complete('a')
    expect(game.waiting()).toEqual(['a', 'both'])
    game.complete('a')
    expect(game.state.status).toBe('ended')
    expect(game.visited().filter((id) => id === 'both')).toHaveLength(1)
  })
})
