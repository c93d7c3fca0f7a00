import type { Sql } from '#kernel/db.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import { asSystem } from '#kernel/process/command.ts'
import { alone } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import type { Server } from '#kernel/server.ts'
import { type Difference, signingWords, type Wording } from './editions.ts'
import { inScope, type Scope } from './scope.ts'

interface InForce extends Scope {
  readonly id: string
  readonly version: number
}

/** People per command: some 60 ms on a busy machine, so that nobody's request waits longer for it. */
const slice = 50

/** What every node compared last: the organisation's edition, its day, and the editions in force. */
const seen = new WeakMap<Server, string>()

/**
 * Gives everybody in scope each edition in force to read and sign, and takes back what nobody has to sign any more (POL-07).
 * It compares the organisation as it is today with what was given, so a new hire, a move, a new edition and a change of
 * scope come to the same; when neither the organisation nor the editions moved since the last time, it does nothing. The
 * work goes through the store in slices, between other people's requests, and doing it twice gives nothing twice.
 */
export async function giveReadings(server: Server): Promise<void> {
  const directory = await server.store.directory()
  const { rows: inForce } = await server.db.writer.query<InForce>(
    `select id, version, scope, scope_units as "scopeUnits", scope_positions as "scopePositions" from policy
     where status = 'effective' order by id`,
  )
  const mark = JSON.stringify([directory.edition, directory.day, inForce.map(({ id, version }) => [id, version])])
  if (seen.get(server) === mark) return
  await releaseReaders(server, inForce, directory)
  for (const policy of inForce) {
    const missing = await missingReaders(server.db.writer, policy.id, inScope(directory, policy))
    for (const people of slices(missing)) await run(server, 'policy.giveReading', { policy: policy.id, people })
  }
  seen.set(server, mark)
}

/** One slice: those of the people who have not got this edition get it. */
export const giveReading = alone(async (work, _row, { input }) => {
  const { policy: id, people } = input as { policy: string; people: string[] }
  // Holding the policy's row lets two nodes that do this at once do it one after the other.
  const policy = await work.row('policy', id)
  if (policy.status !== 'effective') return
  const missing = await missingReaders(work.sql(), id, people)
  const readers = policy.changes ? await signersOf(work.sql(), String(policy.revises), missing) : new Set<string>()
  for (const person of missing)
    await work.create('acknowledgement', {
      policy: id,
      edition: policy.edition,
      person,
      part: readers.has(person) ? 'changed' : 'whole',
    })
})

/** One slice of what nobody has to sign any more. */
export const releaseReading = alone(async (work, _row, { input }) => {
  for (const id of input as string[]) {
    const row = await work.row('acknowledgement', id)
    if (row.status === 'open') await work.act('acknowledgement', id, 'release')
  }
})

/** Keeps what exactly was signed: the edition's words, whole or only the clauses that changed (POL-18). */
export const signReading = alone(async (work, row) => {
  const policy = await work.row('policy', String(row.policy))
  if (policy.status !== 'effective')
    throw new Refused(
      'conflict',
      `《${String(policy.title)}》${String(row.edition)} 已经不是现行的了，不用签收这一版。`,
    )
  const changes = row.part === 'changed' ? changedClauses(policy.changes) : null
  await work.change('acknowledgement', row.id, {
    words: signingWords(String(policy.title), changes),
    signedAt: work.now.toISOString(),
  })
})

/** 催一下: the reader is told who asks, once a day at most. */
export const remindReader = alone(async (work, row) => {
  const policy = await work.row('policy', String(row.policy))
  const link = `/policy/${policy.id}`
  const title = `请签收《${String(policy.title)}》`
  const { rows } = await work
    .sql()
    .query('select from message where person = $1 and link = $2 and title = $3 and at > $4', [
      row.person,
      link,
      title,
      new Date(work.now.getTime() - 86_400_000),
    ])
  const name = work.directory.people.get(String(row.person))?.name ?? ''
  if (rows.length > 0) throw new Refused('conflict', `今天已经提醒过${name}了，明天再催。`)
  const by = work.directory.people.get(work.person ?? '')?.name ?? '系统'
  work.tell(String(row.person), title, `${by}请你读完并签收 ${String(row.edition)}。`, link)
})

/** The clauses of an edition that are new or read differently, as its row keeps them. */
export const changedClauses = (changes: unknown): Pick<Wording, 'label' | 'title'>[] =>
  (Array.isArray(changes) ? (changes as (Pick<Difference, 'kind'> & Wording)[]) : []).filter(
    ({ kind }) => kind !== 'removed',
  )

async function releaseReaders(server: Server, inForce: readonly InForce[], directory: Directory): Promise<void> {
  const { rows } = await server.db.writer.query<{ id: string; policy: string; person: string }>(
    `select id, policy, person from acknowledgement where status = 'open' order by id`,
  )
  const scopes = new Map(inForce.map((policy) => [policy.id, new Set(inScope(directory, policy))]))
  const over = rows.filter(({ policy, person }) => !scopes.get(policy)?.has(person)).map(({ id }) => id)
  for (const ids of slices(over)) await run(server, 'policy.releaseReading', ids)
}

async function missingReaders(sql: Pick<Sql, 'query'>, policy: string, people: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ person: string }>(
    `select person from unnest($2::uuid[]) as person where not exists (
       select from acknowledgement a where a.policy = $1 and a.person = person.person and a.status <> 'void')`,
    [policy, people],
  )
  return rows.map(({ person }) => person)
}

/** Who signed the edition before: they need to read only what changed. */
async function signersOf(sql: Sql, policy: string, people: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql.query<{ person: string }>(
    `select person from acknowledgement where policy = $1 and status = 'signed' and person = any($2::uuid[])`,
    [policy, people],
  )
  return new Set(rows.map(({ person }) => person))
}

const run = (server: Server, name: string, input: unknown) =>
  server.store.submit({
    command: { kind: 'run', rule: name, input },
    actor: asSystem('制度现行，请适用范围里的人签收'),
    origin: '阅读签收',
  })

const slices = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / slice) }, (_, at) => all.slice(at * slice, (at + 1) * slice))
