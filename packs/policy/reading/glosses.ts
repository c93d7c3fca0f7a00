import { createRequire } from 'node:module'
import { han } from './gbk.ts'

export interface Gloss {
  at: number
  before: string
  /** The character that carries the gloss. */
  char: string
  confidence: number
  proposal: boolean
}

/**
 * Finds pronunciations in brackets behind a Han character, 業(yè)務. One that is a reading of that character is certain;
 * one that only looks like pinyin becomes a proposal. (一), (KPI), (app) are left alone. `charBefore` names the character
 * in front of an offset, so that a restored character counts as well. Inventory POL-23.
 */
export const findGlosses = (text: string, charBefore: (offset: number) => string): Gloss[] =>
  Array.from(text.matchAll(bracketed)).flatMap((match) => {
    const char = charBefore(match.index)
    const syllable = (match[1] ?? '').normalize('NFC')
    if (!han.test(char) || !isSyllable(syllable)) return []
    return [{ at: match.index, before: match[0], char, ...judge(char, syllable) }]
  })

const bracketed = /[(（]((?:[a-zà-öø-ǿ]|[\u0300-\u036f]){1,8})[)）]/g

const finals =
  'a|o|e|i|u|v|ü|ai|ei|ui|ao|ou|iu|ie|ue|ve|üe|er|an|en|in|un|vn|ün|ang|eng|ing|ong|ia|ian|iang|iao|iong|ua|uai|uan|uang|uo'
const syllablePattern = new RegExp(`^(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:${finals})$`)

const isSyllable = (syllable: string): boolean => syllablePattern.test(bare(syllable))

const judge = (char: string, syllable: string): { confidence: number; proposal: boolean } => {
  const spoken = readings(char)
  if (spoken.includes(syllable)) return { confidence: 0.99, proposal: false }
  if (spoken.some((reading) => bare(reading) === bare(syllable))) return { confidence: 0.9, proposal: false }
  return { confidence: syllable === bare(syllable) ? 0.2 : 0.6, proposal: true }
}

/** Without tone marks, ü kept: NFD splits every tone from its vowel. */
const bare = (syllable: string): string =>
  syllable
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC')
    .replaceAll('v', 'ü')

const load = createRequire(import.meta.url)
const known = new Map<string, string[]>()

const readings = (char: string): string[] => {
  const found = known.get(char)
  if (found) return found
  const { pinyin } = load('pinyin-pro') as typeof import('pinyin-pro')
  const spoken = pinyin(char, { multiple: true, type: 'array' })
  known.set(char, spoken)
  return spoken
}
