import { documentTitle } from './titles.ts'
import type { Clause, Finding } from './types.ts'

/**
 * The sentences of a clause's text, each with its closing mark. A long line that ends without a mark goes on in the next
 * one. Asked for by every finder, so a clause keeps its sentences.
 */
export const sentencesIn = (clause: Clause): readonly string[] => {
  const known = kept.get(clause)
  if (known) return known
  const sentences = sentencesOf(clause.text)
  kept.set(clause, sentences)
  return sentences
}

const kept = new WeakMap<Clause, readonly string[]>()

/** The sentences of a text, as `sentencesIn` says. */
export const sentencesOf = (text: string): string[] =>
  (text.replaceAll(wrapped, '').match(aSentence) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 1)

/** A run of words that goes on without a mark is cut, since the rules look at a sentence from many places. */
const aSentence = /[^。！？；;\n]{1,600}[。！？；;]?/g

/** A line's end looks back at its line: looking ahead from every character for the end takes seconds in a long line. */
const wrapped = /(?<![ \t])[ \t]*\n(?=\p{Script=Han})(?<=[^\n]{28}[\p{Script=Han}，,、][ \t]*\n)/gu

/** A name for a clause: its title, or the first words of its text. */
export const nameOf = (clause: Clause): string =>
  clause.title !== '' ? clause.title : (clause.text.split(/[，,。；;：:\n]/)[0] ?? '').slice(0, 20)

/** A finding about a whole clause. */
export const clauseFinding = <Kind extends string>(
  kind: Kind,
  clause: Clause,
  confidence: number,
): Finding & { kind: Kind } => ({
  ...{ kind, name: nameOf(clause), anchor: clause.anchor },
  ...{ words: [clause.label, clause.title, clause.text].join('').slice(0, 120), confidence },
})

/** Rounds a confidence to two places, so that readings compare equal. */
export const sure = (confidence: number): number => Math.round(confidence * 100) / 100

const pageTitle = /^(.{4,40}?)_第\s*\d+\s*页$/

/**
 * The document's own title: a name of the kind …制度 in front of the first heading, confirmed when page marks repeat it;
 * else the first short line; else the file's name. `pageMarks` are the simplified page-mark lines.
 */
export const titleOf = (
  preamble: string,
  pageMarks: readonly string[],
  file: string,
): { text: string; confidence: number } => {
  const printed = pageMarks.map((line) => pageTitle.exec(line)?.[1]?.trim()).find((title) => title !== undefined)
  const lines = preamble
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const named = lines.map(documentTitle).find((title) => title !== undefined)
  if (named) return { text: named, confidence: named === printed ? 0.98 : 0.9 }
  if (printed) return { text: printed, confidence: 0.85 }
  const first = lines.find((line) => line.length <= 30 && !/[，,。；;]/.test(line))
  if (first) return { text: first, confidence: 0.5 }
  const stem = file.replace(/\.[^.]+$/, '')
  return /\p{Script=Han}/u.test(stem) ? { text: stem, confidence: 0.4 } : { text: '', confidence: 0 }
}
