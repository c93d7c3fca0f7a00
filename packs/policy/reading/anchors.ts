import type { Clause, Level } from './types.ts'

/**
 * Anchors name clauses for good: z2.t1.x3 is chapter 2, article 1, item 3. At the first reading they follow the printed
 * numbers (letter of the level + number, under the parent's anchor; 第N条 numbered through the whole text stands alone as
 * t9, as people cite it). From then on an anchor belongs to the clause and not to its place: `carryAnchors` gives every
 * clause of a later edition that is still the same clause its old anchor; a new one gets the next free name beside its
 * number (t2a), and the name of a clause that is gone is never given again. Inventory POL-05.
 */
export const assignAnchors = (clauses: Clause[]): Clause[] => {
  const running = articlesRunOn(clauses)
  const fresh = namer()
  const name = (list: Clause[], parent: string): Clause[] =>
    list.map((clause) => {
      const anchor = fresh(baseOf(clause, parent, running))
      return { ...clause, anchor, children: name(clause.children, anchor) }
    })
  return name(clauses, '')
}

/** Gives each wanted name once; remembers for each name how many letters are used, so that many equal ones stay quick. */
const namer = (): ((wanted: string) => string) => {
  const taken = new Set<string>()
  const used = new Map<string, number>()
  return (wanted) => {
    let count = used.get(wanted) ?? 0
    let anchor = taken.has(wanted) ? wanted + letters(count++) : wanted
    while (taken.has(anchor)) anchor = wanted + letters(count++)
    used.set(wanted, count)
    taken.add(anchor)
    return anchor
  }
}

/** The wanted name, or with the first free letter behind it: t2, t2a, t2b … */
export const freshAnchor = (wanted: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(wanted)) return wanted
  let count = 0
  while (taken.has(wanted + letters(count))) count++
  return wanted + letters(count)
}

/** Every clause of a tree, parents before children. */
export const allClauses = (clauses: readonly Clause[]): Clause[] => {
  const all: Clause[] = []
  const add = (clause: Clause): void => {
    all.push(clause)
    for (const child of clause.children) add(child)
  }
  for (const clause of clauses) add(clause)
  return all
}

/**
 * Gives the clauses of a new edition the anchors of the old edition's clauses that they continue: equal words first, then
 * an equal title under the same parent, then words that are mostly the same. `retired` are the anchors of clauses that
 * earlier editions dropped.
 */
export const carryAnchors = (
  old: readonly Clause[],
  fresh: readonly Clause[],
  retired: readonly string[] = [],
): Clause[] => {
  const matches = matchClauses(allClauses(old), allClauses(fresh))
  const taken = new Set([...allClauses(old).map((clause) => clause.anchor), ...retired])
  const name = (list: readonly Clause[], parent: string): Clause[] =>
    list.map((clause) => {
      const anchor = matches.get(clause.anchor) ?? freshAnchor(baseOf(clause, parent, articlesRunOn(fresh)), taken)
      taken.add(anchor)
      return { ...clause, anchor, children: name(clause.children, anchor) }
    })
  return name(fresh, '')
}

const marks: Record<Level, string> = { 篇: 'p', 章: 'z', 节: 'j', 条: 't', 款: 'k', 项: 'x', 目: 'm' }

const baseOf = (clause: Clause, parent: string, running: boolean): string => {
  const own = (clause.style === 'appendix' ? 'f' : marks[clause.level]) + clause.number
  const above = clause.style === 'article' && running ? (/^p\d+[a-z]*/.exec(parent)?.[0] ?? '') : parent
  return above === '' ? own : `${above}.${own}`
}

/** 第N条 runs on when no number comes twice. */
const articlesRunOn = (clauses: readonly Clause[]): boolean => {
  const texts = clauses.some((clause) => clause.style === 'text') ? clauses.map((clause) => clause.children) : [clauses]
  return texts.every((text) => {
    const numbers = allClauses(text)
      .filter((clause) => clause.style === 'article')
      .map((clause) => clause.number)
    return new Set(numbers).size === numbers.length
  })
}

const letters = (count: number): string => {
  const letter = String.fromCharCode(97 + (count % 26))
  return count < 26 ? letter : letters(Math.floor(count / 26) - 1) + letter
}

/** Anchors of the new tree → anchors of the old one, each used once; sure matches are made first. */
const matchClauses = (old: Clause[], fresh: Clause[]): Map<string, string> => {
  const found = new Map<string, string>()
  const used = new Set<string>()
  for (const isSame of [equalWords, equalTitle, similarWords]) {
    for (const clause of fresh) {
      if (found.has(clause.anchor)) continue
      const candidates = old.filter((other) => !used.has(other.anchor) && other.level === clause.level)
      const match = candidates.find((other) => isSame(other, clause, found))
      if (!match) continue
      found.set(clause.anchor, match.anchor)
      used.add(match.anchor)
    }
  }
  return found
}

const wordsOf = (clause: Clause): string => (clause.title + clause.text).replaceAll(/[\s，,。；;：:、]/g, '')

const equalWords = (old: Clause, fresh: Clause): boolean => wordsOf(old) !== '' && wordsOf(old) === wordsOf(fresh)

const equalTitle = (old: Clause, fresh: Clause, found: ReadonlyMap<string, string>): boolean => {
  const parent = parentOf(fresh.anchor)
  return old.title !== '' && old.title === fresh.title && parentOf(old.anchor) === (found.get(parent) ?? parent)
}

const parentOf = (anchor: string): string => anchor.slice(0, Math.max(0, anchor.lastIndexOf('.')))

/** Dice's coefficient over character pairs; 0.6 keeps a clause that was reworded and parts with one that was replaced. */
const similarWords = (old: Clause, fresh: Clause): boolean => {
  const [a, b] = [pairs(wordsOf(old)), pairs(wordsOf(fresh))]
  const shared = Array.from(a).filter((pair) => b.has(pair)).length
  return a.size > 0 && (2 * shared) / (a.size + b.size) >= 0.6
}

const pairs = (words: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2)))
