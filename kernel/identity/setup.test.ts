import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '../db.ts'
import type { Refused } from '../refused.ts'
import { claimDatabase } from './demo-gate.ts'
import { type Ground, openGround, plant } from './fixture.ts'
import type { identityRecords } from './records.ts'
import { signIn } from './session.ts'
import { completeSetup, needsSetup, openSetup, type SetupForm, type SetupWork } from './setup.ts'

const now = new Date('2026-11-23T01:00:00Z')
const desk = { ip: '10.1.1.7', agent: 'Firefox' }

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
  await claimDatabase(ground.db.writer, 'real')
})
afterEach(() => ground.close())

const alone = <T>(run: (work: SetupWork) => Promise<T>) =>
  transaction(ground.db.writer, 'begin', (sql) =>
    run({
      now,
      sql: () => sql,
      create: (record, values) => plant(sql, record as keyof typeof identityRecords, values, now),
    }),
  )
const link = async () => new URLSearchParams((await openSetup(ground.db.writer))?.split('?')[1]).get('token') ?? ''
const form = async (more: Partial<SetupForm> = {}): Promise<SetupForm> => ({
  token: await link(),
  company: '织禾家居集团有限公司',
  name: '程诗雨',
  login: 'chengshiyu',
  password: 'Mian-liao_36',
  ...more,
})
const submit = (sent: SetupForm) => completeSetup(ground.db.writer, alone, sent)
const count = async (table: string) => (await ground.owner.query(`select count(*) from ${table}`)).rows[0].count

describe('the first run of the real thing', () => {
  test('nothing is there before it: no account, no person, no unit', async () => {
    for (const table of ['credential', 'person', 'unit', 'role_holder', 'session']) expect(await count(table)).toBe(0)
    expect(await needsSetup(ground.db.writer)).toBe(true)
  })

  test('a stranger without the link is refused, and so is the link of an earlier start', async () => {
    const earlier = await link()
    const latest = await form()
    for (const token of ['', 'guess', earlier])
      await expect(submit({ ...latest, token })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await count('credential')).toBe(0)
  })

  test('makes the company, its administrator and the rights to go on with', async () => {
    const person = await submit(await form())
    const { rows } = await ground.owner.query(
      `select unit.name as unit, position.rank, person.name, kind, array_agg(role order by role) as roles
       from appointment join person on person.id = appointment.person join position on position.id = appointment.position
       join unit on unit.id = position.unit join role_holder on role_holder.person = person.id
       group by 1, 2, 3, 4`,
    )
    expect(rows).toEqual([
      {
        unit: '织禾家居集团有限公司',
        rank: 'staff',
        name: '程诗雨',
        kind: 'main',
        roles: ['administrator', 'organiser'],
      },
    ])
    const signedIn = await signIn(ground.db.writer, { login: 'ChengShiyu', password: 'Mian-liao_36', ...desk }, now)
    expect(signedIn.person).toBe(person)
    expect((await ground.owner.query('select company, setup_digest from install')).rows).toEqual([
      { company: '织禾家居集团有限公司', setup_digest: null },
    ])
  })

  test('names every wrong field at once, and the link still works afterwards', async () => {
    const sent = await form()
    const refused: Refused = await submit({ ...sent, company: ' ', name: '', login: 'a b', password: '123456' }).then(
      () => expect.fail('it was accepted'),
      (error) => error,
    )
    expect(refused.code).toBe('invalid')
    expect(Object.keys(refused.detail.fields ?? {})).toEqual(['company', 'name', 'login', 'password'])
    expect(await count('credential')).toBe(0)
    await submit(sent)
    expect(await count('credential')).toBe(1)
  })

  test('submitted twice at once makes one company', async () => {
    const sent = await form()
    const outcomes = await Promise.allSettled([submit(sent), submit(sent), submit({ ...sent, login: 'other' })])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect([await count('unit'), await count('person'), await count('credential')]).toEqual([1, 1, 1])
    expect(await needsSetup(ground.db.writer)).toBe(false)
    expect(await openSetup(ground.db.writer)).toBeUndefined()
  })

  test('a failure in the middle leaves nothing behind, and the link still works', async () => {
    const sent = await form()
    const failing = <T>(run: (work: SetupWork) => Promise<T>) =>
      alone(async (work) => {
        await run(work)
        throw new Error('the power went')
      })
    await expect(completeSetup(ground.db.writer, failing, sent)).rejects.toThrow('the power went')
    expect([await count('unit'), await count('credential')]).toEqual([0, 0])
    await submit(sent)
    expect(await count('credential')).toBe(1)
  })
})
