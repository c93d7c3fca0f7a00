import { allClauses } from './anchors.ts'
import { findAnnounced } from './announced.ts'
import type { Cleaned } from './clean.ts'
import { findGaps } from './gaps.ts'
import { clausesOf } from './own-texts.ts'
import type { Clause, Notice, OwnText } from './types.ts'

/**
 * What a person should know about a reading as a whole and about each text that is to become a policy. `trace` maps
 * offsets of the cleaned text to the original.
 */
export const findNotices = (
  cleaned: Cleaned,
  reading: { texts: readonly OwnText[]; clauses: readonly Clause[]; numbering: readonly Notice[]; cut: boolean },
  trace: (offset: number) => number,
): Notice[] => {
  const { texts, clauses, numbering, cut } = reading
  const kept = texts.filter((text) => text.kept)
  const isKept = (notice: Notice) => kept.some((one) => notice.at >= one.originalFrom && notice.at < one.originalTo)
  return [
    ...severalTexts(texts),
    ...announcedTexts(cleaned.text, texts),
    ...texts.flatMap((text) => aboutText(cleaned.text, text, clausesOf({ clauses: [...clauses] }, text), trace)),
    ...numbering.filter((notice) => texts.length === 1 || isKept(notice)),
    ...cutNotice(cleaned.text, cut, texts, trace),
    ...unreadableNotice(cleaned, trace),
    ...(allClauses(clauses).every((clause) => clause.style === 'plain' || clause.style === 'text') ? [noClauses] : []),
  ]
}

/** What is announced and does not come, in every text; what is missing, in those that are to become policies. */
const aboutText = (all: string, text: OwnText, own: readonly Clause[], trace: (offset: number) => number): Notice[] => {
  const words = all.slice(text.from, text.to)
  const first = own.find((clause) => clause.style !== 'plain')
  const announced = findAnnounced(own, all.slice(text.from, first?.from ?? text.from), text.originalFrom)
  if (!text.kept) return announced
  const kind = isBroken(lastLine(words)) ? 'fragment' : text.kind
  return [...announced, ...findGaps(words, text.from, kind, own, trace)]
}

const noClauses: Notice = {
  kind: 'no-clauses',
  words: '没有认出条款编号。原文都在，可以手工分条，或补上“一、”“第一条”这样的编号后重新导入。',
  at: -1,
}

const sentenceEnd = /[。！？!?；;：:…”』」》)）\]】.．]\s*$/
const closingLine = /(?:\d{1,2}日|[年月日]|公司|部|办公室|委员会|附件.*|人|章|页|表)$/

/** The end of the file, and of each policy in it. */
const cutNotice = (
  text: string,
  cutFile: boolean,
  texts: readonly OwnText[],
  trace: (offset: number) => number,
): Notice[] => {
  const ends = texts.filter((one) => one.kept || one === texts.at(-1)).map((one) => text.slice(0, one.to).trimEnd())
  return ends.flatMap((end) => {
    const line = lastLine(end)
    if (!isBroken(line) && !(cutFile && end.length === text.trimEnd().length)) return []
    return [{ kind: 'cut', words: `原文到此为止，最后一句没有写完：“…${line.slice(-16)}”`, at: trace(end.length - 1) }]
  })
}

const lastLine = (words: string): string => words.trimEnd().slice(words.trimEnd().lastIndexOf('\n') + 1)

/** A last line that has sentences and ends without one; a short one is a list item or a signature. */
const isBroken = (line: string): boolean => {
  const open = !sentenceEnd.test(line) && !(closingLine.test(line) && line.length < 30)
  return open && (/[，,。；;]/.test(line) || line.length > 40)
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

const severalTexts = (texts: readonly OwnText[]): Notice[] => {
  if (texts.length < 2) return []
  const kept = texts.filter((text) => text.kept).length
  const words = `这个文件里有 ${texts.length} 篇文字，其中 ${kept} 篇像是制度、职责或流程，各成一项；其余不作为制度。请看一遍边界和名称。`
  return [{ kind: 'several-texts', words, at: texts[1]?.originalFrom ?? -1 }]
}

/** 共11篇 in front of the first text, against the texts that were found. */
const announcedTexts = (text: string, texts: readonly OwnText[]): Notice[] => {
  const said = Number(
    /共\s*(\d{1,3})\s*篇/.exec(text.slice(0, texts[0]?.anchor === null ? 0 : texts[0]?.from))?.[1] ?? 0,
  )
  if (said === 0 || said === texts.length) return []
  return [{ kind: 'announced', words: `开头说共 ${said} 篇，找到 ${texts.length} 篇。`, at: 0 }]
}
