/** A clause as editions are compared: by its anchor, which stays while the clause stays (POL-05). */
export interface Wording {
  readonly anchor: string
  readonly label: string | null
  readonly title: string
  readonly text: string | null
}
export interface Difference<W extends Wording = Wording> {
  readonly kind: 'added' | 'changed' | 'removed'
  readonly anchor: string
  readonly before?: W
  readonly after?: W
}
/** A run of words that both have, or only the old (`cut`) or the new edition (`put`). */
export interface Run {
  readonly kind: 'same' | 'cut' | 'put'
  readonly words: string
}

/** Clause by clause, what a new edition adds, changes and removes; in the order of the new one, what is gone last. */
export function differences<W extends Wording>(before: readonly W[], after: readonly W[]): Difference<W>[] {
  const old = new Map(before.map((clause) => [clause.anchor, clause]))
  const kept = new Set(after.map(({ anchor }) => anchor))
  return [
    ...after.flatMap((clause): Difference<W>[] => {
      const was = old.get(clause.anchor)
      if (!was) return [{ kind: 'added', anchor: clause.anchor, after: clause }]
      return sameWords(was, clause) ? [] : [{ kind: 'changed', anchor: clause.anchor, before: was, after: clause }]
    }),
    ...before
      .filter(({ anchor }) => !kept.has(anchor))
      .map((clause): Difference<W> => ({ kind: 'removed', anchor: clause.anchor, before: clause })),
  ]
}

/** Whether two editions of a clause ask for the same: spaces and line ends do not count. */
export const sameWords = (a: Wording, b: Wording) => wordsOf(a) === wordsOf(b)

const wordsOf = ({ label, title, text }: Wording) => `${label ?? ''}|${title}|${text ?? ''}`.replaceAll(/\s+/g, '')

/** The words of two texts as runs: what stayed, what was cut, what was put. Longer texts are compared as a whole. */
export function markWords(before: string, after: string): Run[] {
  const [a, b] = [pieces(before), pieces(after)]
  const head = commonHead(a, b)
  const tail = commonHead(a.slice(head).reverse(), b.slice(head).reverse())
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return joined([
    ...a.slice(0, head).map((words): Run => ({ kind: 'same', words })),
    ...middle,
    ...a.slice(a.length - tail).map((words): Run => ({ kind: 'same', words })),
  ])
}

/** Chinese by characters, other scripts and numbers by words. */
const pieces = (text: string): string[] => text.match(/[\p{Script=Latin}\d.]+|./gsu) ?? []

const commonHead = (a: readonly string[], b: readonly string[]) => {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1
  return at
}

/** Cells of the table that comparing may fill; beyond it, cut and put stand as wholes. */
const mostCells = 1_000_000

/** The longest common subsequence by the textbook table. */
function between(a: readonly string[], b: readonly string[]): Run[] {
  if (a.length * b.length > mostCells)
    return [
      { kind: 'cut', words: a.join('') },
      { kind: 'put', words: b.join('') },
    ]
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const runs: Run[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      runs.push({ kind: 'same', words: a[i]! })
      i += 1
      j += 1
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      runs.push({ kind: 'cut', words: a[i++]! })
    else runs.push({ kind: 'put', words: b[j++]! })
  }
  return runs
}

function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = []
  for (const { kind, words } of runs) {
    const last = found.at(-1)
    if (last?.kind === kind) found[found.length - 1] = { kind, words: last.words + words }
    else if (words !== '') found.push({ kind, words })
  }
  return found
}

/** What the next edition is called when nobody says otherwise: V1.3 → V2.0, 2021 版 → 2021 版 修订. */
export function nextEdition(edition: string): string {
  const found = /^(\D*)(\d+)((?:\.\d+)*)$/.exec(edition.trim())
  if (!found) return `${edition} 修订`.slice(0, 20)
  const [, mark = '', major = '0', minor = ''] = found
  return `${mark}${Number(major) + 1}${minor.replaceAll(/\d+/g, '0')}`
}

/** How a clause is cited: 第十四条, or its number with its title. */
export const cited = ({ label, title }: Pick<Wording, 'label' | 'title'>): string =>
  label && /^第.+[章条节]$/.test(label) ? label : `“${[label, title].filter(Boolean).join(' ')}”`

/** The sentence that a reader signs (product.md 2.2). */
export function signingWords(title: string, changed: readonly Pick<Wording, 'label' | 'title'>[] | null): string {
  if (!changed || changed.length === 0) return `我已阅读《${title}》全文，并会照此执行。`
  const named = changed.slice(0, 20).map(cited).join('、')
  return `我已阅读${named}${changed.length > 20 ? `等 ${changed.length} 条` : ''}的新内容，并会照此执行。`
}
