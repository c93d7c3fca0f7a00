import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '#test/checkout.ts'
import { temporaryDirectory } from '#test/database.ts'
import { killApp, killPostgres } from './checks.ts'

const site = async () => ({ directory: join(temporaryDirectory('faults-'), 'data'), port: await freePort() })
const whole = { lost: 0, doubled: 0, stuck: 0, problems: [] }

describe('kill -9 in the middle of approvals: what was acknowledged is there once, the rest is not half there', () => {
  test('of the server, three times', async () => {
    const found = await killApp(await site(), { times: 3, hands: 4 })
    expect(found).toMatchObject(whole)
    expect(found.acknowledged).toBeGreaterThan(40)
  }, 120_000)

  test('of PostgreSQL, three times; the server stays up', async () => {
    const found = await killPostgres(await site(), { times: 3, hands: 4 })
    expect(found).toMatchObject({ ...whole, died: 0 })
    expect(found.acknowledged).toBeGreaterThan(40)
  }, 120_000)
})
