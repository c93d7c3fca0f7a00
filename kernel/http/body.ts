import type { Context } from 'hono'
import type { z } from 'zod'
import { invalid } from '../refused.ts'

/** A body beyond its limit. */
export class TooLarge extends Error {}

const largestJson = 1_000_000

/**
 * The bytes of a request's body. One that is larger than `limit` is refused before it is held in memory whole, whether it
 * says its length or not.
 * @param words the refusal, given the size in MB where it is known
 * @throws TooLarge
 */
export async function bytesOf(c: Context, limit: number, words: (megabytes?: string) => string): Promise<Buffer> {
  const declared = Number(c.req.header('content-length') ?? 0)
  if (declared > limit) throw new TooLarge(words((declared / 1024 / 1024).toFixed(1)))
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of c.req.raw.body ?? []) {
    size += part.length
    if (size > limit) throw new TooLarge(words())
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The JSON body of a request, at most 1 MB and 40 levels deep, checked against its shape. */
export async function bodyOf<T extends z.ZodType>(c: Context, shape: T): Promise<z.output<T>> {
  const words = () => '内容超过 1 MB，没有保存。请减少内容，文件用附件上传。'
  const text = (await bytesOf(c, largestJson, words)).toString('utf8')
  if (text.includes('\\u0000')) throw invalid({ '': '内容里有看不见的空字符（NUL），不能保存，请删去后再试' })
  const result = shape.safeParse(parse(text))
  if (!result.success) throw invalid({ '': '请求的内容读不懂，请刷新页面再试', ...saidBy(result.error.issues) })
  return result.data
}

/** What a shape says in people's words of its own fields; the library's own messages are not for them. */
function saidBy(issues: readonly z.core.$ZodIssue[]): Record<string, string> {
  const said = issues.filter(({ message, path }) => path.length === 1 && /\p{Script=Han}/u.test(message))
  return said.length > 0
    ? { ...Object.fromEntries(said.map(({ path, message }) => [String(path[0]), message])), '': '有的内容不合要求' }
    : {}
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text, (key, inner: unknown) =>
      key === '__proto__' ? undefined : inner,
    )
    return depth(value) > 40 ? undefined : value
  } catch {
    return undefined
  }
}

function depth(value: unknown, at = 0): number {
  if (value === null || typeof value !== 'object' || at > 40) return at
  return Math.max(
    at,
    ...Object.values(value)
      .slice(0, 10_000)
      .map((inner) => depth(inner, at + 1)),
  )
}
