import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'

let world: World
let writer: Someone
let reader: Someone
beforeAll(async () => {
  world = await openWorld()
  writer = await world.as('许知')
  reader = await world.as('白薇')
})
afterAll(() => world.close())

const lesson = {
  title: '先试六家再推开',
  category: 'lesson',
  body: '试点三个月，配送线路改了两次才定下来。',
  tags: '试点 配送',
}

test('别人的草稿看不到，也改不了、发布不了', async () => {
  const { row } = await writer.create('article', lesson)
  expect((await reader.list('article', { q: '六家' })).rows).toEqual([])
  const tries: (() => Promise<unknown>)[] = [
    () => reader.get('article', row.id),
    () => reader.edit('article', row.id, { title: '改' }, row.version),
    () => reader.act('article', row.id, 'publish'),
  ]
  for (const tried of tries) expect(await refusal(tried())).toMatchObject({ status: 404, code: 'absent' })
})

test('发布以后人人能按标题、内容和标签找到；停用要写原因，作者可以改了再发布', async () => {
  const { id } = (await writer.create('article', lesson, 'publish')).row
  for (const q of ['先试', '改了两次', '配送']) {
    const { rows } = await reader.list('article', { q })
    expect([q, rows.map((row) => row.id)]).toEqual([q, [id]])
  }
  expect(await refusal(reader.act('article', id, 'retire', { opinion: '旧了' }))).toMatchObject({ status: 403 })
  expect((await refusal(writer.act('article', id, 'retire'))).fields).toHaveProperty('opinion')
  await writer.act('article', id, 'retire', { opinion: '线路已经换了。' })
  const back = await writer.act('article', id, 'revise')
  await writer.edit('article', id, { body: '第二版线路见附件。' }, back.row.version)
  expect((await writer.act('article', id, 'publish')).row.status).toBe('published')
})

test('来源只能由规则写，页面上是一个链接；来源的编号不给页面', async () => {
  const refused = await refusal(writer.create('article', { ...lesson, source_record: 'project', source_id: 'x' }))
  expect(Object.keys(refused.fields ?? {}).sort()).toEqual(['source_id', 'source_record'])
  const meta = await (await reader.send('GET', '/api/meta/article')).json()
  const names = meta.fields.map((field: { name: string }) => field.name)
  expect(names).toContain('source')
  expect(names).not.toContain('source_id')
})
