import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Refused } from '../refused.ts'
import { changePassword } from './credential.ts'
import { employ, type Ground, openGround } from './fixture.ts'
import { sessionLimits, sessionOf, signIn } from './session.ts'

const now = new Date('2026-11-23T01:00:00Z')
const password = 'Mian-liao_36'
const fresh = 'Cai-chuang_72'
const desk = { ip: '10.1.1.7', agent: 'Firefox' }

let ground: Ground
let fang: string
beforeAll(async () => {
  ground = await openGround()
  await ground.owner.query(`insert into install (mode, company) values ('real', '织禾家居集团')`)
})
afterAll(() => ground.close())
beforeEach(async () => {
  await ground.owner.query('truncate person, credential, session, attempt, event cascade')
  fang = await employ(ground.owner, '方立群', 'fangliqun', password, now)
})

const change = (more: object = {}) =>
  changePassword(ground.db.writer, { person: fang, old: password, new: fresh, ...desk, ...more }, now)
const enter = (secret: string) => signIn(ground.db.writer, { login: 'fangliqun', password: secret, ...desk }, now)
const isSignedIn = async (token: string) =>
  (await sessionOf(ground.db.writer, token, now, sessionLimits.real)) !== undefined
const refusal = (promise: Promise<unknown>): Promise<Refused> =>
  promise.then(
    () => expect.fail('it was accepted'),
    (error: Refused) => error,
  )

describe("changing one's own password", () => {
  test('the new one counts from now on, and only the session that changed it goes on, with a new token', async () => {
    const [here, phone] = [await enter(password), await enter(password)]
    const opened = await change()
    expect(await isSignedIn(opened.token)).toBe(true)
    expect([await isSignedIn(here.token), await isSignedIn(phone.token)]).toEqual([false, false])
    expect(await refusal(enter(password))).toMatchObject({ code: 'invalid' })
    expect((await enter(fresh)).person).toBe(fang)
    const { rows } = await ground.owner.query(`select person from event where action = 'change-password'`)
    expect(rows).toEqual([{ person: fang }])
  })

  test('a wrong old one changes nothing, and every wrong field is named at once', async () => {
    const { token } = await enter(password)
    const wrong = await refusal(change({ old: 'not it', new: '123456' }))
    expect([wrong.code, Object.keys(wrong.detail.fields ?? {})]).toEqual(['invalid', ['old', 'new']])
    expect(await isSignedIn(token)).toBe(true)
    expect((await enter(password)).person).toBe(fang)
    const { rows } = await ground.owner.query(`select person from event where action = 'change-password-refused'`)
    expect(rows).toEqual([{ person: fang }])
  })

  test('wrong old ones lock the account like wrong sign-ins, together with them', async () => {
    for (let i = 0; i < 3; i += 1) await refusal(change({ old: `wrong ${i}` }))
    for (let i = 0; i < 2; i += 1) await refusal(enter(`wrong ${i}`))
    expect(await refusal(change())).toMatchObject({ code: 'forbidden' })
    expect(await refusal(enter(password))).toMatchObject({ code: 'forbidden' })
  })

  test('a new one that breaks the rules is no failed try, and the same one again is no new one', async () => {
    for (let i = 0; i < 6; i += 1)
      expect(Object.keys((await refusal(change({ new: 'short' }))).detail.fields ?? {})).toEqual(['new'])
    expect((await refusal(change({ new: password }))).detail.fields?.new).toContain('和原来的一样')
    expect((await change()).person).toBe(fang)
  })

  test('sent twice at once it is changed once', async () => {
    const outcomes = await Promise.allSettled([change(), change({ new: 'Duan-mian_9000' })])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
