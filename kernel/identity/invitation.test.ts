import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Refused } from '../refused.ts'
import { readDirectory } from './directory.ts'
import { employ, type Ground, openGround, plant } from './fixture.ts'
import { acceptInvitation, invite, readInvitation } from './invitation.ts'
import { hashPassword } from './password.ts'
import { sessionLimits, sessionOf, signIn } from './session.ts'

const start = new Date('2026-11-23T01:00:00Z')
const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
const password = 'Mian-liao_36'
const fresh = 'Cai-chuang_72'
const desk = { ip: '10.1.1.7', agent: 'Firefox' }

let ground: Ground
let cheng: string
let gu: string
let fang: string
let han: string
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())
beforeEach(async () => {
  const tables = 'person, role_holder, credential, session, attempt, invitation, event, install'
  await ground.owner.query(`truncate ${tables} cascade`)
  await ground.owner.query(`insert into install (mode, company) values ('real', '织禾家居集团')`)
  cheng = await employ(ground.owner, '程诗雨', 'chengshiyu', password, start)
  gu = await employ(ground.owner, '顾维嘉', 'guweijia', password, start)
  fang = await employ(ground.owner, '方立群', 'fangliqun', password, start)
  han = (await plant(ground.owner, 'person', { no: '0412', name: '韩大勇' }, start)).id
  for (const [role, person] of [
    ['administrator', cheng],
    ['administrator', gu],
    ['organiser', fang],
  ])
    await plant(ground.owner, 'role_holder', { role, person, since: '2026-01-01' }, start)
})

const directory = () => readDirectory(ground.db.writer, '2026-11-23')
const give = async (person: string, by = cheng, now = start) =>
  invite(ground.db.writer, await directory(), { person, by, ...desk }, now)
const accept = async (token: string, more: object = {}, now = minutes(5)) =>
  acceptInvitation(
    ground.db.writer,
    await directory(),
    { token, login: 'handayong', password: fresh, ...desk, ...more },
    now,
  )
const look = async (token: string, now = start) => readInvitation(ground.db.writer, await directory(), token, desk, now)
const enter = (login: string, secret: string, now = minutes(10)) =>
  signIn(ground.db.writer, { login, password: secret, ...desk }, now)
const isSignedIn = async (token: string, now = minutes(10)) =>
  (await sessionOf(ground.db.writer, token, now, sessionLimits.real)) !== undefined
const refusal = (promise: Promise<unknown>): Promise<Refused> =>
  promise.then(
    () => expect.fail('it was accepted'),
    (error: Refused) => error,
  )
const told = async () =>
  (await ground.owner.query('select action, person, after from event order by id')).rows.map(
    (row) => `${row.action} ${row.person} ${row.after.person}`,
  )

describe('a link to join', () => {
  test('a stranger gets nowhere without one', async () => {
    for (const token of ['', 'guess', 'x'.repeat(43)]) {
      expect(await refusal(look(token))).toMatchObject({ code: 'absent' })
      expect(await refusal(accept(token))).toMatchObject({ code: 'absent' })
    }
    expect((await ground.owner.query('select from credential where person = $1', [han])).rowCount).toBe(0)
  })

  test('says whom it is for, and gives an account with which one is signed in at once', async () => {
    const { token, kind, expiresAt } = await give(han)
    expect([kind, expiresAt]).toEqual(['join', minutes(72 * 60)])
    expect(await look(token)).toMatchObject({ name: '韩大勇', company: '织禾家居集团', kind: 'join', login: null })
    const opened = await accept(token, { login: ' HanDayong ' })
    expect(opened.person).toBe(han)
    expect(await isSignedIn(opened.token)).toBe(true)
    expect((await enter('handayong', fresh)).person).toBe(han)
  })

  test('who invited whom and who accepted is in the journal; the database holds nothing that opens the link', async () => {
    const { token } = await give(han)
    await accept(token)
    expect(await told()).toEqual([`invite-join ${cheng} ${han}`, `accept-join ${han} ${han}`, `sign-in ${han} ${han}`])
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const { rows } = await ground.owner.query(
      `select concat((select string_agg(i::text || encode(digest, 'escape'), '') from invitation i),
                     (select string_agg(e::text, '') from event e)) as kept`,
    )
    expect(rows[0].kept).not.toContain(token)
  })

  test('names every wrong field at once, and still works afterwards', async () => {
    const { token } = await give(han)
    const wrong = await refusal(accept(token, { login: 'a b', password: '123456' }))
    expect([wrong.code, Object.keys(wrong.detail.fields ?? {})]).toEqual(['invalid', ['login', 'password']])
    expect((await refusal(accept(token, { login: 'ＦangLiqun' }))).detail.fields).toEqual({
      login: '登录名：已经有人用了，请换一个',
    })
    const own = await refusal(accept(token, { password: 'HanDayong#2027' }))
    expect(own.detail.fields?.password).toContain('不能包含登录名')
    expect((await accept(token)).person).toBe(han)
  })

  test('works once', async () => {
    const { token } = await give(han)
    await accept(token)
    expect((await refusal(accept(token, { login: 'another' }))).message).toContain('已经用过了')
    expect((await refusal(look(token, minutes(6)))).message).toContain('已经用过了')
  })

  test('is over after 72 hours, and says whom to ask', async () => {
    const { token } = await give(han)
    expect((await look(token, minutes(72 * 60 - 1))).name).toBe('韩大勇')
    expect((await refusal(accept(token, {}, minutes(72 * 60)))).message).toContain('请找系统管理员程诗雨要一个新的')
  })

  test('ends when a newer one is made for the same person, and only then', async () => {
    const [older, other] = [await give(han), await give(fang)]
    const newer = await give(han, gu)
    expect(await refusal(accept(older.token))).toMatchObject({ code: 'absent' })
    expect((await look(other.token)).name).toBe('方立群')
    expect((await accept(newer.token)).person).toBe(han)
  })

  test('of two made at once one is open', async () => {
    const made = await Promise.all([give(han), give(han, gu), give(han)])
    const open = await Promise.allSettled(made.map(({ token }) => look(token)))
    expect(open.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('sent twice at once makes one account', async () => {
    const { token } = await give(han)
    const outcomes = await Promise.allSettled([accept(token), accept(token), accept(token, { login: 'dayong' })])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason.message).toContain('已经用过了')
    expect((await ground.owner.query('select from credential where person = $1', [han])).rowCount).toBe(1)
  })

  test('of two people who want one name at once, one gets it and the other may choose again', async () => {
    const { id: wei } = await plant(ground.owner, 'person', { no: '0413', name: '尉迟岚' }, start)
    const [first, second] = [await give(han), await give(wei)]
    const outcomes = await Promise.allSettled([first, second].map(({ token }) => accept(token, { login: 'lan' })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = outcomes[0]?.status === 'rejected' ? first : second
    expect((await accept(loser.token, { login: 'lan2' })).token).toBeDefined()
  })

  test('is dead for a person who left, and so is that of an administrator who no longer is one', async () => {
    const [gone, orphan] = [await give(han), await give(fang, gu)]
    await ground.owner.query(`update person set status = 'left' where id = $1`, [han])
    await ground.owner.query(`update role_holder set status = 'closed' where person = $1`, [gu])
    for (const { token } of [gone, orphan]) {
      expect(await refusal(look(token))).toMatchObject({ code: 'absent' })
      expect(await refusal(accept(token))).toMatchObject({ code: 'absent' })
    }
  })
})

describe('a link to reset', () => {
  test('sets a new password, keeps the name, and ends all sessions of the person and of nobody else', async () => {
    const [phone, computer, other] = [
      await enter('fangliqun', password, start),
      await enter('fangliqun', password, start),
      await enter('guweijia', password, start),
    ]
    const { token, kind, expiresAt } = await give(fang)
    expect([kind, expiresAt]).toEqual(['reset', minutes(30)])
    expect((await look(token)).login).toBe('fangliqun')
    const opened = await accept(token, { login: 'guweijia' })
    expect([opened.person, await isSignedIn(opened.token)]).toEqual([fang, true])
    expect([await isSignedIn(phone.token), await isSignedIn(computer.token)]).toEqual([false, false])
    expect(await isSignedIn(other.token)).toBe(true)
    expect(await refusal(enter('fangliqun', password))).toMatchObject({ code: 'invalid' })
    expect((await enter('fangliqun', fresh)).person).toBe(fang)
    expect((await enter('guweijia', password)).person).toBe(gu)
    expect(await told()).toEqual(
      expect.arrayContaining([`invite-reset ${cheng} ${fang}`, `accept-reset ${fang} ${fang}`]),
    )
  })

  test('leaves the old password as it is until it is used, and is over after half an hour', async () => {
    const { token } = await give(fang)
    expect((await enter('fangliqun', password)).person).toBe(fang)
    expect((await look(token, minutes(29))).kind).toBe('reset')
    expect(await refusal(accept(token, {}, minutes(30)))).toMatchObject({ code: 'absent' })
  })

  test('lifts the lock of an account whose holder has forgotten the password', async () => {
    for (let i = 0; i < 5; i += 1) await refusal(enter('fangliqun', `wrong ${i}`, start))
    expect(await refusal(enter('fangliqun', password, start))).toMatchObject({ code: 'forbidden' })
    await accept((await give(fang)).token)
    expect((await enter('fangliqun', fresh)).person).toBe(fang)
  })

  test('a sign-in with the old password that is under way at that moment comes to nothing', async () => {
    await ground.owner.query('begin')
    await ground.owner.query('update credential set hash = $2 where person = $1', [fang, await hashPassword(fresh)])
    const late = refusal(enter('fangliqun', password))
    await setTimeout(300)
    await ground.owner.query('commit')
    expect(await late).toMatchObject({ code: 'invalid' })
    expect((await enter('fangliqun', fresh)).person).toBe(fang)
  })
})

describe('who may give links', () => {
  test('an administrator, also to another administrator', async () => {
    expect((await give(gu)).kind).toBe('reset')
  })

  test('not the organiser, to nobody, least of all to an administrator; nor an employee', async () => {
    for (const [by, person] of [
      [fang, han],
      [fang, cheng],
      [han, fang],
    ] as const)
      expect(await refusal(give(person, by))).toMatchObject({ code: 'forbidden' })
    expect(await told()).toEqual([
      `invite-refused ${fang} ${han}`,
      `invite-refused ${fang} ${cheng}`,
      `invite-refused ${han} ${fang}`,
    ])
    expect((await ground.owner.query('select from invitation')).rowCount).toBe(0)
  })

  test('not an administrator who left or whose role was taken back', async () => {
    await ground.owner.query(`update person set status = 'left' where id = $1`, [gu])
    expect(await refusal(give(han, gu))).toMatchObject({ code: 'forbidden' })
    await ground.owner.query(`update role_holder set status = 'closed' where person = $1`, [cheng])
    expect(await refusal(give(han))).toMatchObject({ code: 'forbidden' })
  })

  test('not to oneself, to a person who left, or to nobody', async () => {
    expect((await refusal(give(cheng))).message).toContain('修改密码')
    await ground.owner.query(`update person set status = 'left' where id = $1`, [han])
    expect((await refusal(give(han))).message).toContain('不在职')
    expect(await refusal(give('00000000-0000-4000-8000-000000000000'))).toMatchObject({ code: 'absent' })
    expect((await told()).every((line) => line.startsWith(`invite-refused ${cheng}`))).toBe(true)
  })
})

describe('guessing links', () => {
  test('counts with wrong passwords: twenty from one address lock both', async () => {
    for (let i = 0; i < 10; i += 1) await refusal(look(`guess ${i}`))
    for (let i = 0; i < 10; i += 1) await refusal(enter(`nobody${i}`, 'wrong', start))
    const { token } = await give(han)
    for (const locked of [() => look(token), () => accept(token), () => enter('fangliqun', password, start)])
      expect(await refusal(locked())).toMatchObject({ code: 'forbidden' })
    expect((await accept(token, { ip: '10.1.1.8' })).person).toBe(han)
  })

  test('an old link that many people open again locks nobody', async () => {
    const { token } = await give(han)
    await accept(token)
    for (let i = 0; i < 25; i += 1) expect(await refusal(look(token))).toMatchObject({ code: 'absent' })
    expect((await enter('fangliqun', password)).person).toBe(fang)
  })
})
