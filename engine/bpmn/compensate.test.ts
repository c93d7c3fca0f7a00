import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { flows, play, process, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'
/** An activity and what undoes it. */
const undoable = (id: string, by: string) =>
  `${user(id)}<boundaryEvent id="${id}-c" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
${by}<association id="${id}-a" associationDirection="One" sourceRef="${id}-c" targetRef="${id}-undo"/>`
const undo = (id: string) => user(`${id}-undo`).replace('<userTask ', '<userTask isForCompensation="true" ')
const booked = (id: string) => undoable(id, undo(id))
const compensation = (attributes = '') => `<compensateEventDefinition ${attributes}/>`

describe('compensation', () => {
  it('undoes what was done, the last first, and waits for each', async () => {
    const model = await compileModel(
      process(
        START,
        booked('hotel'),
        booked('flight'),
        `<intermediateThrowEvent id="back">${compensation()}</intermediateThrowEvent>`,
        END,
        flows('start > hotel > flight > back > end'),
      ),
    )
    const game = play(model)
    game.complete('hotel')
    game.complete('flight')
    expect(game.waiting()).toEqual(['back', 'flight-undo'])
    game.complete('flight-undo')
    expect(game.waiting()).toEqual(['back', 'hotel-undo'])
    game.complete('hotel-undo')
    expect(game.state).toMatchObject({ status: 'ended', tokens: [], scopes: [] })
  })

  it('undoes only the activity that it names, and nothing that was not done', async () => {
    const back = `<intermediateThrowEvent id="back">${compensation('activityRef="hotel"')}</intermediateThrowEvent>`
    const model = await compileModel(
      process(START, booked('hotel'), back, booked('flight'), END, flows('start > back > hotel > flight > end')),
    )
    const game = play(model)
    expect(game.waiting()).toEqual(['hotel'])
  })

  it('undoes a sub-process by what was completed in it, with the variables of then', async () => {
    const inner = `<property id="room"/><startEvent id="s"/>${booked('hotel')}<endEvent id="e"/>${flows('s > hotel > e')}`
    const model = await compileModel(
      process(
        START,
        `<subProcess id="trip">${inner}</subProcess>`,
        `<endEvent id="back">${compensation()}</endEvent>`,
        flows('start > trip > back'),
      ),
    )
    const game = play(model)
    game.complete('hotel', { room: '101' })
    expect(game.waiting()).toEqual(['back', 'hotel-undo'])
    expect(game.state.vars).not.toHaveProperty('room')
    expect(game.state.scopes).toMatchObject([{ vars: { room: '101' }, undo: [] }])
    game.complete('hotel-undo')
    expect(game.state.status).toBe('ended')
  })

  it('is done by the sub-process itself where it has an event sub-process for that', async () => {
    const handler = `<subProcess id="h" triggeredByEvent="true"><startEvent id="h-s">${compensation()}</startEvent>${user('call')}<intermediateThrowEvent id="h-t">${compensation()}</intermediateThrowEvent><endEvent id="h-e"/>${flows('h-s > call > h-t > h-e')}</subProcess>`
    const inner = `<startEvent id="s"/>${booked('hotel')}<endEvent id="e"/>${handler}${flows('s > hotel > e')}`
    const model = await compileModel(
      process(
        START,
        `<subProcess id="trip">${inner}</subProcess>`,
        `<endEvent id="back">${compensation()}</endEvent>`,
        flows('start > trip > back'),
      ),
    )
    const game = play(model)
    game.complete('hotel')
    expect(game.waiting()).toEqual(['back', 'call', 'h'])
    game.complete('call')
    expect(game.waiting()).toEqual(['back', 'h', 'h-t', 'hotel-undo'])
    game.complete('hotel-undo')
    expect(game.state).toMatchObject({ status: 'ended', tokens: [], scopes: [] })
  })
})

describe('a transaction', () => {
  const inner = `<startEvent id="s"/><parallelGateway id="f"/>${booked('hotel')}${user('wait')}<endEvent id="e"/>
<endEvent id="x"><cancelEventDefinition/></endEvent>${flows('s > f > hotel > x', 'f > wait > e')}`
  const model = compileModel(
    process(
      START,
      `<transaction id="trip">${inner}</transaction>`,
      '<boundaryEvent id="off" attachedToRef="trip"><cancelEventDefinition/></boundaryEvent>',
      user('tell'),
      END,
      flows('start > trip > end', 'off > tell > end'),
    ),
  )

  it('that is cancelled stops its work, undoes what was done, and goes on from its border', async () => {
    const game = play(await model)
    const wait = game.token('wait')
    expect(game.complete('hotel')).toContainEqual({ kind: 'withdraw', token: wait })
    expect(game.waiting()).toEqual(['hotel-undo', 'trip', 'x'])
    game.complete('hotel-undo')
    expect(game.waiting()).toEqual(['tell'])
    expect(game.state.scopes).toEqual([])
    game.complete('tell')
    expect(game.state.status).toBe('ended')
  })
})
