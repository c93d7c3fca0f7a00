import type { Json } from '#engine/types.ts'
import type { Concluding } from '#kernel/pack.ts'
import { resolve } from '#kernel/process/assign.ts'
import type { Step, Stop } from './route.ts'

/** The seats of the line: who sits in several of them in a row acts once. Owner, finance and check judge for themselves. */
const line: readonly Step[] = ['head', 'overseer', 'accountant', 'manager']

/**
 * A route in which nobody judges twice in a row: a review (审, 会) of the line falls away where the step before or after
 * it goes to the same single person, since that one acts there anyway. A final approval (批) always stays.
 * @param names the steps in their order
 * @returns the steps that stay, and a sentence for each that does not
 */
export function onceEach(
  steps: Readonly<Record<Step, Stop | null>>,
  names: readonly Step[],
  labels: Readonly<Record<Step, string>>,
  about: Concluding,
): { steps: Record<Step, Stop | null>; notes: string[] } {
  const kept = { ...steps }
  const notes: string[] = []
  for (const name of line) {
    const own = kept[name]?.act === '批' ? undefined : single(about, kept[name])
    if (!own) continue
    const taken = names.filter((step) => kept[step])
    const at = taken.indexOf(name)
    const beside = [taken[at - 1], taken[at + 1]].find(
      (step) => step && single(about, kept[step])?.person === own.person,
    )
    if (!beside) continue
    kept[name] = null
    const who = about.directory.people.get(own.person)?.name ?? ''
    const why = own.instead ? `${own.instead}；` : ''
    notes.push(`${why}${labels[name]}和${labels[beside]}都是${who}，只在“${labels[beside]}”办一次`)
  }
  return { steps: kept, notes }
}

/** The one person who gets a step today, by rule also where the place is vacant: then with the sentence that says so. */
function single({ directory, starter }: Concluding, stop: Stop | null | undefined) {
  if (!stop) return undefined
  const { people, instead } = resolve(directory, stop.who as unknown as Json, starter)
  const [person] = people
  return person && people.length === 1 ? { person, instead } : undefined
}
