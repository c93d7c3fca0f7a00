import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'

let world: World
let writer: Someone
beforeAll(async () => {
  world = await openWorld()
  writer = await world.as('苏禾')
})
afterAll(() => world.close())

const bytes = (text: string) => new TextEncoder().encode(text)
const uploaded = async (content: Uint8Array, name = '门店制度.txt') => {
  const file = await writer.upload(name, content)
  return (await writer.create('policy_import', { file })).row
}

describe('读不懂的文件：说明白，原件还在', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array<number>(400).fill(0)])
  test.each([
    ['图片', png, /图片/],
    ['压缩包', Uint8Array.from([0x50, 0x4b, 3, 4, ...Array<number>(400).fill(7)]), /./],
    ['既不是 UTF 也不是 GB18030 的', Uint8Array.from(Array(600).fill([0xff, 0x80, 0x01]).flat()), /./],
    ['只有空白的', bytes(' \n\n\t '), /./],
  ])('%s', async (_, content, words) => {
    const row = await uploaded(content)
    const refused = await refusal(writer.act('policy_import', row.id, 'read'))
    expect(refused).toMatchObject({ status: 422, fields: { file: expect.stringMatching(/[一-龥]/) } })
    expect(refused.message).toMatch(words)
    expect((await writer.get('policy_import', row.id)).row).toMatchObject({ status: 'uploaded', file: row.file })
    const kept = await writer.send('GET', `/api/files/${row.file}`)
    expect(new Uint8Array(await kept.arrayBuffer())).toEqual(new Uint8Array(content))
  })

  test('空文件不收', async () => {
    const answer = await writer.send('POST', '/api/files?name=空.txt', new Uint8Array())
    expect(answer.status).toBe(422)
    expect((await answer.json()).message).toContain('空的')
  })

  test('超过 500 KB 的制度文本：说多大、上限多少，别人不用等它；差一点到的读得完、导得进', async () => {
    const page = '第一条 总则\n各部门按本办法办理，定期检查执行情况，发现问题限期整改。\n'
    const long = (bytes: number) =>
      Buffer.from(`长篇管理制度\n${page.repeat(Math.floor(bytes / Buffer.byteLength(page)))}`)
    const file = await writer.upload('长篇.txt', long(600_000))
    const refused = await refusal(writer.create('policy_import', { file }, 'read'))
    expect(refused).toMatchObject({ status: 422, fields: { file: expect.stringMatching(/600 KB.*500 KB/) } })
    const near = await writer.upload('接近.txt', long(490_000))
    const owner = await world.unit('运营部')
    const { row } = await writer.create('policy_import', { file: near, owner }, 'read')
    expect((await writer.act('policy_import', row.id, 'confirm')).row.status).toBe('confirmed')
  })

  test('正好 10 MB 的收，再多一个字节就不收', async () => {
    const most = new Uint8Array(10 * 1024 * 1024).fill(0x61)
    expect((await writer.send('POST', '/api/files?name=大.txt', most)).status).toBe(201)
    const answer = await writer.send('POST', '/api/files?name=大.txt', Buffer.concat([most, Buffer.from('a')]))
    expect(answer.status).toBe(413)
    expect((await answer.json()).message).toMatch(/10 MB.*没有上传/)
  })

  test('30 MB 的看了长度就拒绝，不往下读', async () => {
    let taken = 0
    const body = new ReadableStream({
      pull: (controller) => {
        taken += 1_000_000
        controller.enqueue(new Uint8Array(1_000_000))
        if (taken >= 30_000_000) controller.close()
      },
    })
    const declared = await writer.send('POST', '/api/files?name=大.txt', new Uint8Array(3), {
      headers: { 'content-length': String(30 * 1024 * 1024) },
    })
    expect(declared.status).toBe(413)
    expect((await declared.json()).message).toContain('30.0 MB')
    const request = new Request('http://127.0.0.1/api/files?name=x', {
      method: 'POST',
      body,
      headers: await world.cookie(writer.id),
      duplex: 'half',
    } as RequestInit)
    expect((await world.app.request(request)).status).toBe(413)
    expect(taken).toBeLessThan(13_000_000)
  })
})
