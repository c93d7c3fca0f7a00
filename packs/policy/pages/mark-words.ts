/** A run of words that both have, or only the old (`cut`) or the new edition (`put`). */
export interface Run {
  readonly kind: 'same' | 'cut' | 'put'
  readonly words: string
}

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
