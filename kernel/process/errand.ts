import type { Command as EngineCommand, Vars } from '#engine/types.ts'
import { type Batch, emit, type SubscriptionRow } from './batch.ts'

/**
 * What a case has to do outside itself, or later: written as a job in the transaction of the step that wants it, and done
 * by a command of its own at the end of the queue, so that others have their turn. Whoever does it deletes the job in the
 * same flush, so that it happens exactly once.
 */
export type Errand =
  /** A message to whoever waits for it; the token of the sender waits for the answer. */
  | { do: 'message'; case: string; token: number; node: number; message: string; key: string; vars: Vars }
  /** A signal to all other cases that waited for it `at` that moment, a page of them after `after`. */
  | { do: 'signal'; case: string; signal: string; vars: Vars; at: string; after?: Waiting }
  | { do: 'call'; case: string; token: number; node: number; process: string; vars: Vars }
  /** A command that a case gives itself later, or could not take while it was suspended. */
  | { do: 'give'; case: string; command: EngineCommand; why?: 'retry' }
  /** The record changed: its cases look at the conditions that they wait for. */
  | { do: 'check'; record: string; recordId: string }
  /** The clock starts a process, `left` times more. */
  | { do: 'begin'; process: string; document: number; node: number; left?: number }

/** A token of a case that waits. */
export interface Waiting {
  readonly case: string
  readonly token: number
}

/** An errand with who waits for what it brings, as found before anything was locked. */
export interface HeldErrand {
  readonly errand: Errand
  readonly targets: readonly Waiting[]
}

/**
 * How long the node that wrote an errand has it for itself; it does it within milliseconds. Then any node takes it: the
 * first one was killed.
 */
export const ownMs = 5000

/** How many cases hear of a signal in one flush. */
export const page = 100

/** Orders an errand for now, or for a later moment. Until the case resumes: `infinity`. */
export function send(batch: Batch, key: string, errand: Errand, at?: string): void {
  const soon = new Date(batch.now.getTime() + ownMs).toISOString()
  emit(batch, 'jobs', { kind: 'errand', key, at: at ?? soon, payload: errand })
}

/** The errands that a flush wrote for at once, by key, for the node's own queue. */
export const errandsNow = (batch: Batch): string[] => {
  const soon = new Date(batch.now.getTime() + ownMs).toISOString()
  return batch.out.jobs.flatMap(({ kind, key, at }) => (kind === 'errand' && at <= soon ? [key] : []))
}

/** Reads errands and finds the cases that they touch, before anything is locked. */
export async function findErrands(batch: Batch, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  for (const [key, errand] of await readErrands(batch, keys)) batch.errands.set(key, { errand, targets: [] })
  await findReceivers(batch)
  const cases: string[] = []
  for (const [key, { errand, targets }] of batch.errands) {
    const found = errand.do === 'signal' || errand.do === 'check' ? await findListeners(batch, errand) : targets
    batch.errands.set(key, { errand, targets: found })
    cases.push(...found.map((one) => one.case), ...('case' in errand ? [errand.case] : []))
  }
  return cases
}

/** Under lock: forgets errands that another node did meanwhile, and reads what their targets wait for now. */
export async function holdErrands(batch: Batch): Promise<void> {
  if (batch.errands.size === 0) return
  const left = await readErrands(batch, [...batch.errands.keys()])
  for (const key of batch.errands.keys()) if (!left.has(key)) batch.errands.delete(key)
  const targets = [...batch.errands.values()].flatMap((held) => held.targets)
  if (targets.length === 0) return
  const { rows } = await batch.sql.query<SubscriptionRow>(
    `select case_id as "caseId", token, node, kind, name, key, record_id as "recordId", at::text as at from subscription
     where (case_id, token) in (select * from unnest($1::uuid[], $2::int[]))`,
    [targets.map((one) => one.case), targets.map((one) => one.token)],
  )
  for (const row of rows) batch.subscriptions.rows.set(`${row.caseId}/${row.token}`, row)
}

async function readErrands(batch: Batch, keys: readonly string[]): Promise<Map<string, Errand>> {
  const { rows } = await batch.sql.query<{ key: string; payload: Errand }>(
    `select key, payload from job where kind = 'errand' and key = any($1::text[])`,
    [keys],
  )
  return new Map(rows.map(({ key, payload }) => [key, payload]))
}

/** One receiver for each message: whoever waits longest, and for several messages of one key several. */
async function findReceivers(batch: Batch): Promise<void> {
  const messages = [...batch.errands].flatMap(([id, { errand }]) =>
    errand.do === 'message' ? [{ id, ...errand }] : [],
  )
  if (messages.length === 0) return
  const seen = new Map<string, number>()
  const places = messages.map(({ message, key }) => {
    const name = JSON.stringify([message, key])
    const place = seen.get(name) ?? 0
    seen.set(name, place + 1)
    return place
  })
  const { rows } = await batch.sql.query<{ id: string; case: string; token: number }>(
    `select m.id, s.case_id as case, s.token from unnest($1::text[], $2::text[], $3::text[], $4::int[]) as m (id, name, key, place)
     cross join lateral (select case_id, token from subscription s where s.kind = 'message' and s.name = m.name and s.key = m.key
       order by at, case_id, token offset m.place limit 1) s`,
    [messages.map(({ id }) => id), messages.map((one) => one.message), messages.map((one) => one.key), places],
  )
  for (const { id, ...target } of rows) batch.errands.set(id, { ...batch.errands.get(id)!, targets: [target] })
}

async function findListeners(batch: Batch, errand: Extract<Errand, { do: 'signal' | 'check' }>): Promise<Waiting[]> {
  const { rows } =
    errand.do === 'check'
      ? await batch.sql.query<Waiting>(
          `select distinct on (case_id) case_id as case, token from subscription where kind = 'condition' and record_id = $1 order by case_id, token`,
          [errand.recordId],
        )
      : await batch.sql.query<Waiting>(
          `select case_id as case, token from subscription where kind = 'signal' and name = $1 and at <= $2 and case_id <> $3
             and (case_id, token) > ($4::uuid, $5::int) order by case_id, token limit ${page}`,
          [errand.signal, errand.at, errand.case, errand.after?.case ?? zero, errand.after?.token ?? 0],
        )
  return rows
}

const zero = '00000000-0000-0000-0000-000000000000'
