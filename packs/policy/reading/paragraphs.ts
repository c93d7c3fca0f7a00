import type { Heading } from './headings.ts'
import type { Clause } from './types.ts'

/** The paragraphs of some words as clauses without a number, so that they can be pointed at. `at` is where the words begin. */
export const toParagraphs = (words: string, at: number, trace: (offset: number) => number): Clause[] =>
  Array.from(words.matchAll(/[^\n]+/g))
    .map((match) => ({ text: match[0].trim(), from: at + match.index + match[0].search(/\S|$/) }))
    .filter(({ text }) => text !== '')
    .map(({ text, from }, index) => ({
      ...{ anchor: `k${index + 1}`, level: '款', style: 'plain', number: index + 1, label: '', title: '' },
      ...{ titleConfidence: 1, text, from, to: from + text.length, children: [] },
      ...{ originalFrom: trace(from), originalTo: trace(from + text.length - 1) + 1 },
    }))

const closing = /(?<=\n)[ \t\u3000]*(参考文献(?=\s*\n)|以上(?:即|就是|便是|为)|综上|总之|总而言之|除了?以上)/

/**
 * Headings with what closes a text put in: behind the last numbered clause a paragraph such as 以上即为… or the list of
 * references is not part of that clause. Its number runs on from the paragraphs in front of the first one.
 */
export const withClosings = (text: string, headings: readonly Heading[]): Heading[] =>
  headings.flatMap((heading, index) => {
    const next = headings[index + 1]
    if (heading.style === 'text' || (next && next.style !== 'text')) return [heading]
    const found = closing.exec(text.slice(heading.to, next?.from ?? text.length))
    if (!found) return [heading]
    const from = heading.to + found.index + found[0].length - (found[1]?.length ?? 0)
    const title = found[1] === '参考文献' ? found[1] : ''
    const hasTexts = headings.some((one) => one.style === 'text')
    const end: Heading = {
      ...{
        style: 'plain',
        number: paragraphsBefore(text, headings, index) + 1,
        prefix: '',
        label: '',
        title,
        atLineStart: true,
      },
      ...{ from, to: from + title.length, depth: hasTexts ? 1 : 0 },
    }
    return [heading, end]
  })

/** How many paragraphs stand in front of the first number of the text that this heading belongs to. */
const paragraphsBefore = (text: string, headings: readonly Heading[], index: number): number => {
  const own = headings.slice(0, index + 1).findLastIndex((heading) => heading.style === 'text')
  const words = text.slice(headings[own]?.to ?? 0, headings[own + 1]?.from ?? 0)
  return words.split('\n').filter((line) => line.trim() !== '').length
}

/**
 * Headings of a text without any number: short lines without a mark of punctuation, an empty line in front of them and a
 * sentence behind them. One alone is none.
 */
export const findUnnumbered = (text: string): Heading[] => {
  const found = Array.from(
    text.matchAll(/(?<=\n[ \t]*\n)[ \t\u3000]*([^\n，,。；;：:、！？!?]{2,16})\n+(?=[^\n]*[。；])/g),
  )
  if (found.length < 2) return []
  return found.map((match, index) => {
    const title = (match[1] ?? '').trim()
    const from = match.index + match[0].indexOf(title)
    return {
      ...{ style: 'heading', number: index + 1, prefix: '', label: '', title, atLineStart: true, depth: 0 },
      ...{ from, to: from + title.length },
    }
  })
}
