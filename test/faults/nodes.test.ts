import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '#test/checkout.ts'
import { temporaryDirectory } from '#test/database.ts'
import { clocks } from './clocks.ts'
import { killNode, pauseNode } from './nodes.ts'
import { race } from './race.ts'
import { repeatKeys } from './repeat.ts'

const site = async () => ({ directory: join(temporaryDirectory('nodes-'), 'data'), port: await freePort() })
const whole = { lost: 0, doubled: 0, stuck: 0, contradicted: 0, problems: [] }

describe('nodes that share a database: the step log of every case agrees with its state', () => {
  test('one is killed and comes back: the other went on', async () => {
    const found = await killNode(await site(), { times: 1, hands: 4, nodes: 2 })
    expect(found).toMatchObject(whole)
  }, 300_000)

  test('one is held up in the middle of its work: nothing is done a second time', async () => {
    const found = await pauseNode(await site(), { times: 1, hands: 4, nodes: 2, seconds: 6, timers: 10 })
    expect(found).toMatchObject({ ...whole, late: 0, twice: 0 })
    expect(found.fired).toBeGreaterThanOrEqual(10)
  }, 300_000)

  test('their clocks are hours apart: the database’s clock counts', async () => {
    const found = await clocks(await site(), { times: 1, hands: 4, timers: 5 })
    expect(found).toMatchObject({ ...whole, wrong: 0 })
  }, 300_000)

  test('of 50 who answer one todo at once exactly one wins; the others hear who it was and when', async () => {
    const found = await race(await site(), { times: 3, hands: 50, nodes: 2 })
    expect(found).toMatchObject({ ...whole, unclear: 0 })
  }, 300_000)
})

test('what is repeated with its key after a crash gets the same answer and happened once', async () => {
  const found = await repeatKeys(await site(), { times: 1, hands: 8 })
  expect(found).toMatchObject({ ...whole, differ: 0 })
}, 300_000)
