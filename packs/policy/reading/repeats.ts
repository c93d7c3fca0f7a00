/** Titles that stand two or three times in front of a text, glued to its first sentence as a site delivers them. */

export interface Repeat {
  from: number
  to: number
  words: string
}

/**
 * The repetitions of a title behind the line that bears it; `from`/`to` are offsets of the text. One that is the subject
 * of the first sentence (…制度适用于…) is no repetition. `borders` is where texts begin; elsewhere only the
 * first lines of a file can be titles.
 */
export const findRepeats = (text: string, borders: readonly { from: number }[]): Repeat[] => {
  const found: Repeat[] = []
  const starts = new Set(borders.map((border) => border.from))
  const lines = Array.from(text.matchAll(/[^\n]+/g), (match) => ({
    words: match[0].trim(),
    from: match.index + match[0].search(/\S|$/),
  }))
  const filled = lines.filter((line) => line.words !== '')
  filled.forEach((line, index) => {
    const next = filled[index + 1]
    const isBorder = index < 3 || starts.has(line.from)
    if (!next || !isBorder || !isTitle(line.words)) return
    const from = next.from
    const length = allRepeats(line.words, text.slice(from, from + 4 * line.words.length + 8))
    if (length > 0) found.push({ from, to: from + length, words: text.slice(from, from + length) })
  })
  return found
}

const isTitle = (words: string): boolean =>
  words.length >= 4 && words.length <= 40 && !/[，,。；;•？?！!\d]/.test(words) && /\p{Script=Han}/u.test(words)

const allRepeats = (title: string, words: string): number => {
  let length = 0
  for (let times = 0; times < 3; times++) {
    const next = repeatLength(title, words.slice(length))
    if (next === 0) break
    length += next
  }
  return length
}

const unsaid = /[\s—\-–:：,，、《》()（）]/
const isSubject = /^(?:适用|由|是|的|自|在|应|主要|包括|旨在|经|共|与|和|为|以|将|所|中|分|从|通过|需|要)/

/** How many characters of `words` say the title again, dashes and spaces not counted; 0 when they do not. */
export const repeatLength = (title: string, words: string): number => {
  let at = 0
  for (const char of title) {
    if (unsaid.test(char)) continue
    while (at < words.length && unsaid.test(words[at] ?? '')) at++
    if (words[at] !== char) return 0
    at++
  }
  return isSubject.test(words.slice(at)) ? 0 : at
}
