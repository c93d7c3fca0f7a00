import { findLeftOut } from './boilerplate.ts'
import { type Found, grouped, type Place, settle } from './corrections.ts'
import { applyEdits, inOrder, toucher, tracer } from './edits.ts'
import { findGlosses } from './glosses.ts'
import { findLookAlikes } from './look-alikes.ts'
import { bigramsOf, findBroken, placeholder } from './mojibake.ts'
import type { Mark } from './numbering.ts'
import { findRepeats, type Repeat } from './repeats.ts'
import { findResidue, type Residue } from './residue.ts'
import { simplify } from './simplify.ts'
import { findTexts } from './texts.ts'
import { findTraditional } from './traditional.ts'
import type { Choice, Correction, Edit, LeftOut } from './types.ts'

export interface Cleaned {
  text: string
  corrections: Correction[]
  leftOut: LeftOut[]
  edits: Edit[]
  /** Where the texts of the file begin in `text`; empty for a single one. */
  borders: Mark[]
}

/**
 * Cleans the text of a policy: what surrounds it, then broken characters, glosses, look-alikes, traditional
 * characters. Each stage
 * sees only what the earlier ones left, every change is an edit of the original, and a person's choices are honoured at
 * each stage. Inventory POL-23.
 */
export const clean = (original: string, choices: readonly Choice[] = []): Cleaned => {
  const leftOut = findLeftOut(original).map((part) => ({ ...part, restored: isRestored(part.id, choices) }))
  const outside = leftOut.filter((part) => !part.restored).map((part) => toEdit(original, part))
  const marks = within(original, outside, residuePlaces(original), choices)
  const broken = within(original, outside, brokenPlaces(original, outside), choices)
  const glosses = within(original, broken.map(asEdit), glossPlaces(original, broken), choices)
  const alike = within(original, [...outside, ...broken.map(asEdit)], lookAlikePlaces(original), choices)
  const taken = inOrder([...outside, ...[...marks, ...broken, ...glosses, ...alike].map(asEdit)])
  const traditional = settle(original, traditionalPlaces(original, taken), choices)
  const places = [...marks, ...broken, ...glosses, ...alike, ...traditional]
  const edits = inOrder([...outside, ...places.filter((place) => place.applied).map(asEdit)])
  const once = applyEdits(original, edits)
  const trace = tracer(edits)
  const borders = findTexts(once, trace, choices)
  const repeats = findRepeats(once, borders)
  const titles = repeats.map((repeat) => repeatedTitle(original, repeat, trace, choices))
  const all = withTitles(original, edits, titles)
  return {
    ...{ text: applyEdits(original, all), corrections: grouped(original, places), edits: all },
    leftOut: [...leftOut, ...titles].toSorted((a, b) => a.from - b.from),
    borders: moved(
      borders,
      repeats.filter((_, index) => !titles[index]?.restored),
    ),
  }
}

/** A title that is printed again in front of the first sentence of its text: the words are left out, not the line. */
const repeatedTitle = (
  original: string,
  repeat: Repeat,
  trace: (offset: number) => number,
  choices: readonly Choice[],
): LeftOut => {
  const [from, to] = [trace(repeat.from), trace(repeat.to)]
  const line = original.slice(0, from).split('\n').length
  const id = `title:${line}`
  return {
    ...{ id, kind: 'repeated-title', reason: '标题重复印了一遍', fromLine: line, toLine: line, from, to },
    ...{ words: repeat.words.slice(0, 60), restored: isRestored(id, choices) },
  }
}

const withTitles = (original: string, edits: Edit[], titles: readonly LeftOut[]): Edit[] => {
  const out = titles.filter((title) => !title.restored)
  const isInside = (edit: Edit) => out.some((title) => edit.at < title.to && edit.at + edit.before.length > title.from)
  return inOrder([...edits.filter((edit) => !isInside(edit)), ...out.map((part) => toEdit(original, part))])
}

/** The borders where they stand when the repeated titles are taken out. */
const moved = (borders: readonly Mark[], repeats: readonly Repeat[]): Mark[] =>
  borders.map((mark) => {
    const gone = repeats.filter((repeat) => repeat.from < mark.from).reduce((sum, one) => sum + one.words.length, 0)
    return { ...mark, from: mark.from - gone, to: mark.to - gone }
  })

const isRestored = (id: string, choices: readonly Choice[]): boolean =>
  choices.some((choice) => choice.kind === 'left-out' && choice.id === id)

const toEdit = (original: string, part: LeftOut): Edit => ({
  id: part.id,
  at: part.from,
  before: original.slice(part.from, part.to),
  after: '',
})

const asEdit = ({ id, at, before, after }: Place): Edit => ({ id, at, before, after })

/** Settles what was found, leaving aside whatever lies in words that are already taken. */
const within = (original: string, taken: Edit[], found: Found[], choices: readonly Choice[]) => {
  const touches = toucher(inOrder(taken))
  return settle(
    original,
    found.filter((place) => !touches(place)),
    choices,
  )
}

const plain = { proposal: false, alternatives: [] }

const residuePlaces = (original: string): Found[] =>
  findResidue(original).map((found) => ({
    ...{ ...plain, ...found, after: '' },
    id: `${found.kind}:${found.kind === 'invisible' ? found.before.charCodeAt(0).toString(16) : found.before}`,
    label: residueLabel(found),
  }))

const residueLabel = ({ kind, before }: Residue): string => {
  if (kind === 'page-mark') return `页码域代码 ${before.trim()}`
  return /^[#*`]/.test(before) ? `Markdown 标记 ${before.trim()}` : '看不见的字符'
}

const brokenPlaces = (original: string, outside: Edit[]): Found[] => {
  if (!placeholder.test(original)) return []
  const bigrams = bigramsOf(simplify(applyEdits(original, outside).replace(/[(（][^()（）]{1,8}[)）]/g, '')))
  return findBroken(original, bigrams).map(({ at, before, candidates, confidence }) => {
    const after = candidates[0]?.after ?? ''
    const label = `${before} → ${after}`
    return {
      ...{ id: `mojibake:${at}`, kind: 'mojibake', label, at, before, after, confidence },
      ...{ proposal: true, alternatives: candidates },
    }
  })
}

const glossPlaces = (original: string, broken: Place[]): Found[] => {
  const restored = new Map(broken.map((place) => [place.at + place.before.length, place.after.slice(-1)]))
  const charBefore = (offset: number) => restored.get(offset) ?? lastChar(original, offset)
  return findGlosses(original, charBefore).map((gloss) => ({
    ...{ ...gloss, after: '', kind: 'gloss', alternatives: [] },
    id: `gloss:${simplify(gloss.char)}${gloss.before}`,
    label: `${gloss.char}${gloss.before} → ${gloss.char}`,
  }))
}

const lookAlikePlaces = (original: string): Found[] =>
  findLookAlikes(original).map((found) => ({
    ...{ ...found, kind: 'look-alike', alternatives: [] },
    id: `look-alike:${found.before}→${found.after}`,
    label: `${found.before} → ${found.after}`,
  }))

const lastChar = (text: string, offset: number): string =>
  Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? ''

const traditionalPlaces = (original: string, taken: Edit[]): Found[] => {
  const { text, offsets } = untouched(original, taken)
  return findTraditional(text).map(({ at, before, after, confidence }) => {
    const [id, label] = [`traditional:${before}→${after}`, `${before} → ${after}`]
    return { ...plain, id, kind: 'traditional', label, at: offsets[at] ?? 0, before, after, confidence }
  })
}

/** The text without the taken words, and for each of its characters the offset in the original. */
const untouched = (original: string, taken: Edit[]): { text: string; offsets: number[] } => {
  const parts: string[] = []
  const offsets: number[] = []
  let done = 0
  for (const edit of [...taken, { at: original.length, before: '' }]) {
    parts.push(original.slice(done, edit.at))
    for (let at = done; at < edit.at; at++) offsets.push(at)
    done = edit.at + edit.before.length
  }
  return { text: parts.join(''), offsets }
}
