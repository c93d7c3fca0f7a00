import type { Problem } from './types.ts'

/**
 * What a parser says of a file that it cannot read at all, in words and with the line: the parsers of BPMN and DMN speak
 * of "unparsable content" or of a document that is of another kind.
 * @param what the kind of file that was asked for: BPMN or DMN
 */
export function unreadable(error: unknown, what: 'BPMN' | 'DMN'): Problem {
  const message = error instanceof Error ? error.message : String(error)
  const found = Number(/line: (\d+)/.exec(message)?.[1] ?? Number.NaN)
  const why = reasons.find(([said]) => message.includes(said))?.[1] ?? message
  const line = Number.isNaN(found) ? {} : { line: found + 1 }
  return { level: 'error', element: '', message: `文件不是可以读取的 ${what}：${why}。`, ...line }
}

const reasons = [
  ['failed to parse document', '内容不是这一种文件'],
  ['missing start tag', '内容不是 XML'],
  ['closing tag mismatch', '标签没有成对，后一个标签对不上前一个'],
  ['unclosed tag', '标签没有写完'],
  ['unclosed', '有一段没有写完'],
  ['unexpected end of file', '文件没有写完，后面缺了一截'],
] as const
