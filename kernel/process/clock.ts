import { Temporal } from 'temporal-polyfill'
import type { Timer } from '#engine/bpmn/model.ts'
import type { Calendar } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import { Refused } from '../refused.ts'
import type { Acting } from './acting.ts'
import { resolve } from './assign.ts'
import { type Batch, markOf, takeBack } from './batch.ts'
import { openFromOutside } from './begin.ts'
import { instantOf } from './due.ts'
import { type Errand, send } from './errand.ts'
import { message } from './rules.ts'
import { step } from './run.ts'
import { timedStarts } from './starts.ts'
import { labelOfProcess } from './subject.ts'

/** When the clock starts a process next; `left` is how often it does after that, undefined: for ever. */
export interface Next {
  readonly at: Date
  readonly left?: number
}

/**
 * When a start timer fires next (BPMN 2.0.2, 10.5.5; ISO 8601 repeating intervals): at its moment, after its time, or again
 * and again. A time written alone runs in working time, a cycle by the clock on the wall of the company's zone.
 * @param since when it was due last, or when its edition came into force
 * @param left how often it fires yet; undefined for the first time
 * @returns undefined when it has fired as often as it may, or says no time of its own
 */
export function nextStart(timer: Timer, since: Date, calendar: Calendar, left?: number): Next | undefined {
  const { kind, iso } = timer
  if (iso === undefined || left === 0) return undefined
  if (kind !== 'cycle') return { at: instantOf({ kind, iso }, since, calendar), left: 0 }
  const [, times, first, every] = /^R(-1|\d*)\/(?:([^P/][^/]*)\/)?(P.+)$/.exec(iso) ?? []
  if (every === undefined) return undefined
  const all = left ?? (times === '' || times === '-1' ? undefined : Number(times))
  if (all === 0) return undefined
  const begins = left === undefined && first !== undefined && instantOf({ kind: 'date', iso: first }, since, calendar)
  const at = begins || after(since, every, calendar)
  return { at, ...(all === undefined ? {} : { left: all - 1 }) }
}

/** Orders the next start of every process in force that the clock starts; starts of editions that are not go away. */
export async function orderStarts(
  sql: Sql,
  around: Pick<Batch, 'registry' | 'deployment' | 'calendar'>,
  now: Date,
): Promise<void> {
  const wanted = timedStarts(around).flatMap(({ trigger, ...start }) => {
    const next = nextStart(trigger.timer, now, around.calendar)
    return next ? [{ key: keyOf(start), at: next.at, errand: { do: 'begin', ...start, ...leftOf(next) } as const }] : []
  })
  await sql.query(
    `delete from job where kind = 'errand' and key >= 'begin/' and key < 'begin0' and key <> all($1::text[])`,
    [wanted.map(({ key }) => key)],
  )
  // What is ordered already keeps its turn; what has fired for the last time is remembered for ever.
  await sql.query(
    `insert into job (kind, key, at, payload) select 'errand', * from unnest($1::text[], $2::timestamptz[], $3::jsonb[]) on conflict do nothing`,
    [wanted.map(({ key }) => key), wanted.map(({ at }) => at), wanted.map(({ errand }) => JSON.stringify(errand))],
  )
}

/** The clock starts a case, and is ordered anew. A record that cannot be made is told to the administrators. */
export async function beginByClock(
  act: Acting,
  key: string,
  errand: Extract<Errand, { do: 'begin' }>,
): Promise<boolean> {
  const { process, document, node, left } = errand
  const { batch } = act
  const start = timedStarts(batch).find((one) => one.document === document && one.node === node)
  if (!start) return false
  const mark = markOf(batch)
  try {
    const { id } = await openFromOutside(act, start, 'timer', {})
    await step(act, id, { kind: 'start', node, event: start.event }, true)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    takeBack(batch, mark)
    act.moves.splice(0)
    for (const person of resolve(batch.directory, null, null).people)
      message(act, person, `“${labelOfProcess(act, process)}”到时间没有自动开始`, error.message, null)
  }
  const next = nextStart(start.trigger.timer, batch.now, batch.calendar, left)
  if (next) send(batch, key, { do: 'begin', process, document, node, ...leftOf(next) }, next.at.toISOString())
  else send(batch, key, errand, 'infinity')
  return true
}

const keyOf = ({ document, node }: { document: number; node: number }) => `begin/${document}/${node}`

const leftOf = ({ left }: Next) => (left === undefined ? {} : { left })

function after(since: Date, every: string, calendar: Calendar): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(since.getTime()).toZonedDateTimeISO(calendar.zone)
  return new Date(from.add(every).epochMilliseconds)
}
