import { chineseNumber, type Mark } from './numbering.ts'
import { documentTitle } from './titles.ts'

/**
 * Where a new text begins in a file that holds several: lines that end in 篇1, 篇2 … in order, or a short line whose
 * words are repeated at the start of the next one. A single text gives none. Each text numbers its clauses afresh.
 */
export const findTexts = (text: string): Mark[] => {
  const lines = Array.from(text.matchAll(/[^\n]+/g), (match) => ({
    words: match[0].trim(),
    from: match.index + match[0].search(/\S|$/),
  }))
  const filled = lines.filter((line) => line.words !== '')
  const parts = numberedParts(filled)
  const found = parts.length > 1 ? parts : repeatedTitles(text, filled)
  return found.length > 1 ? found.map((mark, index) => ({ ...mark, number: index + 1 })) : []
}

interface Line {
  words: string
  from: number
}

const numberedParts = (lines: Line[]): Mark[] => {
  const found: Mark[] = []
  for (const line of lines) {
    const match = /^(.{2,40}?)\s*篇\s*(\d{1,2}|[一二三四五六七八九十]{1,3})$/.exec(line.words)
    const number = match ? Number(match[2]) || chineseNumber(match[2] ?? '') : 0
    if (match && number === found.length + 1) found.push(toMark(line.from, line.words, match[1] ?? ''))
  }
  return found
}

const repeatedTitles = (text: string, lines: Line[]): Mark[] =>
  lines.flatMap((line, index) => {
    const next = lines[index + 1]
    const isTitle = line.words.length >= 4 && line.words.length <= 30 && !/[，,。；;：:、•\d]/.test(line.words)
    if (!isTitle || !next?.words.startsWith(line.words)) return []
    const apart = /\n\s*\n/.test(text.slice(line.from, next.from))
    if (!apart && !documentTitle(line.words)) return []
    const length = next.from - line.from + next.words.indexOf(line.words) + line.words.length
    return [{ ...toMark(line.from, line.words, line.words), to: line.from + length }]
  })

const toMark = (from: number, label: string, title: string): Mark => ({
  ...{ style: 'text', number: 0, prefix: '', label, title },
  ...{ from, to: from + label.length, atLineStart: true },
})
