import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { definitions, errorBoundary, flows, play, process, service, timerBoundary, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
const AND = (id: string) => `<parallelGateway id="${id}"/>`
const sub = (id: string, ...body: string[]) => `<subProcess id="${id}" name="${id}">${body.join('')}</subProcess>`

describe('errors', () => {
  const errors = '<error id="no-money" errorCode="NO_MONEY"/><error id="other" errorCode="OTHER"/>'
  const withErrors = (...body: string[]) =>
    compileModel(definitions(`${errors}<process id="p">${body.join('')}</process>`))

  it('go to the border event of their code, or to the one that takes all', async () => {
    const model = await withErrors(
      START,
      service('pay'),
      errorBoundary('poor', 'pay', 'no-money'),
      errorBoundary('any', 'pay'),
      user('a'),
      user('b'),
      END,
      flows('start > pay > end', 'poor > a > end', 'any > b > end'),
    )
    const poor = play(model)
    poor.send({ kind: 'fail', token: poor.token('pay'), code: 'NO_MONEY', message: '余额不足' })
    expect(poor.waiting()).toEqual(['a'])
    expect(poor.state.vars.error).toEqual({ code: 'NO_MONEY', message: '余额不足' })
    const strange = play(model)
    strange.send({ kind: 'fail', token: strange.token('pay'), code: 'X', message: '' })
    expect(strange.waiting()).toEqual(['b'])
  })

  it('become an incident when nobody catches them, and a retry asks the service again', async () => {
    const model = await withErrors(
      START,
      service('pay'),
      timerBoundary('late', 'pay', 'PT1H'),
      END,
      '<endEvent id="gave-up"/>',
      flows('start > pay > end', 'late > gave-up'),
    )
    const game = play(model)
    const token = game.token('pay')
    expect(game.send({ kind: 'fail', token, code: 'X', message: '接口超时' }).at(-1)).toMatchObject({
      kind: 'incident',
      message: '接口超时',
    })
    expect(game.send({ kind: 'retry', token })).toEqual([{ kind: 'service', token, node: 1, rule: 'notify' }])
    game.complete('pay')
    expect(game.state).toMatchObject({ status: 'ended', tokens: [] })
  })

  it('leave a sub-process outwards and stop what runs in it', async () => {
    const model = await withErrors(
      START,
      sub(
        'outer',
        '<startEvent id="o-start"/><parallelGateway id="o-fork"/>',
        user('o-work'),
        '<endEvent id="o-end"/>',
        sub(
          'inner',
          '<startEvent id="i-start"/>',
          user('i-work'),
          '<endEvent id="i-error"><errorEventDefinition errorRef="no-money"/></endEvent>',
          flows('i-start > i-work > i-error'),
        ),
        flows('o-start > o-fork > o-work > o-end', 'o-fork > inner > o-end'),
      ),
      errorBoundary('caught', 'outer', 'no-money'),
      timerBoundary('late', 'outer', 'P1D'),
      user('mend'),
      END,
      flows('start > outer > end', 'caught > mend > end', 'late > end'),
    )
    const game = play(model)
    expect(game.waiting()).toEqual(['i-work', 'inner', 'late', 'o-work', 'outer'])
    game.complete('i-work')
    expect(game.waiting()).toEqual(['mend'])
    expect(game.state.scopes).toEqual([])
    game.complete('mend')
    expect(game.state.status).toBe('ended')
    // Whatever was entered is left: by this the step log knows an ended run, and how long each step took.
    const logged = game.effects.filter((effect) => effect.kind === 'log')
    const nodes = (entered: boolean) =>
      logged
        .filter(({ phase }) => (phase === 'enter') === entered)
        .map(({ node }) => game.name(node))
        .toSorted()
    expect(nodes(false)).toEqual(nodes(true))
  })

  it('that an end event throws for nobody end the case', async () => {
    const model = await withErrors(
      START,
      '<endEvent id="bad"><errorEventDefinition errorRef="other"/></endEvent>',
      flows('start > bad'),
    )
    expect(play(model).effects.at(-1)).toEqual({ kind: 'ended', error: { code: 'OTHER', message: '' } })
  })
})

describe('a sub-process', () => {
  const model = compileModel(
    process(
      START,
      sub(
        'part',
        '<startEvent id="s"/>',
        AND('f'),
        user('a'),
        user('b'),
        '<endEvent id="e"/><endEvent id="t"><terminateEventDefinition/></endEvent>',
        flows('s > f > a > e', 'f > b > t'),
      ),
      user('after'),
      END,
      flows('start > part > after > end'),
    ),
  )

  it('goes on when everything in it has ended', async () => {
    const game = play(await model)
    game.complete('a')
    expect(game.waiting()).toEqual(['b', 'part'])
    game.complete('b')
    expect(game.waiting()).toEqual(['after'])
  })

  it('goes on at once when it is terminated inside', async () => {
    const game = play(await model)
    const a = game.token('a')
    expect(game.complete('b')).toContainEqual({ kind: 'withdraw', token: a })
    expect(game.waiting()).toEqual(['after'])
  })
})
