import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, openGround } from '../identity/fixture.ts'
import { missingWords, missingYears, readCalendar, seedCalendar } from './seed.ts'
import { isWorkday } from './workday.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

test('the official days come in once, and every clock reads them', async () => {
  expect(await seedCalendar(ground.db.writer, [2025, 2026])).toBeGreaterThan(60)
  expect(await seedCalendar(ground.db.writer, [2025, 2026])).toBe(0)
  const calendar = await readCalendar(ground.db.writer)
  expect([isWorkday('2026-10-01', calendar), isWorkday('2026-10-10', calendar)]).toEqual([false, true])
})

test('what the company decided for itself stays, a wrong official day is corrected', async () => {
  await ground.owner.query(`insert into calendar_day values ('2026-05-21', false, '司庆', 'company')
    on conflict (day) do update set works = excluded.works, origin = excluded.origin`)
  await ground.owner.query(`update calendar_day set works = true, origin = 'company' where day = '2026-10-02'`)
  await ground.owner.query(`update calendar_day set works = true where day = '2026-10-01'`)
  expect(await seedCalendar(ground.db.writer, [2026])).toBe(1)
  const calendar = await readCalendar(ground.db.writer)
  expect(['2026-05-21', '2026-10-01', '2026-10-02'].map((day) => isWorkday(day, calendar))).toEqual([
    false,
    false,
    true,
  ])
})

test('a year without official data is told loudly', async () => {
  const calendar = await readCalendar(ground.db.writer)
  expect(missingYears(calendar, [2026, 2027])).toEqual([2027])
  expect(missingWords([2027])).toContain('工作日历缺 2027 年的法定节假日和调休')
  expect(missingWords([])).toBeUndefined()
})
