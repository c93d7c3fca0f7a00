import { describe, expect, test } from 'vitest'
import type { TailEvent } from '../journal/tail.ts'
import { createStream, type Subscription } from './stream.ts'

const event = (id: number, ...concerns: string[]): TailEvent => ({
  xid: String(700 + id),
  id,
  at: '2026-11-23T01:00:00Z',
  kind: 'record',
  record: 'project',
  recordId: null,
  action: 'approve',
  person: null,
  concerns,
})
const origin = { xid: '700', id: 0 }

/** Everything that has arrived so far, without the delay to reconnect. */
async function received(subscription: Subscription | undefined): Promise<string> {
  const reader = subscription!.body.getReader()
  let text = ''
  for (;;) {
    const next = await Promise.race([reader.read(), new Promise<undefined>((resolve) => setTimeout(resolve, 5))])
    if (!next || next.done) break
    text += new TextDecoder().decode(next.value)
  }
  return text.replace(/retry: \d+\n\n/, '')
}
const ping = (id: number) => `id: ${700 + id}-${id}\ndata: {"kind":"counts"}\n\n`

describe('open pages', () => {
  test('are told of what concerns their person, all pages of the person, and nobody else', async () => {
    const stream = createStream(origin)
    const [phone, computer, other] = ['方立群', '方立群', '姚晴'].map((person) => stream.subscribe(person, 's'))
    stream.publish([event(1, '方立群', '王敏'), event(2)])
    expect(await received(phone)).toBe(ping(1))
    expect(await received(computer)).toBe(ping(1))
    expect(await received(other)).toBe('')
  })

  test('are told once of many things that happened together', async () => {
    const stream = createStream(origin)
    const page = stream.subscribe('方立群', 's')
    stream.publish([event(1, '方立群'), event(2, '方立群'), event(3, '姚晴')])
    expect(await received(page)).toBe(ping(2))
  })

  test('that come back are told only when they missed something', async () => {
    const stream = createStream(origin)
    stream.publish([event(1, '方立群')])
    const back = (id?: string) => received(stream.subscribe('方立群', 's', id))
    expect(await back('700-0')).toBe(ping(1))
    expect(await back('701-1')).toBe('')
    expect(await back(undefined)).toBe('')
    expect(await back('699-9')).toBe(ping(1))
    expect(await back('garbage')).toBe(ping(1))
    expect(await received(stream.subscribe('姚晴', 's', '700-0'))).toBe('')
  })

  test('of a reader who does not read are dropped before they fill the memory, the others go on', async () => {
    const stream = createStream(origin, { perPerson: 2, perNode: 10, buffer: 200 })
    const slow = stream.subscribe('方立群', 's')
    const quick = stream.subscribe('姚晴', 's')
    for (let id = 1; id <= 20; id += 1) stream.publish([event(id, '方立群')])
    expect(stream.size).toBe(1)
    stream.publish([event(21, '方立群', '姚晴')])
    expect(await received(quick)).toBe(ping(21))
    expect((await received(slow)).length).toBeLessThanOrEqual(200)
  })

  test('are limited for a person and for a node; one that closes makes room', () => {
    const stream = createStream(origin, { perPerson: 2, perNode: 3, buffer: 1000 })
    const first = stream.subscribe('方立群', 's')
    expect([first, stream.subscribe('方立群', 's')].every(Boolean)).toBe(true)
    expect(stream.subscribe('方立群', 's')).toBeUndefined()
    expect(stream.subscribe('姚晴', 's')).toBeDefined()
    expect(stream.subscribe('王敏', 's')).toBeUndefined()
    first!.close()
    expect(stream.subscribe('王敏', 's')).toBeDefined()
  })

  test('end with their session, and when the reader goes away', async () => {
    const stream = createStream(origin)
    const page = stream.subscribe('方立群', 'ended')
    const other = stream.subscribe('姚晴', 'open')
    expect(stream.sessions().sort()).toEqual(['ended', 'open'])
    stream.keepOnly(new Set(['open']))
    expect(stream.size).toBe(1)
    const reader = page!.body.getReader()
    await reader.read()
    expect((await reader.read()).done).toBe(true)
    await other!.body.cancel()
    expect(stream.size).toBe(0)
  })

  test('hear a sign of life', async () => {
    const stream = createStream(origin)
    const page = stream.subscribe('方立群', 's')
    stream.beat()
    expect(await received(page)).toBe(':\n\n')
    stream.close()
    expect(stream.size).toBe(0)
  })
})
