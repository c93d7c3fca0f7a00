import { useRef, useState } from 'react'
import { isUnavailable, newKey } from '../api.ts'
import { keepDraft, readDraft, type Values, withTyped } from './draft.ts'

export type Errors = Readonly<Record<string, string>>

export interface FormState {
  /** The row with what was typed over it. */
  values: Values
  /** Only what was typed. */
  typed: Values
  errors: Errors
  /** True while what is shown comes from a draft of an earlier visit. */
  restored: boolean
  set(name: string, value: unknown): void
  /** The row as it was when the typing began: what a refusal is compared with, and the version that is sent. */
  begun(): Values
  /** Goes on from a newer row with what remains typed. */
  rebase(row: Values, typed: Values): void
  setTyped(typed: Values): void
  setErrors(errors: Errors): void
  /** Throws away what was typed, and its draft. */
  forget(): void
  /** Runs one effect under the form's key: the same key again until there was an answer, then a new one. */
  once<T>(effect: (key: string) => Promise<T>): Promise<T>
  /** True while an effect is on its way: a second click of a double click finds it so. */
  isBusy(): boolean
}

/**
 * What a form holds: the row it began with, what was typed, what was found wrong. The draft is kept as one types. A row
 * that is freshened meanwhile does not move the version that is sent, so that nobody's change is overwritten unseen.
 */
export function useForm(name: string, base: Values): FormState {
  const [draft] = useState(() => readDraft(sessionStorage, name))
  const [typed, show] = useState(draft.typed)
  const [restored, setRestored] = useState(() => Object.keys(draft.typed).length > 0)
  const [errors, setErrors] = useState<Errors>({})
  const key = useRef(newKey())
  const busy = useRef(false)
  const latest = useRef(typed)
  const begun = useRef<Values | undefined>(restored ? { version: draft.version } : undefined)
  const setTyped = (next: Values) => {
    latest.current = next
    begun.current = Object.keys(next).length > 0 ? (begun.current ?? base) : undefined
    keepDraft(sessionStorage, name, { typed: next, ...versionOf(begun.current) })
    show(next)
  }
  return {
    values: { ...base, ...typed },
    typed,
    errors,
    restored,
    set(field, value) {
      setTyped(withTyped(base, latest.current, field, value))
      setErrors(({ [field]: _, ...rest }) => rest)
    },
    begun: () => begun.current ?? base,
    rebase(row, next) {
      begun.current = row
      setTyped(next)
    },
    setTyped,
    setErrors,
    forget() {
      setTyped({})
      setRestored(false)
      setErrors({})
    },
    isBusy: () => busy.current,
    async once(effect) {
      busy.current = true
      try {
        const answer = await effect(key.current)
        key.current = newKey()
        return answer
      } catch (error) {
        if (!isUnavailable(error)) key.current = newKey()
        throw error
      } finally {
        busy.current = false
      }
    },
  }
}

const versionOf = (row: Values | undefined) => (typeof row?.version === 'number' ? { version: row.version } : {})
