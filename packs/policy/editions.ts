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
/** The states in which an edition is being written. */
export const drafting = ['draft', 'revising'] as const

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
