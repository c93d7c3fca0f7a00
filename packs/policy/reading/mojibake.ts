import { charOf, codeOf, commonShare, isPrivate } from './gbk.ts'
import { simplify } from './simplify.ts'
import { businessWords } from './words.ts'

export interface Broken {
  at: number
  before: string
  /** Candidates in simplified characters, best first. */
  candidates: { after: string; score: number }[]
  confidence: number
}

/** How often two characters stand side by side in the readable part of the document. */
export type Bigrams = ReadonlyMap<string, number>

export const bigramsOf = (text: string): Bigrams => {
  const counts = new Map<string, number>()
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}

export const placeholder = /[?？\ufffd]/

/**
 * Finds runs in which one byte of GBK was lost, so that every later character was put together from the halves of two.
 * The loss shows as one or two question marks; the second of two is the real A3 BF (？). The bytes behind it are read
 * one to the left; each possible lost byte is tried and scored by the document's own word pairs and a small dictionary.
 * Always proposals. Inventory POL-23, section 8.2.
 */
export const findBroken = (text: string, bigrams: Bigrams): Broken[] => {
  const found: Broken[] = []
  let looked = 0
  for (const match of text.matchAll(/[?？\ufffd]{1,3}/g)) {
    if (looked++ === mostPlaces) break
    const last = found.at(-1)
    if (last && match.index < last.at + last.before.length) continue
    const best = startings(text, match.index, match[0])
      .map((start) => restore(text, match.index, start, bigrams))
      .filter((broken) => broken !== undefined)
      .toSorted((a, b) => (b.candidates[0]?.score ?? 0) - (a.candidates[0]?.score ?? 0))[0]
    if (best) found.push(best)
  }
  return found
}

/** A text with more marks than this is no text with a few lost bytes; each costs some 50 µs. */
const mostPlaces = 5_000

interface Starting {
  next: number
  bytes: number[]
}

const fullWidthQuestion = [0xa3, 0xbf]

/**
 * What the marks can stand for: the lost byte alone; the lost byte and a real question mark behind it; or the lost byte and
 * a full-width form behind it (A3 xx) that was folded to ASCII.
 */
const startings = (text: string, at: number, marks: string): Starting[] => {
  const next = at + marks.length
  const [char = '', second = ''] = [text[next], text[next + 1]]
  const alone = isWide(char) && marks !== '？' ? [{ next, bytes: [] }] : []
  const question = isWide(char) && (marks.length > 1 || marks === '？') ? [{ next, bytes: fullWidthQuestion }] : []
  const isFolded = /[!-~]/.test(char) && char !== '?' && isWide(second)
  const folded = isFolded ? [{ next: next + 1, bytes: [0xa3, char.charCodeAt(0) + 0x80] }] : []
  return [...alone, ...question, ...folded]
}

const isWide = (char: string): boolean => codeOf(char) !== undefined

interface Run {
  firstTrail: number
  body: string
  /** Lead byte of a last character whose trail byte was lost too. */
  lostTrailOf: number | undefined
  end: number
}

const longestRun = 80

/** Reads the bytes from `start` one to the left, up to an ASCII second byte (aligned again) or the next damage. */
const realign = (text: string, start: Starting): Run | undefined => {
  const [firstTrail, ...pending] = [...start.bytes, ...bytesAt(text, start.bytes.length ? -1 : start.next)]
  if (firstTrail === undefined) return undefined
  let lead = pending[0]
  let body = ''
  let at = start.bytes.length ? start.next : start.next + 1
  while (lead !== undefined && at - start.next < longestRun) {
    if (lead < 0x80) return { firstTrail, body: body + String.fromCharCode(lead), lostTrailOf: undefined, end: at }
    const [trail, rest] = bytesAt(text, at)
    const char = trail === undefined ? undefined : charOf(lead, trail)
    if (char === undefined) break
    body += char
    at++
    if (rest === undefined) return { firstTrail, body, lostTrailOf: undefined, end: at }
    lead = rest
  }
  const swallowed = placeholder.test(text[at] ?? '') ? 1 : 0
  return { firstTrail, body, lostTrailOf: lead, end: at + swallowed }
}

const bytesAt = (text: string, at: number): number[] => {
  const char = text[at]
  if (char === undefined || placeholder.test(char)) return []
  if (char >= '@' && char <= '~') return [char.charCodeAt(0)]
  const code = codeOf(char)
  return code === undefined ? [] : [code >> 8, code & 0xff]
}

const restore = (text: string, at: number, start: Starting, bigrams: Bigrams): Broken | undefined => {
  const run = realign(text, start)
  if (!run || run.body.length < 2) return undefined
  const before = text.slice(at, run.end)
  const body = simplify(run.body)
  if (commonShare(body) < 0.85) return undefined
  const [left, right] = [simplify(text.slice(Math.max(0, at - 1), at)), simplify(text.slice(run.end, run.end + 1))]
  const tails = run.lostTrailOf === undefined ? [''] : [...secondHalves(run.lostTrailOf), '']
  const tail = best(tails.map((char) => [char, evidence(body.slice(-1) + char + right, bigrams)]))
  const rest = evidence(body + tail + right, bigrams)
  const candidates = firstHalves(run.firstTrail)
    .map((head) => ({ after: head + body + tail, score: round(rest + evidence(left + head + body[0], bigrams)) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 5)
  const kept = evidence(left + before + right, bigrams)
  return isBetter(body.length, candidates[0]?.score ?? 0, kept)
    ? { at, before, candidates, ...sureness(candidates, body) }
    : undefined
}

/** Simplified characters that have this second byte. */
const firstHalves = (trail: number): string[] =>
  remembered(`?${trail}`, () => simplifiedSet((lead) => charOf(lead, trail)))

/** Simplified characters that have this first byte. */
const secondHalves = (lead: number): string[] =>
  remembered(`${lead}?`, () => simplifiedSet((trail) => charOf(lead, trail)))

const halves = new Map<string, string[]>()

const remembered = (key: string, make: () => string[]): string[] => {
  const found = halves.get(key) ?? make()
  halves.set(key, found)
  return found
}

const simplifiedSet = (read: (byte: number) => string | undefined): string[] => {
  const bytes = Array.from({ length: 0xff - 0x40 }, (_, index) => 0x40 + index)
  const characters = bytes.map(read).filter((char) => char !== undefined && !isPrivate(char))
  return Array.from(new Set(simplify(characters.join('\n')).split('\n')))
}

const best = (scored: [string, number][]): string => scored.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ''

/** Restored words must be backed by more known pairs than the broken ones. */
const isBetter = (length: number, restored: number, kept: number): boolean =>
  restored >= 2 && restored > kept + length * 0.2

/** Sum over neighbouring pairs: known to the dictionary 1.5, seen in the document up to 2. */
const evidence = (text: string, bigrams: Bigrams): number => {
  let score = 0
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2)
    const seen = bigrams.get(pair) ?? 0
    score += Math.min(2, Math.log2(1 + seen) * 0.7) + (businessWords.has(pair) ? 1.5 : 0)
  }
  return score
}

const round = (score: number): number => Math.round(score * 100) / 100

const sureness = (candidates: { score: number }[], body: string): { confidence: number } => {
  const [first = { score: 0 }, second = { score: 0 }] = candidates
  const margin = first.score - second.score
  const confidence = commonShare(body) * (0.5 + (0.5 * margin) / (margin + 1))
  return { confidence: Math.min(0.95, round(confidence)) }
}
