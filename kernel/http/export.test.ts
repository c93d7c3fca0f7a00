import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type Someone, type World } from '#test/world.ts'

let world: World
let clerk: Someone
beforeAll(async () => {
  world = await openWorld()
  clerk = await world.as('许知')
  for (const [title, budget] of [
    ['一号店改造', '12800.50'],
    ['=二号店扩建', '300000.00'],
  ] as const)
    await clerk.create('project', { ...plan, title, budget, unit: await world.unit('江州店') })
})
afterAll(() => world.close())

const plan = { background: '旧', goal: '新', content: '改', schedule: '三个月', units: 'one' }

/** The words and numbers of an exported list, row by row. */
async function rowsOf(who: Someone, path: string): Promise<string[][]> {
  const answer = await who.send('GET', path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('spreadsheetml')
  const bytes = Buffer.from(await answer.arrayBuffer())
  const name = bytes.indexOf('xl/worksheets/sheet1.xml')
  const sheet = inflateRawSync(bytes.subarray(name + 'xl/worksheets/sheet1.xml'.length)).toString()
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row!.matchAll(/<c [^>]*>(?:<is><t[^>]*>|<v>)(.*?)<\//gs)].map(([, value]) => value!),
  )
}

describe('谁能导出什么', () => {
  test('不相干的人：看不到的单据，表里也没有；没登录的人什么也拿不到', async () => {
    expect(await rowsOf(await world.as('白薇'), '/api/project/export')).toHaveLength(1)
    expect((await world.app.request('http://127.0.0.1/api/project/export')).status).toBe(401)
    expect((await clerk.send('GET', '/api/nothing/export')).status).toBe(404)
  })
})

describe('看到的就是导出的', () => {
  test('列、筛选、排序和列表一样；金额是数，部门和状态是字', async () => {
    const [heads, ...rows] = await rowsOf(clerk, '/api/project/export?sort=budget')
    expect(heads).toEqual(['编号', '项目名称', '申请部门', '预算', '项目级别', '项目负责人', '灯', '状态', '创建时间'])
    expect(rows.map((row) => row.slice(1, 4))).toEqual([
      ['一号店改造', '江州店', '12800.50'],
      ['=二号店扩建', '江州店', '300000.00'],
    ])
    expect(rows[0]).toContain('草稿')
    expect(await rowsOf(clerk, `/api/project/export?q=${encodeURIComponent('一号')}`)).toHaveLength(2)
    expect(await rowsOf(clerk, '/api/project/export?status=approved')).toHaveLength(1)
  })

  test('列表读不懂的条件，导出也用话拒绝，不是半份表', async () => {
    expect((await clerk.send('GET', '/api/project/export?nothing=1')).status).toBe(422)
  })
})
