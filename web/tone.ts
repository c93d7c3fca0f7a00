import type { RecordMeta } from '#kernel/http/contract.ts'

export type Tone = 'rest' | 'active' | 'good' | 'warn' | 'bad'

/**
 * How a status looks, read from the actions alone. A state that only a dangerous action or none leaves by is settled;
 * settled is good, except where a dangerous action leads there: that is bad for a request and at rest for a register.
 * The first state rests until somebody sends it on; everything between is under way.
 */
export function toneOf(meta: Pick<RecordMeta, 'nature' | 'states' | 'actions'>, status: string): Tone {
  const into = meta.actions.filter((action) => action.to === status && !action.from.includes(status))
  if (into.length > 0 && into.every((action) => action.danger)) return meta.nature === 'request' ? 'bad' : 'rest'
  const out = meta.actions.filter((action) => action.from.includes(status) && action.to !== status && !action.danger)
  if (out.length === 0) return 'good'
  return status === Object.keys(meta.states)[0] ? 'rest' : 'active'
}
