import { allClauses } from './anchors.ts'
import type { Clause, Notice, TextKind } from './types.ts'

/** What a text leaves blank or lets hang: a month without its number, a figure that is not there, an ending without 附则. */
export const findGaps = (
  words: string,
  from: number,
  kind: TextKind,
  clauses: readonly Clause[],
  trace: (offset: number) => number,
): Notice[] => [
  ...blanks(words, from, trace),
  ...figures(words, from, trace),
  ...(kind === 'policy' ? unfinished(clauses) : []),
]

const blank =
  /每年(?=月份?[，,、。])|每月(?=日[，,、。前])|[_＿]{2,}(?=\s*[年月日元天个%％])|[(（]\s*[)）](?=[年月日元天%％])/g

const blanks = (words: string, from: number, trace: (offset: number) => number): Notice[] =>
  Array.from(words.matchAll(blank), (match) => ({
    kind: 'gap',
    words: `这里像是漏了数字：“${words.slice(match.index, match.index + 12).replaceAll(/\s+/g, ' ')}”。`,
    at: trace(from + match.index),
  }))

const figure = /[如见]\s*(图\s*\d+(?:[-－.]\d+)?)/g

/** A text file has no pictures: the first mention of each is said once. */
const figures = (words: string, from: number, trace: (offset: number) => number): Notice[] => {
  const named = Map.groupBy(words.matchAll(figure), (match) => (match[1] ?? '').replaceAll(/\s/g, ''))
  const [first] = named.values()
  if (!first?.[0]) return []
  const list = Array.from(named.keys()).slice(0, 5).join('、')
  return [{ kind: 'gap', words: `文中提到${list}，文件里没有图。`, at: trace(from + first[0].index) }]
}

/** Begins with 总则 and has no 附则; or its last chapter holds a single numbered clause where all others hold several. */
const unfinished = (clauses: readonly Clause[]): Notice[] => {
  const chapters = clauses.filter((clause) => clause.style !== 'plain' && clause.style !== 'appendix')
  const [first, last] = [chapters[0], chapters.at(-1)]
  if (!first || !last || chapters.length < 3) return []
  const at = last.originalTo - 1
  const closes = allClauses([last]).some((clause) => /附则|解释|施行|生效|执行之日/.test(clause.title + clause.text))
  if (first.title === '总则' && !closes)
    return [{ kind: 'gap', words: '有总则，没有附则：没有写由谁解释、从何时施行，后面可能缺了。', at }]
  const others = chapters.slice(0, -1).filter((chapter) => chapter.children.length > 0)
  const single = last.children.length === 1 && last.children[0]?.style === 'decimal'
  if (!single || others.length < 2 || others.some((chapter) => chapter.children.length < 2)) return []
  return [
    { kind: 'gap', words: `“${last.label}${last.title}”只有 ${last.children[0]?.label} 一条，后面可能缺了。`, at },
  ]
}
