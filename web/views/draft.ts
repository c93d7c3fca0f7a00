export type Values = Record<string, unknown>

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What was typed, and the version of the row when the typing began; a new row has none. */
export interface Draft {
  typed: Values
  version?: number
}

/** Puts what was typed aside under a form's name, so that a reload, an ended session or a wrong link loses nothing. */
export function keepDraft(shelf: Shelf, form: string, draft: Draft): void {
  if (Object.keys(draft.typed).length === 0) shelf.removeItem(shelfName(form))
  else shelf.setItem(shelfName(form), JSON.stringify(draft))
}

/** What was typed before, or nothing; a draft that cannot be read counts as none. */
export function readDraft(shelf: Shelf, form: string): Draft {
  try {
    const value = JSON.parse(shelf.getItem(shelfName(form)) ?? 'null') as Partial<Draft> | null
    const { typed, version } = value ?? {}
    if (typeof typed !== 'object' || typed === null || Array.isArray(typed)) return { typed: {} }
    return typeof version === 'number' ? { typed, version } : { typed }
  } catch {
    return { typed: {} }
  }
}

/** What was typed after one more change: a field that is as it was before counts as untouched. */
export function withTyped(base: Values, typed: Values, name: string, value: unknown): Values {
  const { [name]: _, ...rest } = typed
  return sameValue(base[name], value) ? rest : { ...rest, [name]: value }
}

/** Whether two values of a field are the same to a person: blank is blank, lines are compared by content. */
export function sameValue(left: unknown, right: unknown): boolean {
  const plain = (value: unknown) => (value === '' || value === undefined ? null : value)
  return JSON.stringify(plain(left)) === JSON.stringify(plain(right))
}

const shelfName = (form: string) => `draft:${form}`
