import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import { faultyPolicy } from './critique/fixtures.ts'
import type { ShownProblem } from './diagnosis.ts'

let world: World
let organiser: Someone
let writer: Someone
let stranger: Someone
beforeAll(async () => {
  world = await openWorld()
  organiser = await world.as('程诗')
  writer = await world.as('苏禾')
  stranger = await world.as('许知')
})
afterAll(() => world.close())

const problems = async (who: Someone, query = ''): Promise<ShownProblem[]> => {
  const answer = await who.send('GET', `/api/view/policy/problems${query}`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { problems: ShownProblem[] }).problems
}
const ofKind = async (kind: string, query = '') => (await problems(stranger, query)).filter((one) => one.kind === kind)
const duty = async (unit: string, words: string, more: Record<string, unknown> = {}) => {
  const fields = { unit: await world.unit(unit), title: words, words, part: 'lead', ...more }
  return (await organiser.create('duty', fields, 'activate')).row.id
}
const imported = async () => {
  const file = await writer.upload('制度.txt', new TextEncoder().encode(faultyPolicy))
  const { row } = await writer.create('policy_import', { file, owner: await world.unit('运营部') }, 'read')
  return { reading: row, policy: String((await writer.act('policy_import', row.id, 'confirm')).row.policy) }
}

describe('职责诊断', () => {
  test('没登录的看不到', async () => {
    expect((await world.app.request('/api/view/policy/problems')).status).toBe(401)
  })

  // @covers ORG-06
  test('两个部门登记了同一件事：摆出两家的话；一家改成配合，就不再说', async () => {
    const one = await duty('运营部', '受理客户投诉，三天内答复。')
    const two = await duty('门店部', '负责客户投诉的处理。')
    const [found] = await ofKind('overlap')
    expect(found?.sides.map(({ holder, id }) => [holder, id])).toEqual([
      ['门店部', two],
      ['运营部', one],
    ])
    const { row } = await organiser.get('duty', two)
    await organiser.edit('duty', two, { part: 'assist' }, Number(row.version))
    expect(await ofKind('overlap')).toEqual([])
    await organiser.edit('duty', two, { part: 'lead' }, Number(row.version) + 1)
  })

  test('就是要几家一起办：写明理由留着，谁写的看得到；不相干的人写不了，没理由写不了', async () => {
    const [found] = await ofKind('overlap')
    const fields = { key: found?.id, kind: 'overlap', topic: found?.topic, reason: '门店先接，运营部兜底。' }
    expect(await refusal(stranger.create('kept_problem', fields))).toMatchObject({ status: 403 })
    expect(await refusal(writer.create('kept_problem', { ...fields, reason: '' }))).toMatchObject({ status: 422 })
    const { row } = await writer.create('kept_problem', fields)
    expect((await ofKind('overlap'))[0]?.kept).toEqual({ id: row.id, reason: '门店先接，运营部兜底。', by: '苏禾' })
    await writer.act('kept_problem', row.id, 'close')
    expect((await ofKind('overlap'))[0]?.kept).toBeNull()
  })

  // @covers PRN-05
  test('部门停用了，职责没了主；岗位有职责却没人；有人的部门没职责', async () => {
    const made = await organiser.create('unit', { name: '临时筹备处', since: '2020-01-01' })
    await duty('临时筹备处', '保管筹备资料')
    await organiser.act('unit', made.row.id, 'close')
    expect((await ofKind('ownerless')).map(({ topic }) => topic)).toEqual(['保管筹备资料'])

    const [vacant] = await world.sql<{ id: string }>(`select id from position where name = '副店长'`)
    await duty('江州店', '盘点店内商品', { position: vacant?.id })
    expect((await ofKind('vacant-post')).map(({ topic }) => topic)).toEqual(['江州店 副店长'])
    expect((await ofKind('idle-post')).map(({ topic }) => topic)).toEqual(['禾木公司'])
  })

  // @covers ORG-06
  test('一份制度自己的毛病：识别时就说，导入后照样说，落到条款上', async () => {
    const { reading, policy } = await imported()
    expect((reading.reading as { counts: object }).counts).toMatchObject({ overlaps: 5, gaps: 4 })
    const found = await problems(stranger, `?policy=${policy}`)
    expect(found.filter(({ kind }) => kind === 'gap' || kind === 'idle-unit').map(({ topic }) => topic)).toEqual([
      ...['损耗管理', '考核', '筹备资料：归档以后由谁保管', '督导部门'],
    ])
    const [losses] = found.filter(({ topic }) => topic === '损耗管理')
    const { row } = await stranger.get('clause', losses?.sides[0]?.id ?? '')
    expect(row).toMatchObject({ anchor: 't3', policy })
    expect(found.filter(({ kind }) => kind === 'uncarried').map(({ topic }) => topic)).toEqual(['盘点'])
  })

  test('条款有了落实，就不再说它没着落', async () => {
    const { policy } = await imported()
    const [losses] = (await problems(writer, `?policy=${policy}`)).filter(({ topic }) => topic === '损耗管理')
    const words = { words: '损耗盘查', kind: 'check', target: '损耗盘查' }
    await writer.create('carrier', { policy, clause: losses?.sides[0]?.id, ...words })
    const topics = (await problems(writer, `?policy=${policy}`)).map(({ topic }) => topic)
    expect(topics).not.toContain('损耗管理')
  })

  test('工作台：起草人看到几处重叠、几处没着落，别人没有这张卡', async () => {
    const cards = async (who: Someone) => (await (await who.send('GET', '/api/workbench')).json()).cards
    const card = (await cards(writer)).find(({ key }: { key: string }) => key === 'problems')
    const shown = (await problems(writer)).filter(({ kind }) =>
      ['overlap', 'ownerless', 'gap', 'idle-unit'].includes(kind),
    )
    expect(card.count).toBe(shown.length)
    expect(card.rows[0].title).toBe('1 处重叠')
    expect((await cards(stranger)).some(({ key }: { key: string }) => key === 'problems')).toBe(false)
  })
})
