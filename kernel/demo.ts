import { createHash } from 'node:crypto'
import { addWorkdays, dayOf, isWorkday } from './calendar/workday.ts'
import { dayNumber, instantOf, isoDay } from './calendar/zone.ts'
import type { Sql } from './db.ts'
import { ensurePartitions } from './housekeeping.ts'
import { type Directory, postOf, readDirectory } from './identity/directory.ts'
import { as, asSystem, type Command } from './process/command.ts'
import { quoted, snake } from './record/column.ts'
import { numberParts } from './record/number.ts'
import { Refused } from './refused.ts'
import type { Server } from './server.ts'
import { uuid7 } from './uuid.ts'

/**
 * What a pack's demo may do: everything goes through the store, as the demo company's people would do it. A person is said
 * by name; of two with one name by 「王敏（财务部）」; who does another's work by 「姚晴（代章慧中）」; or by id.
 */
export interface Stage {
  /**
   * What follows happened on the n-th working day before today (0 is today) at a time of day, 'HH:MM' in the company's zone;
   * never later than now. On a day off the last working day is today, so that nothing was done on a holiday.
   */
  at(daysAgo: number, time: string): void
  /** The day that lies so many working days from today, 'YYYY-MM-DD'; negative in the past. */
  day(workdays: number): string
  /** The day that lies so many days of the calendar from today, 'YYYY-MM-DD'. */
  date(days: number): string
  /** Runs a rule as the system; a rule must be able to stand a second run, after a start that was interrupted. */
  run(rule: string, input?: unknown): Promise<void>
  /** Creates a row as a person, and at once an action; returns its id. */
  create(person: string, record: string, fields: Values, action?: string): Promise<string>
  act(
    person: string,
    record: string,
    id: string,
    action: string,
    input?: { fields?: Values; opinion?: string },
  ): Promise<void>
  /** Somebody tries what they may not; the journal keeps it. Fails when it is not forbidden. */
  attempt(person: string, record: string, id: string, action: string): Promise<void>
  /** Answers the open todo that a person holds on a row. */
  answer(person: string, id: string, outcome: string, opinion?: string, fields?: Values): Promise<void>
  edit(person: string, record: string, id: string, fields: Values): Promise<void>
  upload(person: string, name: string, content: Uint8Array): Promise<string>
  /** The number that the next row of a record gets at least: what came before it is in the company's old books. */
  numberFrom(record: string, next: number): Promise<void>
  /** The id of the oldest row whose fields have these values. */
  find(record: string, values: Values): Promise<string>
  findAll(record: string, values: Values): Promise<readonly string[]>
  /** The id of a unit by its name. */
  unit(name: string): Promise<string>
  person(name: string): Promise<string>
  /** The organisation on the day of the story. */
  directory(): Promise<Directory>
}

type Values = Readonly<Record<string, unknown>>

const company = '织禾家居集团'

/** Fills the demo company. Interrupted, it goes on where it stopped: every step has a key and is done once. */
export async function loadDemo(server: Server): Promise<void> {
  const { db, registry } = server
  const { rows } = await db.writer.query<{ loaded: boolean }>('select loaded_at is not null as loaded from install')
  if (rows[0]?.loaded) return
  const now = server.clock()
  await ensurePartitions(db.address, now, monthsBack)
  const stage = openStage(server, now)
  for (const pack of Object.values(registry.packs)) await pack.demo?.load(stage)
  await fireTimers(server, now)
  await db.writer.query('update install set loaded_at = clock_timestamp(), company = $1', [company])
}

/** How far back the demo's stories reach, so that the step log has its months. */
const monthsBack = 8

function openStage(server: Server, now: Date): Stage {
  const { db, store, calendar } = server
  const date = dayOf(now, calendar)
  const today = isWorkday(date, calendar) ? date : addWorkdays(date, -1, calendar)
  const person = knownPeople(store)
  let step = 0
  let at = now
  const next = async () => {
    step += 1
    at = new Date(Math.min(at.getTime() + 1000, now.getTime()))
    await fireTimers(server, at)
  }
  const submit = async (by: string, command: Command) => {
    await next()
    const key = keyOf(`${step} ${JSON.stringify(command)}`)
    return store.submit({ command, actor: as(await person(by)), origin: '示范数据', key, at })
  }
  const findAll = (record: string, values: Values) => idsOf(db.writer, record, values)
  const find = async (record: string, values: Values) => {
    const [id] = await findAll(record, values)
    if (!id) throw new Error(`the demo company has no ${record} with ${JSON.stringify(values)}`)
    return id
  }
  return {
    at(daysAgo, time) {
      const [hours = 0, minutes = 0] = time.split(':').map(Number)
      const day = daysAgo === 0 ? today : addWorkdays(today, -daysAgo, calendar)
      const wanted = instantOf(calendar.zone, dayNumber(day), (hours * 60 + minutes) * 60_000)
      at = new Date(Math.min(wanted, now.getTime()))
    },
    day: (workdays) => (workdays === 0 ? today : addWorkdays(today, workdays, calendar)),
    date: (days) => isoDay(dayNumber(date) + days),
    async run(rule, input = null) {
      await next()
      const actor = asSystem('装入示范公司')
      await store.submit({ command: { kind: 'run', rule, input }, actor, origin: '示范数据', at })
    },
    create: async (by, record, fields, action) =>
      (await submit(by, { kind: 'create', record, fields, ...(action ? { action } : {}) })).id,
    act: async (by, record, id, action, input = {}) =>
      void (await submit(by, { kind: 'act', record, id, action, ...input })),
    async attempt(by, record, id, action) {
      const refused = await submit(by, { kind: 'act', record, id, action }).catch((error: unknown) => error)
      if (!(refused instanceof Refused && refused.code === 'forbidden'))
        throw new Error(`${by} may ${action} ${record}`)
    },
    async answer(by, id, outcome, opinion, fields) {
      const todo = await todoOf(db.writer, id, await person(principalOf(by) ?? by))
      if (!todo) throw new Error(`${by} has nothing to do on ${id}`)
      await submit(by, {
        kind: 'outcome',
        todo,
        outcome,
        ...(opinion ? { opinion } : {}),
        ...(fields ? { fields } : {}),
      })
    },
    async edit(by, record, id, fields) {
      const { rows } = await db.writer.query<{ version: number }>(
        `select version from ${quoted(record)} where id = $1`,
        [id],
      )
      await submit(by, { kind: 'edit', record, id, fields, version: rows[0]!.version })
    },
    upload: async (by, name, content) => keepFile(db.writer, await person(by), name, content, at),
    async numberFrom(record, number) {
      const { counter } = numberParts(record, server.registry.records[record]!.number!, dayOf(at, calendar))
      await db.writer.query(
        'insert into counter (name, value) values ($1, $2) on conflict (name) do update set value = greatest(counter.value, excluded.value)',
        [counter, number - 1],
      )
    },
    find,
    findAll,
    unit: (name) => find('unit', { name }),
    person,
    directory: () => readDirectory(db.writer, dayOf(at, calendar)),
  }
}

/** People by what the stories call them; asked of the organisation once each. */
function knownPeople(store: Server['store']): (said: string) => Promise<string> {
  const known = new Map<string, string>()
  return async (said) => {
    const found = known.get(said) ?? personId(await store.directory(), said)
    known.set(said, found)
    return found
  }
}

/** 章慧中 of 姚晴（代章慧中）. */
const principalOf = (said: string) => /（代(.+)）$/.exec(said)?.[1]

async function todoOf(sql: Sql, record: string, person: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from todo where record_id = $1 and person = $2 order by state = 'open' desc, id desc limit 1`,
    [record, person],
  )
  return rows[0]?.id
}

async function idsOf(sql: Sql, record: string, values: Values): Promise<string[]> {
  const where = Object.keys(values).map((name, index) => `${quoted(snake(name))} = $${index + 1}`)
  const { rows } = await sql.query<{ id: string }>(
    `select id from ${quoted(record)} where ${where.join(' and ')} order by created_at, id`,
    Object.values(values),
  )
  return rows.map(({ id }) => id)
}

async function keepFile(sql: Sql, person: string, name: string, content: Uint8Array, at: Date): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest()
  const known = await sql.query<{ id: string }>('select id from file where sha256 = $1', [sha256])
  if (known.rows[0]) return known.rows[0].id
  const id = uuid7(at)
  await sql.query(
    'insert into file (id, name, type, size, sha256, content, person, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, name, 'text/plain', content.length, sha256, content, person, at],
  )
  return id
}

/** What was due in the story by then happens when it was due, before what follows. */
async function fireTimers(server: Server, until: Date): Promise<void> {
  const { db, store } = server
  const { rows } = await db.writer.query<{
    kind: string
    key: string
    at: Date
    payload: { case: string; token: number }
  }>(`select kind, key, at, payload from job where kind = 'timer' and at <= $1 order by at, key limit 1`, [until])
  const job = rows[0]
  if (!job) return
  const command = { kind: 'timer', case: job.payload.case, token: job.payload.token } as const
  await store.submit({ command, actor: asSystem('到时间了'), origin: '定时', at: job.at })
  await db.writer.query('delete from job where kind = $1 and key = $2 and at <= $3', [job.kind, job.key, until])
  await fireTimers(server, until)
}

function personId(directory: Directory, said: string): string {
  const [, name, more] = /^([^（]+)(?:（(.+)）)?$/.exec(said) ?? []
  const unit = more?.startsWith('代') ? undefined : more
  const found =
    directory.people.get(said) ??
    [...directory.people.values()].find(
      (person) => person.name === name && (!unit || postOf(directory, person.id).unit === unit),
    )
  if (!found) throw new Error(`the demo company has nobody called ${said}`)
  return found.id
}

/** The same step has the same key at every start (RFC 9562, version 8: our own bits). */
function keyOf(text: string): string {
  const hex = createHash('sha256').update(`demo ${text}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
