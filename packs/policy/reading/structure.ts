import { allClauses, assignAnchors } from './anchors.ts'
import { type Doubt, findHeadings, type Heading } from './headings.ts'
import type { Mark } from './numbering.ts'
import { findUnnumbered, toParagraphs, withClosings } from './paragraphs.ts'
import { findTexts } from './texts.ts'
import { splitTitle } from './titles.ts'
import type { Clause, Level, Notice } from './types.ts'

export interface Structure {
  clauses: Clause[]
  /** The words in front of the first heading; all of them when there is none. */
  preamble: string
  notices: Notice[]
}

/**
 * Reads the clause tree of a cleaned text. `trace` maps an offset of that text to the original; `texts` are the borders of
 * the texts in it. Notices carry offsets of the original. Inventory POL-05.
 */
export const readStructure = (
  text: string,
  trace: (offset: number) => number,
  texts: readonly Mark[] = findTexts(text, trace),
): Structure => {
  const numbered = findHeadings(text, texts)
  const found = numbered.headings.length > 0 ? numbered : { headings: findUnnumbered(text), notices: [] }
  const preamble = text.slice(0, found.headings[0]?.from ?? text.length).trim()
  const headings = withClosings(text, found.headings)
  const flat = headings.flatMap((heading, index) => toClauses(text, trace, headings, heading, index))
  const clauses = assignAnchors(nest(flat))
  return { clauses, preamble, notices: found.notices.map((notice) => toNotice(notice, clauses, trace)) }
}

/** A doubt about numbers, with the numbers that would fit as choices for all clauses of that list. */
const toNotice = (doubt: Doubt, clauses: readonly Clause[], trace: (offset: number) => number): Notice => {
  const { expected, words, at } = doubt
  const notice: Notice = { kind: 'numbering', words, at: trace(at) }
  const parent = allClauses(clauses).find((clause) => clause.children.some((child) => child.from === at))
  const wrong = parent?.children.filter((child) => child.style === 'decimal' && child.from >= at) ?? []
  if (expected === undefined || wrong.length === 0) return notice
  const choices = wrong.map(({ anchor, number }) => ({
    kind: 'label' as const,
    anchor,
    label: `${expected}.${number}`,
  }))
  return { ...notice, proposal: { words: `改成 ${choices.map((one) => one.label).join('、')}`, choices } }
}

interface Flat {
  clause: Clause
  depth: number
}

const toClauses = (
  text: string,
  trace: (offset: number) => number,
  headings: Heading[],
  heading: Heading,
  index: number,
): Flat[] => {
  const next = headings[index + 1]
  const to = endOf(text, heading.to, next?.from ?? text.length)
  const words = text.slice(heading.to, to)
  const isText = heading.style === 'text'
  const split = isText ? ownName(heading) : titleOf(heading, words, next !== undefined && next.depth > heading.depth)
  const clause: Clause = {
    ...{ anchor: '', level: '条', style: heading.style, number: heading.number, label: labelOf(heading) },
    ...{ title: split.title, titleConfidence: split.confidence },
    text: isText ? '' : words.slice(split.textAt).replace(leadingColon, '').trim(),
    ...{ from: heading.from, to, originalFrom: trace(heading.from), originalTo: trace(to - 1) + 1, children: [] },
  }
  const loose = isText ? toParagraphs(words, heading.to, trace) : []
  return [{ clause, depth: heading.depth }, ...loose.map((one) => ({ clause: one, depth: heading.depth + 1 }))]
}

/** Texts, unnumbered headings and closing paragraphs bring their title along, or have none. */
const ownName = (heading: Heading) => ({ title: heading.title, textAt: 0, confidence: 0.9 })

const leadingColon = /^\s*[:：]/

const endOf = (text: string, from: number, next: number): number => from + text.slice(from, next).trimEnd().length

const titleOf = (heading: Heading, words: string, hasChildren: boolean) =>
  heading.title !== '' || heading.style === 'plain' ? ownName(heading) : splitTitle(words, hasChildren)

const labelOf = (heading: Heading): string =>
  heading.style === 'text' ? `篇${heading.number}` : heading.style === 'hash' ? '' : heading.label.trim()

const nest = (flat: Flat[]): Clause[] => {
  const roots: Clause[] = []
  const path: Clause[] = []
  for (const { clause, depth } of flat) {
    const parent = path[Math.min(depth, path.length) - 1]
    const siblings = parent?.children ?? roots
    siblings.push(clause)
    path.splice(Math.min(depth, path.length), path.length, clause)
  }
  return withLevels(roots, undefined)
}

/**
 * The paragraphs in front of the first heading as clauses k1, k2 … without the title, so that they can be pointed at;
 * a policy without numbers consists of them.
 */
export const looseParagraphs = (
  preamble: string,
  title: string,
  text: string,
  trace: (offset: number) => number,
): Clause[] => {
  const start = text.length - text.trimStart().length
  return toParagraphs(preamble, start, trace)
    .filter((clause) => clause.text !== title)
    .map((clause, index) => ({ ...clause, anchor: `k${index + 1}`, number: index + 1 }))
}

const fixedLevels: Partial<Record<Clause['style'], Level>> = {
  text: '篇',
  chapter: '章',
  section: '节',
  article: '条',
  plain: '款',
  appendix: '章',
}

const below: Record<Level, Level> = { 篇: '章', 章: '条', 节: '条', 条: '项', 款: '项', 项: '目', 目: '目' }

/** Levels go down from the parent; a list that has nothing above and nothing below is a list of 条. */
const withLevels = (clauses: Clause[], parent: Level | undefined): Clause[] =>
  clauses.map((clause) => {
    const alike = clauses.filter((other) => other.style === clause.style)
    const level = fixedLevels[clause.style] ?? levelBelow(parent, alike)
    return { ...clause, level, children: withLevels(clause.children, level) }
  })

const levelBelow = (parent: Level | undefined, alike: Clause[]): Level => {
  if (parent !== undefined && parent !== '篇') return below[parent]
  return alike.every((clause) => clause.children.length === 0) ? '条' : '章'
}
