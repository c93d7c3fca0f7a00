import { han, isStandard } from './gbk.ts'
import { simplify } from './simplify.ts'

export interface Simplified {
  /** Offset in the text that was given. */
  at: number
  before: string
  after: string
  confidence: number
}

/**
 * The differences between a text and its simplified form, character by character, so that a list of them is short and
 * each can be traced. A text that is simplified on the whole keeps its standard characters (乾, 著, 於 in a name): there
 * only characters outside the simplified standard set are changed. Inventory POL-23.
 */
export const findTraditional = (text: string): Simplified[] => {
  const changes = Array.from(text.matchAll(/[^\n。！？；，、,;]+/g)).flatMap((part) => compare(part[0], part.index))
  const characters = Array.from(text).filter((char) => han.test(char)).length
  if (changes.length > characters * 0.02) return changes
  return changes.filter((change) => !Array.from(change.before).some(isStandard))
}

const compare = (before: string, offset: number): Simplified[] => {
  const after = simplify(before)
  if (after === before) return []
  const [old, fresh] = [Array.from(before), Array.from(after)]
  if (old.length !== fresh.length) return [wholePart(before, after, offset)]
  let at = offset
  return old.flatMap((char, index) => {
    const here = at
    at += char.length
    const changed = fresh[index] ?? ''
    return changed === char ? [] : [{ at: here, before: char, after: changed, confidence: certainty(char) }]
  })
}

/** Where a word changes its length the changed stretch is one difference. */
const wholePart = (before: string, after: string, offset: number): Simplified => {
  const shortest = Math.min(before.length, after.length)
  let head = 0
  while (head < shortest && before[head] === after[head]) head++
  let tail = 0
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return {
    at: offset + head,
    before: before.slice(head, before.length - tail),
    after: after.slice(head, after.length - tail),
    confidence: 0.8,
  }
}

/** Traditional characters with more than one simplified form by meaning: the word decides, so a person should look. */
const ambiguous = new Set('乾瞭著徵藉麼夥覆託摺餘鬱於閤崑')

const certainty = (char: string): number => (ambiguous.has(char) ? 0.8 : 0.99)
