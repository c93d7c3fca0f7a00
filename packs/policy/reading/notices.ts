import type { Cleaned } from './clean.ts'
import type { Clause, Notice } from './types.ts'

/** What a person should know about a reading as a whole. `trace` maps offsets of the cleaned text to the original. */
export const findNotices = (
  cleaned: Cleaned,
  clauses: readonly Clause[],
  cutFile: boolean,
  trace: (offset: number) => number,
): Notice[] => [
  ...cutNotice(cleaned.text, cutFile, trace),
  ...unreadableNotice(cleaned, trace),
  ...severalTexts(clauses),
  ...(clauses.length === 0 ? [noClauses] : []),
]

const noClauses: Notice = {
  kind: 'no-clauses',
  words: '没有认出条款编号。原文都在，可以手工分条，或补上“一、”“第一条”这样的编号后重新导入。',
  at: -1,
}

const sentenceEnd = /[。！？!?；;：:…”』」》)）\]】.．]\s*$/
const closingLine = /(?:\d{1,2}日|[年月日]|公司|部|办公室|委员会|附件.*|人|章|页|表)$/

/** A text whose last line has sentences and ends without one is cut off; a short last line is a list item or a signature. */
const cutNotice = (text: string, cutFile: boolean, trace: (offset: number) => number): Notice[] => {
  const end = text.trimEnd()
  const line = end.slice(end.lastIndexOf('\n') + 1)
  const open = !sentenceEnd.test(line) && !(closingLine.test(line) && line.length < 30)
  const isProse = /[，,。；;]/.test(line) || line.length > 40
  if (!cutFile && !(open && isProse)) return []
  return [{ kind: 'cut', words: `原文到此为止，最后一句没有写完：“…${line.slice(-16)}”`, at: trace(end.length - 1) }]
}

const unreadable = /[\ufffd\ue000-\uf8ff]/g

/** Characters inside a proposal that waits for a person are counted there and not here. */
const unreadableNotice = ({ text, corrections }: Cleaned, trace: (offset: number) => number): Notice[] => {
  const open = corrections.filter((one) => one.state === 'open')
  const isOpen = (at: number) =>
    open.some((one) => one.places.some((place) => at >= place && at < place + one.before.length))
  const found = Array.from(text.matchAll(unreadable)).filter((match) => !isOpen(trace(match.index)))
  const first = found[0]
  if (!first) return []
  return [{ kind: 'unreadable', words: `还有 ${found.length} 个认不出的字，请对照原文补上。`, at: trace(first.index) }]
}

const severalTexts = (clauses: readonly Clause[]): Notice[] => {
  const texts = clauses.filter((clause) => clause.level === '篇')
  if (texts.length < 2) return []
  const words = `这个文件里像是有 ${texts.length} 篇文字，已按篇分开；每篇是一项制度的话，请分别导入。`
  return [{ kind: 'several-texts', words, at: texts[1]?.originalFrom ?? -1 }]
}
