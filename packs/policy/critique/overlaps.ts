import { type Claim, claimsOf, likeness } from './claims.ts'
import { problem } from './problem.ts'
import type { Held, Problem, Side } from './types.ts'

/**
 * Where two or more units claim the same matter as their own (主责), with the words of each. Duties that three or more
 * hold in the same words are everybody's (锁好门窗) and no overlap. Pairs about one matter, or of the same two units about
 * one group of duties, are one problem. Inventory ORG-06.
 */
export const findOverlaps = (held: readonly Held[], sure = 0.6): Problem[] => {
  const own = withoutCommon(held.filter(({ part }) => part === 'lead')).map((duty) => ({
    duty,
    claims: claimsOf(duty.words),
  }))
  const pairs = meetings(own)
    .map(toPair)
    .filter((pair) => pair.confidence >= sure)
  return joinPairs(pairs).map(toProblem)
}

interface Claiming {
  duty: Held
  claims: Claim[]
}

interface Pair {
  a: Held
  b: Held
  matters: string[]
  written: string[]
  confidence: number
}

/** Same words with other holders. */
const withoutCommon = (held: readonly Held[]): Held[] => {
  const holders = new Map<string, Set<string>>()
  const key = ({ words }: Held) => words.replace(/[，,。；;、\s的]/g, '').slice(0, 16)
  for (const duty of held) holders.set(key(duty), (holders.get(key(duty)) ?? new Set()).add(duty.holder))
  return held.filter((duty) => (holders.get(key(duty))?.size ?? 0) < 3)
}

/** Pairs of duties of different holders that share a matter; matters are met by their last two characters. */
const meetings = (own: readonly Claiming[]): [Claiming, Claiming][] => {
  const byTail = new Map<string, Set<number>>()
  for (const [index, { claims }] of own.entries())
    for (const { matter } of claims) {
      const tail = matter.slice(-2)
      byTail.set(tail, (byTail.get(tail) ?? new Set()).add(index))
    }
  const met = new Set<number>()
  for (const group of byTail.values())
    for (const a of group)
      for (const b of group) if (a < b && own[a]?.duty.holder !== own[b]?.duty.holder) met.add(a * own.length + b)
  return Array.from(met, (code) => [own[Math.floor(code / own.length)]!, own[code % own.length]!])
}

const toPair = ([a, b]: [Claiming, Claiming]): Pair => {
  const best = new Map<string, { written: string; score: number }>()
  for (const left of a.claims)
    for (const right of b.claims) {
      const score = likeness(left, right)
      const matter = left.matter.length < right.matter.length ? left.matter : right.matter
      if (score > (best.get(matter)?.score ?? 0.3))
        best.set(matter, { written: shorter(left.written, right.written), score })
    }
  const found = Array.from(best.values()).toSorted((x, y) => y.score - x.score)
  return {
    ...{ a: a.duty, b: b.duty, matters: Array.from(best.keys()), written: found.map(({ written }) => written) },
    confidence: 1 - found.reduce((rest, { score }) => rest * (1 - 0.75 * score), 1),
  }
}

const shorter = (a: string, b: string): string => (a.length <= b.length ? a : b)

const joinPairs = (pairs: readonly Pair[]): Pair[][] => {
  const groups: Pair[][] = []
  for (const pair of pairs) {
    const near = groups.filter((group) => group.some((other) => isSameMatter(pair, other)))
    for (const group of near) groups.splice(groups.indexOf(group), 1)
    groups.push([...near.flat(), pair])
  }
  return groups
}

const isSameMatter = (one: Pair, other: Pair): boolean => {
  const sameTwo = [one.a.holder, one.b.holder].every((holder) => holder === other.a.holder || holder === other.b.holder)
  const sameGroup = groupsOf(one).some((group) => groupsOf(other).includes(group))
  return (sameTwo && sameGroup) || (one.matters.some((matter) => other.matters.includes(matter)) && touches(one, other))
}

const touches = (one: Pair, other: Pair): boolean => [one.a, one.b].some((duty) => duty === other.a || duty === other.b)

const groupsOf = ({ a, b }: Pair): string[] => [a, b].map(({ holder, group }) => `${holder}/${group}`)

const toProblem = (pairs: Pair[]): Problem => {
  const duties = Array.from(new Set(pairs.flatMap(({ a, b }) => [a, b])))
  const written = Array.from(new Set(pairs.flatMap((pair) => pair.written)))
  const sides = duties.map(toSide).toSorted((a, b) => a.holder.localeCompare(b.holder, 'zh'))
  return problem(
    'overlap',
    written.slice(0, 3).join('、'),
    sides,
    Math.max(...pairs.map(({ confidence }) => confidence)),
  )
}

const toSide = ({ part: _, group: __, ...side }: Held): Side => side
