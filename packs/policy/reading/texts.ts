import { chineseNumber, type Mark } from './numbering.ts'
import { repeatLength } from './repeats.ts'
import { documentTitle } from './titles.ts'
import type { Choice } from './types.ts'

/**
 * Where the texts of a file begin, as marks of style `text`; a file with a single text gives none. In this order: lines
 * that end in 篇1, 篇2 …; titles that are printed twice or more; names of policies behind which the numbering begins
 * again. A person's choices take borders away and put new ones in; the others keep their numbers, so that anchors stay.
 * `trace` maps an offset of the text to the original. Inventory POL-10, section 8.2.
 */
export const findTexts = (
  text: string,
  trace: (offset: number) => number = (offset) => offset,
  choices: readonly Choice[] = [],
): Mark[] => {
  const lines = linesOf(text)
  const ways = [numberedParts, repeatedTitles, namedPolicies]
  const found = ways.map((way) => way(lines)).find((borders) => borders.length > 1) ?? []
  const numbered = found.map((mark, index) => ({ ...mark, number: index + 1 }))
  const joined = choices.filter((choice) => choice.kind === 'join').map((choice) => choice.id)
  const kept = numbered.filter((mark) => !joined.includes(textId(trace(mark.from))))
  return withCuts(lines, kept, trace, choices)
}

/** A text's name for choices: it holds on to the place in the original. */
export const textId = (originalFrom: number): string => `text:${originalFrom}`

interface Line {
  words: string
  from: number
  /** An empty line in front of it; an empty line, or the end of the file, behind it. */
  blankBefore: boolean
  blankAfter: boolean
}

const linesOf = (text: string): Line[] => {
  let from = 0
  const all = text.split('\n').map((raw) => {
    const line = { words: raw.trim(), from: from + raw.search(/\S|$/) }
    from += raw.length + 1
    return line
  })
  const isBlank = (index: number) => (all[index]?.words ?? '') === ''
  return all
    .map((line, index) => ({ ...line, blankBefore: index > 0 && isBlank(index - 1), blankAfter: isBlank(index + 1) }))
    .filter((line) => line.words !== '')
}

const numberedParts = (lines: readonly Line[]): Mark[] => {
  const found: Mark[] = []
  const collection = lines[0]?.words ?? ''
  lines.forEach((line, index) => {
    const match = /^(.{2,40}?)\s*篇\s*(\d{1,2}|[一二三四五六七八九十]{1,3})$/.exec(line.words)
    const number = match ? Number(match[2]) || chineseNumber(match[2] ?? '') : 0
    if (!match || number !== found.length + 1) return
    const own = ownTitle(line.words, match[1] ?? '', collection, lines[index + 1]?.words ?? '')
    found.push(toMark(line.from, line.words, own))
  })
  return found
}

/** A part that bears only the name of the collection is called by its first line, where that is a title. */
const ownTitle = (whole: string, name: string, collection: string, next: string): string => {
  if (!collection.startsWith(name) || collection === whole) return name
  return looksLikeTitle(next) && next.length <= 20 ? next : whole
}

const looksLikeTitle = (words: string): boolean =>
  words.length >= 4 &&
  words.length <= 40 &&
  !/[，,。；;：:•？?！!]/.test(words) &&
  !/^[\d一二三四五六七八九十]+[、.．]/.test(words)

/** A short line whose words come again at the start of the next one; and lines that stand in the file just as those do. */
const repeatedTitles = (lines: readonly Line[]): Mark[] => {
  const isRepeated = (line: Line, index: number) => {
    const next = lines[index + 1]
    if (!looksLikeTitle(line.words) || !next || repeatLength(line.words, next.words) === 0) return false
    return line.blankAfter || documentTitle(line.words) !== undefined
  }
  const repeated = lines.filter(isRepeated)
  if (repeated.length < 2) return []
  const shape = repeated.every((line) => line.blankAfter && !line.blankBefore)
  const alike = lines.filter((line) => line.blankAfter && !line.blankBefore && looksLikeTitle(line.words))
  const borders = shape && alike.length <= repeated.length * 1.5 ? alike : repeated
  return borders
    .filter((line) => repeated.includes(line) || line.from > (repeated[0]?.from ?? 0))
    .map((line) => toMark(line.from, line.words, line.words))
}

const policyName =
  /^[^\s，,。；;：:、《》\d][^，,。；;：:《》]{2,30}(?:制度|办法|规定|细则|规范|守则|规程|条例|章程|手册|预案|岗位职责)(?:[(（][^()（）]{1,12}[)）])?$/
const firstNumber = /^(?:第\s*[一1]\s*[章条]|一\s*、|1\s*[、.．](?!\d))/
const beginsAnew = 3

/** Names of policies, each with a number 1 close behind it: two or more of them are two or more policies. */
const namedPolicies = (lines: readonly Line[]): Mark[] => {
  const isName = (index: number) => policyName.test(lines[index]?.words ?? '')
  const borders = lines.filter((_, index) => {
    if (!isName(index) || /^附[件表录]/.test(lines[index - 1]?.words ?? '')) return false
    const near = lines.slice(index + 1, index + 1 + beginsAnew)
    const start = near.findIndex((line) => firstNumber.test(line.words))
    return start >= 0 && !near.slice(0, start).some((_, skip) => isName(index + 1 + skip))
  })
  const opensFile = borders[0] !== undefined && lines.indexOf(borders[0]) < 3
  return opensFile ? borders.map((line) => toMark(line.from, line.words, line.words)) : []
}

/** The borders that a person drew, moved to the beginning of their lines; the text in front of the first one counts too. */
const withCuts = (
  lines: readonly Line[],
  found: readonly Mark[],
  trace: (offset: number) => number,
  choices: readonly Choice[],
): Mark[] => {
  const cuts = choices.filter((choice) => choice.kind === 'cut')
  const own = cuts.flatMap((choice) => {
    const line = lines.findLast((one) => trace(one.from) <= choice.at)
    if (!line || line === lines[0] || found.some((mark) => mark.from === line.from)) return []
    const before = found.findLast((mark) => mark.from < line.from)
    const isTitle = choice.title !== '' && line.words.startsWith(choice.title)
    const mark = toMark(line.from, isTitle ? choice.title : '', choice.title || line.words.slice(0, 30))
    return [{ ...mark, number: before?.number ?? 1 }]
  })
  const first = lines[0]
  if (own.length === 0 || !first) return [...found]
  const head =
    found.length > 0 ? [] : [{ ...toMark(first.from, '', looksLikeTitle(first.words) ? first.words : ''), number: 1 }]
  return [...head, ...found, ...own].toSorted((a, b) => a.from - b.from)
}

const toMark = (from: number, label: string, title: string): Mark => ({
  ...{ style: 'text', number: 0, prefix: '', label, title },
  ...{ from, to: from + label.length, atLineStart: true },
})
