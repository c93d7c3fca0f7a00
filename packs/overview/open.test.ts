import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '#kernel/pack.ts'
import { text } from '#kernel/record/field.ts'
import { isNarrower, opennessOf } from '#kernel/record/openness.ts'
import { record } from '#kernel/record/record.ts'
import type { Who } from '#kernel/record/who.ts'
import { packs } from '#packs/index.ts'
import { openWorld, type World } from '#test/world.ts'
import type { OpennessView } from './open.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ledger = (read: Who, because?: string) =>
  record('secret', {
    label: '薪酬台账',
    nature: 'ledger',
    title: 'title',
    fields: { title: text('标题', { required: true }) },
    states: { active: '在用' },
    allow: { read, create: 'nobody', edit: 'nobody' },
    views: { list: ['title'] },
    ...(because ? { because } : {}),
  })
const boot = (def: ReturnType<typeof ledger>) =>
  assemble({ ...packs, pay: { name: 'pay', label: '薪酬', records: { secret: def } } })

describe('一类内容一个默认', () => {
  test.each([
    ['everyone', 'open'],
    [[{ holder: 'createdBy' }, { role: 'organiser' }], 'scope'],
    [{ unitTree: 'createdUnit' }, 'scope'],
    [{ holder: 'createdBy' }, 'concerned'],
    [[{ holder: 'createdBy' }, 'todo'], 'concerned'],
    ['nobody', 'concerned'],
  ] as const)('%j 是 %s', (read, group) => {
    expect(opennessOf(read as Who)).toBe(group)
  })

  // @covers PRN-03
  test('台账不让全员看，又不写理由，系统不启动，并说出是哪一个；写了理由就能', () => {
    expect(() => boot(ledger({ role: 'organiser' }))).toThrow(/secret：能看的人比这一类默认的少.*because/)
    expect(() => boot(ledger({ role: 'organiser' }, '  '))).toThrow(/because/)
    expect(() => boot(ledger({ role: 'organiser' }, '薪酬只限当事人和授权的人'))).not.toThrow()
    expect(() => boot(ledger('everyone'))).not.toThrow()
  })

  test('产品里收窄了的每一类都有理由', () => {
    const narrower = Object.values(assemble(packs).records).filter(isNarrower)
    expect(narrower.map(({ name }) => name)).toContain('policy_import')
    expect(narrower.filter(({ because }) => !because)).toEqual([])
  })
})

describe('公开与保密', () => {
  test('没有登录的人看不到；员工看得到每一类谁能看、为什么，和真正拦人的是同一条规则', async () => {
    expect((await world.app.request('http://127.0.0.1/api/view/overview/openness')).status).toBe(401)
    const clerk = await world.as('许知')
    const { lines } = (await (await clerk.send('GET', '/api/view/overview/openness')).json()) as OpennessView
    const lineOf = (name: string) => lines.find((line) => line.name === name)
    expect(lineOf('policy')).toMatchObject({ default: 'open', now: 'open', changed: null, who: '所有员工' })
    expect(lineOf('project')).toMatchObject({ default: 'scope', now: 'scope', changed: null })
    expect(lineOf('policy_import')).toMatchObject({ changed: 'narrower', because: expect.stringContaining('原件') })
    for (const { name, now } of lines.filter((line) => line.now !== 'open'))
      expect([name, now, (await clerk.list(name)).rows]).toEqual([name, now, []])
  })
})
