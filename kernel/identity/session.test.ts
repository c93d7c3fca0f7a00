import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Refused } from '../refused.ts'
import { countAttempt } from './attempt.ts'
import { employ, type Ground, openGround } from './fixture.ts'
import { endSessions, openSession, openSessions, sessionLimits, sessionOf, signIn, signOut } from './session.ts'

const start = new Date('2026-11-23T01:00:00Z')
const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
const password = 'Mian-liao_36'
const desk = { ip: '10.1.1.7', agent: 'Firefox' }

let ground: Ground
let fang: string
beforeAll(async () => {
  ground = await openGround()
  fang = await employ(ground.owner, '方立群', 'fangliqun', password, start)
  await employ(ground.owner, '尉迟岚', 'yuchilan', 'Ce-hua_2027年', start)
})
afterAll(() => ground.close())
beforeEach(async () => {
  await ground.owner.query('delete from attempt')
})

const enter = (more: object = {}, now = start) =>
  signIn(ground.db.writer, { login: 'fangliqun', password, ...desk, ...more }, now)
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: Refused) => ({ code: error.code, message: error.message, at: error.detail.at }),
  )
const open = (token: string, now: Date, mode: 'real' | 'demo' = 'real') =>
  sessionOf(ground.db.writer, token, now, sessionLimits[mode])
const mistype = async (count: number, more: object = {}, now = start) => {
  for (let i = 0; i < count; i += 1) await refusal(enter({ password: `wrong ${i}`, ...more }, now))
}

describe('signing in', () => {
  test('a stranger with a made-up token has no session', async () => {
    expect(await open('made-up', start)).toBeUndefined()
  })

  test('name and password open a session; the name in any case and width', async () => {
    const { token, person } = await enter({ login: ' ＦangLiqun ' })
    expect(person).toBe(fang)
    expect((await open(token, minutes(1)))?.person).toBe(fang)
  })

  test('the database holds nothing that opens a session', async () => {
    const { token } = await enter()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const { rows } = await ground.owner.query('select session::text || encode(digest, $1) as kept from session', [
      'escape',
    ])
    expect(rows.some((row) => row.kept.includes(token))).toBe(false)
  })

  test('every sign-in has a new token, and ends the session that the browser had', async () => {
    const first = await enter()
    const second = await enter({ replaces: first.token })
    expect(second.token).not.toBe(first.token)
    expect(await open(first.token, start)).toBeUndefined()
    expect(await open(second.token, start)).toBeDefined()
  })

  test('a wrong password and an unknown name read the same and take the same time', async () => {
    const timed = async (login: string) => {
      const begun = performance.now()
      const answer = await refusal(enter({ login, password: 'not it' }))
      return { answer, took: performance.now() - begun }
    }
    const rounds: Record<'known' | 'unknown', Awaited<ReturnType<typeof timed>>>[] = []
    for (let i = 0; i < 9; i += 1) {
      rounds.push({ known: await timed('fangliqun'), unknown: await timed(`nobody${i}`) })
      // So many failures would shut the account, which is answered otherwise and at once.
      await ground.owner.query('delete from attempt')
    }
    for (const { known, unknown } of rounds) expect(unknown.answer).toEqual(known.answer)
    const median = (who: 'known' | 'unknown') =>
      rounds.map((round) => round[who].took).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)]!
    expect(median('unknown')).toBeGreaterThan(median('known') * 0.6)
    expect(median('known')).toBeGreaterThan(median('unknown') * 0.6)
  })

  test('sign-ins, refused ones and sign-outs are in the journal, without what was typed', async () => {
    await ground.owner.query('truncate event')
    await mistype(1, { login: 'my-secret-password' })
    await mistype(1)
    const { token } = await enter({ agent: 'Edge\n2026-11-23 forged line' })
    await signOut(ground.db.writer, token, desk, minutes(5))
    const { rows } = await ground.owner.query('select action, person, after, origin from event order by id')
    expect(rows).toEqual([
      { action: 'sign-in-refused', person: null, after: { person: null }, origin: '10.1.1.7 Firefox' },
      { action: 'sign-in-refused', person: null, after: { person: fang }, origin: '10.1.1.7 Firefox' },
      { action: 'sign-in', person: fang, after: { person: fang }, origin: '10.1.1.7 Edge 2026-11-23 forged line' },
      { action: 'sign-out', person: fang, after: { person: fang }, origin: '10.1.1.7 Firefox' },
    ])
    const dump = await ground.owner.query(
      `select string_agg(e::text, '') || (select string_agg(a::text, '') from attempt a) as all from event e`,
    )
    expect(dump.rows[0].all).not.toContain('my-secret-password')
  })
})

describe('a session', () => {
  test('ends after half an hour of doing nothing', async () => {
    const { token } = await enter()
    expect(await open(token, minutes(29))).toBeDefined()
    expect(await open(token, minutes(58))).toBeDefined()
    expect(await open(token, minutes(89))).toBeUndefined()
  })

  test('ends after twelve hours, however busy', async () => {
    const { token } = await enter()
    for (let at = 20; at < 720; at += 20) expect(await open(token, minutes(at))).toBeDefined()
    expect(await open(token, minutes(721))).toBeUndefined()
  })

  test('in the demo, ends after twelve hours only', async () => {
    const { token } = await openSession(ground.db.writer, fang, desk, start)
    expect(await open(token, minutes(700), 'demo')).toBeDefined()
    expect(await open(token, minutes(721), 'demo')).toBeUndefined()
  })

  test('writes that it was used once a minute at most', async () => {
    const { token } = await enter()
    const seen = async () =>
      (
        await ground.owner.query('select seen_at from session where digest = sha256($1)', [Buffer.from(token)])
      ).rows[0].seen_at.toISOString()
    await open(token, new Date(start.getTime() + 59_000))
    expect(await seen()).toBe(start.toISOString())
    await open(token, minutes(1))
    expect(await seen()).toBe(minutes(1).toISOString())
  })

  test('ends by signing out, and with all others of the person when rights change', async () => {
    const [phone, computer, left] = [await enter(), await enter(), await enter()]
    await signOut(ground.db.writer, left.token, desk, start)
    expect(await open(left.token, start)).toBeUndefined()
    expect(await open(phone.token, start)).toBeDefined()
    expect(await endSessions(ground.db.writer, fang, null, 'test', start)).toBeGreaterThanOrEqual(2)
    expect(await open(phone.token, start)).toBeUndefined()
    expect(await open(computer.token, start)).toBeUndefined()
  })

  test('is over at once when the person leaves, and there is no new one, in the words of a wrong password', async () => {
    const person = await employ(ground.owner, '韩大勇', 'handayong', password, start)
    const { token } = await enter({ login: 'handayong' })
    const digest = (await open(token, start))?.digest ?? ''
    const still = () => openSessions(ground.db.writer, [digest], start, sessionLimits.real)
    expect(await still()).toEqual(new Set([digest]))
    await ground.owner.query(`update person set status = 'left' where id = $1`, [person])
    expect(await open(token, start)).toBeUndefined()
    expect(await still()).toEqual(new Set())
    expect(await refusal(enter({ login: 'handayong' }))).toEqual(await refusal(enter({ password: 'wrong' })))
  })
})

describe('trying passwords out', () => {
  test('five failures lock the account for a quarter of an hour, even for the right password', async () => {
    await mistype(5)
    expect(await refusal(enter({}, minutes(3)))).toEqual({
      code: 'forbidden',
      message: '试错的次数太多，为了安全先停一停。请过 12 分钟再试；忘了密码，请找系统管理员重设。',
      at: minutes(15).toISOString(),
    })
    expect(await refusal(enter({}, minutes(14)))).toBeDefined()
    expect((await enter({}, minutes(15))).person).toBe(fang)
  })

  test('an unknown name locks like a known one', async () => {
    await mistype(5)
    await mistype(5, { login: 'nobody' })
    expect(await refusal(enter({ login: 'nobody' }))).toEqual(await refusal(enter()))
  })

  test('the lock lasts its quarter of an hour also when the failures were spread over fourteen minutes', async () => {
    for (let i = 0; i < 5; i += 1) await mistype(1, {}, minutes(i * 3.5))
    expect((await refusal(enter({}, minutes(28))))?.code).toBe('forbidden')
    expect((await enter({}, minutes(29))).person).toBe(fang)
  })

  test('a failure now and then never locks, and success forgets the failures before it', async () => {
    for (let i = 0; i < 8; i += 1) await mistype(1, {}, minutes(i * 5))
    await ground.owner.query('delete from attempt')
    await mistype(4)
    await enter()
    await mistype(4)
    expect((await enter()).person).toBe(fang)
  })

  test('other names and other addresses go on while one account is locked', async () => {
    await mistype(5)
    expect(
      (await signIn(ground.db.writer, { login: 'yuchilan', password: 'Ce-hua_2027年', ...desk }, start)).token,
    ).toBeDefined()
  })

  test('twenty failures lock the address, whatever the names; the same network of IPv6 is one address', async () => {
    for (let i = 0; i < 20; i += 1) await mistype(1, { login: `name${i}`, ip: `2001:db8:0:7::${i + 1}` })
    expect((await refusal(enter({ ip: '2001:db8:0:7:ffff::9' })))?.code).toBe('forbidden')
    expect((await enter({ ip: '2001:db8:0:8::1' })).person).toBe(fang)
  })

  test('forty wrong passwords sent at once are not forty tries', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => refusal(enter({ password: `guess ${i}` }))))
    expect(answers.filter((answer) => answer?.code === 'invalid')).toHaveLength(5)
    expect(answers.filter((answer) => answer?.code === 'forbidden')).toHaveLength(35)
  })

  test('nor on many nodes at once, which share nothing but the database', async () => {
    const counted = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => countAttempt(ground.db.writer, 'fangliqun', `10.2.0.${i}`, start)),
    )
    expect(counted.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5)
  })

  test('thirty people of one office who sign in at once all get in', async () => {
    const tries = await Promise.all(Array.from({ length: 30 }, () => enter()))
    expect(new Set(tries.map((opened) => opened.token)).size).toBe(30)
  })
})
