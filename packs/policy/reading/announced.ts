import { allClauses } from './anchors.ts'
import { chineseNumber } from './numbering.ts'
import type { Clause, Notice } from './types.ts'

/**
 * Where a text announces more or fewer parts than it holds: 下列六项 and five follow, 共五章 and there are four, chapters
 * named in the opening that never come. `opening` are the words in front of the first number. Inventory section 8.1.
 */
export const findAnnounced = (clauses: readonly Clause[], opening: string, at: number): Notice[] => [
  ...allClauses(clauses).flatMap(announcedItems),
  ...announcedChapters(clauses, opening, at),
]

const count = '([一二两三四五六七八九十]{1,3}|\\d{1,2})'
const parts = '(?:个|大|项|点|条|种|类|步|方面|部分|阶段|环节|步骤|要素|要求|原则|情形|措施|内容)'
const announcement = new RegExp(
  `(?:以下|下列|下述|如下|分为|分成|包括(?:以下)?|共有?|主要有)\\s*${count}\\s*${parts}[^，,。；;：:\\n]{0,16}[：:。]?\\s*$`,
)
const inline = new RegExp(
  `(?:以下|下列|下述|如下)\\s*${count}\\s*${parts}[^，,。；;：:\\n]{0,16}[：:]\\s*([^。；;\\n]+?、[^。；;\\n]+)[。；;]?\\s*$`,
)

/** The last words of a clause, or its title, against its sub-clauses; without any, against the list in the same sentence. */
const announcedItems = (clause: Clause): Notice[] => {
  const words = clause.text === '' ? clause.title : clause.text
  const list = clause.children.length === 0 ? inline.exec(words) : null
  if (list) {
    const said = numberOf(list[1])
    return fits(said, list[2] ?? '') ? [] : [toNotice(clause, said, itemsOf(list[2] ?? '', /、/))]
  }
  const said = numberOf(announcement.exec(words)?.[1])
  const own = clause.children.filter((child) => child.style !== 'plain').length
  return said > 1 && own > 1 && own !== said ? [toNotice(clause, said, own)] : []
}

/** In a list 和 may join two items or stand inside one: either count will do. */
const fits = (said: number, items: string): boolean =>
  said < 2 || [/、/, /、|以?及|和|与/, /、|，|,|；/].some((border) => itemsOf(items, border) === said)

const itemsOf = (items: string, border: RegExp): number =>
  items.split(new RegExp(border, 'g')).filter((item) => item.trim() !== '').length

const toNotice = (clause: Clause, said: number, found: number): Notice => ({
  kind: 'announced',
  words: `${clause.label || clause.title}说有 ${said} 项，实际是 ${found} 项。`,
  at: clause.originalFrom,
})

const numberOf = (written: string | undefined): number =>
  written === undefined ? 0 : /^\d+$/.test(written) ? Number(written) : chineseNumber(written)

const chapterNames = /第\s*([一二三四五六七八九十、和及至到\d]{1,20})\s*章/g
const chapterTotal = new RegExp(`(?:共|分)(?:为|有|计)?\\s*${count}\\s*章`)

/** Chapters that the opening names or counts, against the highest that is there. */
const announcedChapters = (clauses: readonly Clause[], opening: string, at: number): Notice[] => {
  const chapters = allClauses(clauses).filter((clause) => clause.style === 'chapter')
  const highest = Math.max(0, ...chapters.map((clause) => clause.number))
  const named = Array.from(opening.matchAll(chapterNames)).flatMap((match) => (match[1] ?? '').split(/[、和及至到]/))
  const numbers = new Set(named.map(numberOf).filter((number) => number > 0))
  const said = numberOf(chapterTotal.exec(opening)?.[1]) || (numbers.size > 2 ? Math.max(...numbers) : 0)
  if (said === 0 || highest === 0 || said <= highest) return []
  return [{ kind: 'announced', words: `前面说有 ${said} 章，正文只到第 ${highest} 章。`, at }]
}
