import { invalid } from '../refused.ts'
import { isUuid } from '../uuid.ts'

/** Where a page of a list ended: the sort key of its last row as text, and its id. */
export const encodeCursor = (key: string, id: string) => Buffer.from(JSON.stringify([key, id])).toString('base64url')

/** The place that a cursor names; throws Refused `invalid` for one that we never gave out. */
export function decodeCursor(cursor: string): [key: string, id: string] {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string, string]
    if (typeof key === 'string' && isUuid(id)) return [key, id]
  } catch {
    // falls through to the refusal
  }
  throw invalid({ cursor: '这个列表位置已失效，请从头看起' })
}
