import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { path } from './path.ts'
import { flows, play, process, user } from './sample.ts'

const outcomes = '<jw:outcome key="agree" label="同意" primary="true"/><jw:outcome key="reject" label="不同意"/>'

describe('what comes next', () => {
  const model = compileModel(
    process(
      '<startEvent id="start"/>',
      user('review', outcomes),
      '<exclusiveGateway id="gate" default="gate-back"/>',
      user('approve', outcomes),
      '<subProcess id="pay"><startEvent id="s"/>',
      user('transfer'),
      flows('s > transfer'),
      '</subProcess>',
      user('back'),
      '<endEvent id="end"/>',
      flows('start > review > gate > approve [review = "agree"]', 'gate > back > review', 'approve > pay > end'),
    ),
  )
  const ids = async (game: ReturnType<typeof play>) => path(await model, game.state).map(game.name)

  it('is the way of hope, through sub-processes to the end', async () => {
    const game = play(await model)
    expect(await ids(game)).toEqual(['gate', 'approve', 'pay', 's', 'transfer', 'end'])
  })

  it('begins where the case stands', async () => {
    const game = play(await model)
    game.complete('review', { review: 'agree' })
    game.complete('approve')
    expect(await ids(game)).toEqual(['end'])
  })

  it('leads back through the work that was sent back', async () => {
    const game = play(await model)
    game.complete('review', { review: 'reject' })
    expect(await ids(game)).toEqual(['review', 'gate', 'approve', 'pay', 's', 'transfer', 'end'])
  })

  it('is nothing for a case that has ended', async () => {
    const game = play(await model)
    game.send({ kind: 'cancel' })
    expect(await ids(game)).toEqual([])
  })
})
