import { allClauses, freshAnchor } from './anchors.ts'
import type { Choice, Clause } from './types.ts'

/**
 * Makes a person's changes to the clause tree, in order. A choice that no longer fits leaves the tree as it is and is
 * returned in `missed`. Anchors of clauses that a choice does not name stay the same. Pure.
 */
export const reviseClauses = (
  clauses: Clause[],
  choices: readonly Choice[],
): { clauses: Clause[]; missed: Choice[] } => {
  const missed: Choice[] = []
  let tree = clauses
  for (const choice of choices) {
    const revised = revise(tree, choice)
    if (revised) tree = revised
    else missed.push(choice)
  }
  return { clauses: tree, missed }
}

/** The tree after one choice; undefined when it does not fit. Choices about other things change nothing. */
const revise = (tree: Clause[], choice: Choice): Clause[] | undefined => {
  if (choice.kind === 'rename') return rename(tree, choice.anchor, choice.title)
  if (choice.kind === 'move') return move(tree, choice.anchor, choice.under, choice.after)
  if (choice.kind === 'merge') return merge(tree, choice.anchor, choice.into)
  if (choice.kind === 'split') return split(tree, choice.anchor, choice.at)
  if (choice.kind === 'drop') return find(tree, choice.anchor) && replace(tree, choice.anchor, () => [])
  if (choice.kind === 'label') return relabel(tree, choice.anchor, choice.label)
  return tree
}

const find = (tree: readonly Clause[], anchor: string): Clause | undefined =>
  allClauses(tree).find((clause) => clause.anchor === anchor)

/** Replaces the clause of that anchor by what `change` makes of it: none, one or several clauses. */
const replace = (tree: readonly Clause[], anchor: string, change: (clause: Clause) => Clause[]): Clause[] =>
  tree.flatMap((clause) =>
    clause.anchor === anchor ? change(clause) : [{ ...clause, children: replace(clause.children, anchor, change) }],
  )

/** Where the new title begins the clause's words, the border between title and text moves; no word is lost. */
const rename = (tree: Clause[], anchor: string, title: string): Clause[] | undefined => {
  const clause = find(tree, anchor)
  if (!clause) return undefined
  const words = clause.title + clause.text
  const text = words.startsWith(title) ? words.slice(title.length).replace(/^[\s:：]+/, '') : clause.text
  return replace(tree, anchor, (one) => [{ ...one, title: title.trim(), text, titleConfidence: 1 }])
}

/** The printed number corrected; the anchor stays what it is. */
const relabel = (tree: Clause[], anchor: string, label: string): Clause[] | undefined =>
  find(tree, anchor) && replace(tree, anchor, (one) => [{ ...one, label: label.trim() }])

const move = (tree: Clause[], anchor: string, under: string | null, after: string | null): Clause[] | undefined => {
  const clause = find(tree, anchor)
  const parent = under === null ? undefined : find(tree, under)
  const inside = clause && allClauses([clause]).some((one) => one.anchor === under || one.anchor === after)
  if (!clause || inside || (under !== null && !parent)) return undefined
  const rest = replace(tree, anchor, () => [])
  if (under === null) return insert(rest, clause, after)
  const target = find(rest, under)
  const children = target ? insert(target.children, clause, after) : undefined
  return children && replace(rest, under, (one) => [{ ...one, children }])
}

const insert = (list: Clause[], clause: Clause, after: string | null): Clause[] | undefined => {
  if (after === null) return [clause, ...list]
  const place = list.findIndex((one) => one.anchor === after)
  return place < 0 ? undefined : list.toSpliced(place + 1, 0, clause)
}

/** The words of the merged clause go behind those of the other, its children behind the children. */
const merge = (tree: Clause[], anchor: string, into: string): Clause[] | undefined => {
  const clause = find(tree, anchor)
  if (!clause || !find(tree, into) || allClauses([clause]).some((one) => one.anchor === into)) return undefined
  const rest = replace(tree, anchor, () => [])
  return replace(rest, into, (one) => [
    {
      ...{ ...one, text: one.text + clause.label + clause.title + clause.text },
      ...{ to: Math.max(one.to, clause.to), originalTo: Math.max(one.originalTo, clause.originalTo) },
      children: [...one.children, ...clause.children],
    },
  ])
}

/** Cuts the text at `at`; the second part is a new clause behind the first, and sub-clauses stay with the second. */
const split = (tree: Clause[], anchor: string, at: number): Clause[] | undefined => {
  const clause = find(tree, anchor)
  if (!clause || at <= 0 || at >= clause.text.length) return undefined
  const taken = new Set(allClauses(tree).map((one) => one.anchor))
  const rest = clause.text.slice(at).trim()
  const first = { ...clause, text: clause.text.slice(0, at).trim(), children: [] }
  const second = {
    ...clause,
    anchor: freshAnchor(`${anchor}a`, taken),
    label: '',
    title: '',
    titleConfidence: 1,
    text: rest,
  }
  return replace(tree, anchor, () => [first, second])
}
