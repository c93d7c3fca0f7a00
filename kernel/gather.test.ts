import { expect, test } from 'vitest'
import { gathering } from './gather.ts'

/** A source that answers when it is told to, and keeps what it was asked. */
function source() {
  const asked: string[][] = []
  const open: ((words: string[]) => void)[] = []
  const ask = gathering((keys: readonly string[]) => {
    asked.push([...keys])
    return new Promise<string[]>((resolve) => open.push(resolve))
  })
  const reply = async () => {
    open.shift()?.(asked.at(-1)!.map((key) => key.toUpperCase()))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ask, asked, reply }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('those who come together are asked for together, and each gets their own answer', async () => {
  const { ask, asked, reply } = source()
  const answers = Promise.all([ask('a'), ask('b')])
  await turn()
  await reply()
  expect(await answers).toEqual(['A', 'B'])
  expect(asked).toEqual([['a', 'b']])
})

test('who comes while a question is under way gets an answer that was asked for afterwards', async () => {
  const { ask, asked, reply } = source()
  const first = ask('a')
  await turn()
  const later = ask('b')
  await turn()
  expect(asked).toEqual([['a']])
  await reply()
  await reply()
  expect([await first, await later]).toEqual(['A', 'B'])
  expect(asked).toEqual([['a'], ['b']])
})

test('a question that fails fails for those who asked it, and for nobody after them', async () => {
  let isDown = true
  const ask = gathering(async (keys: readonly string[]) => {
    if (isDown) throw new Error('away')
    return keys
  })
  await expect(Promise.all([ask('a'), ask('b')])).rejects.toThrow('away')
  isDown = false
  expect(await ask('c')).toBe('c')
})
