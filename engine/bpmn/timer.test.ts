import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { NotWaiting } from './run.ts'
import { flows, play, process, timerBoundary, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'

describe('time', () => {
  it('a catching event waits for its timer, whose moment may be worked out', async () => {
    const wait =
      '<intermediateCatchEvent id="wait"><timerEventDefinition><timeDate>day + @"P3D"</timeDate></timerEventDefinition></intermediateCatchEvent>'
    const model = await compileModel(process(START, wait, END, flows('start > wait > end')))
    const game = play(model, { facts: { day: { $type: 'date', value: '2026-03-01' } } })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'timer', due: { kind: 'date', iso: '2026-03-04' } })
    expect(() => game.complete('wait')).toThrow(NotWaiting)
    game.send({ kind: 'timer', token: game.token('wait') })
    expect(game.state.status).toBe('ended')
  })

  it('an incident tells that the moment cannot be worked out', async () => {
    const wait =
      '<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>day</timeDuration></timerEventDefinition></intermediateCatchEvent>'
    const game = play(await compileModel(process(START, wait, END, flows('start > wait > end'))))
    expect(game.effects.at(-1)).toMatchObject({ kind: 'incident', message: expect.stringContaining('不是时长') })
    game.send({ kind: 'retry', token: game.token('wait') }, { facts: { day: 'PT1H' } })
    expect(game.effects.at(-1)).toMatchObject({ kind: 'timer', due: { kind: 'duration', iso: 'PT1H' } })
  })

  const reminded = (isInterrupting: boolean) =>
    compileModel(
      process(
        START,
        user('work'),
        timerBoundary('late', 'work', 'P3D', isInterrupting),
        user('urge'),
        END,
        '<endEvent id="urged"/>',
        flows('start > work > end', 'late > urge > urged'),
      ),
    )

  it('an interrupting border timer takes the work away', async () => {
    const game = play(await reminded(true))
    const work = game.token('work')
    const effects = game.send({ kind: 'timer', token: game.token('late') })
    expect(effects).toContainEqual({ kind: 'withdraw', token: work })
    expect(effects.filter((effect) => effect.kind === 'withdraw')).toHaveLength(1)
    expect(game.waiting()).toEqual(['urge'])
  })

  it('one that does not interrupt only adds to it', async () => {
    const game = play(await reminded(false))
    const late = game.token('late')
    game.send({ kind: 'timer', token: late })
    expect(game.waiting()).toEqual(['urge', 'work'])
    expect(() => game.send({ kind: 'timer', token: late })).toThrow(NotWaiting)
  })

  it('is withdrawn when the work is done in time', async () => {
    const game = play(await reminded(true))
    const late = game.token('late')
    expect(game.complete('work')).toContainEqual({ kind: 'withdraw', token: late })
    expect(game.state.status).toBe('ended')
  })
})

describe('a cycle', () => {
  const reminding = (cycle: string) => {
    const timer = `<timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition>`
    const urge = `<boundaryEvent id="urge" attachedToRef="work" cancelActivity="false">${timer}</boundaryEvent>`
    return compileModel(
      process(START, user('work'), urge, user('note'), END, flows('start > work > end', 'urge > note > end')),
    )
  }

  it('reminds as often as it says, and no more', async () => {
    const game = play(await reminding('R2/P1D'))
    const urge = game.token('urge')
    const due = { kind: 'duration', iso: 'P1D' }
    expect(game.send({ kind: 'timer', token: urge })).toContainEqual({ kind: 'timer', token: urge, node: 2, due })
    game.send({ kind: 'timer', token: urge })
    expect(game.waiting()).toEqual(['note', 'note', 'work'])
    expect(() => game.send({ kind: 'timer', token: urge })).toThrow(NotWaiting)
  })

  it('without end goes on until the work is done', async () => {
    const game = play(await reminding('R/P1D'))
    const urge = game.token('urge')
    for (let day = 0; day < 5; day += 1) game.send({ kind: 'timer', token: urge })
    expect(game.complete('work')).toContainEqual({ kind: 'withdraw', token: urge })
  })
})
