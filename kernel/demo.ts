import { createHash } from 'node:crypto'
import { addWorkdays, dayOf } from './calendar/workday.ts'
import { dayNumber, instantOf } from './calendar/zone.ts'
import { ensurePartitions } from './housekeeping.ts'
import { type Directory, postOf } from './identity/directory.ts'
import { as, asSystem, type Command } from './process/command.ts'
import { quoted, snake } from './record/column.ts'
import type { Server } from './server.ts'
import { uuid7 } from './uuid.ts'

/** What a pack's demo may do: everything goes through the store, as the demo company's people would do it. */
export interface Stage {
  /**
   * What follows happened on the n-th working day before today (0 is today) at a time of day, 'HH:MM' in the company's zone;
   * never later than now.
   */
  at(daysAgo: number, time: string): void
  /** The day that lies so many working days from today, 'YYYY-MM-DD'; negative in the past. */
  day(workdays: number): string
  /** Runs a rule as the system. */
  run(rule: string): Promise<void>
  /** Creates a row as a person, and at once an action; returns its id. */
  create(person: string, record: string, fields: Readonly<Record<string, unknown>>, action?: string): Promise<string>
  act(
    person: string,
    record: string,
    id: string,
    action: string,
    input?: { fields?: Readonly<Record<string, unknown>>; opinion?: string },
  ): Promise<void>
  /** Answers the open todo that a person holds on a row. */
  answer(
    person: string,
    id: string,
    outcome: string,
    opinion: string,
    fields?: Readonly<Record<string, unknown>>,
  ): Promise<void>
  edit(person: string, record: string, id: string, fields: Readonly<Record<string, unknown>>): Promise<void>
  upload(person: string, name: string, content: Uint8Array): Promise<string>
  /** The id of the row whose field points at another. */
  find(record: string, field: string, id: string): Promise<string>
  /** The id of a unit by its name. */
  unit(name: string): Promise<string>
  /** The id of a person by name; of two with one name by 「王敏（财务部）」. */
  person(name: string): Promise<string>
}

const company = '织禾家居集团'

/** Fills the demo company. Interrupted, it goes on where it stopped: every step has a key and is done once. */
export async function loadDemo(server: Server): Promise<void> {
  const { db, registry } = server
  const { rows } = await db.writer.query<{ loaded: boolean; now: Date }>(
    'select loaded_at is not null as loaded, clock_timestamp() as now from install',
  )
  if (rows[0]?.loaded) return
  await ensurePartitions(db.address, rows[0]!.now, monthsBack)
  const stage = openStage(server, rows[0]!.now)
  for (const pack of Object.values(registry.packs)) await pack.demo?.load(stage)
  await fireTimers(server, rows[0]!.now)
  await db.writer.query('update install set loaded_at = clock_timestamp(), company = $1', [company])
}

/** How far back the demo's stories reach, so that the step log has its months. */
const monthsBack = 4

function openStage(server: Server, now: Date): Stage {
  const { db, store, calendar } = server
  let step = 0
  let at = now
  const today = dayOf(now, calendar)
  const submit = async (person: string, command: Command) => {
    step += 1
    at = new Date(Math.min(at.getTime() + 1000, now.getTime()))
    await fireTimers(server, at)
    const directory = await store.directory()
    return store.submit({
      command,
      actor: as(personId(directory, person)),
      origin: '示范数据',
      key: keyOf(`${step} ${JSON.stringify(command)}`),
      at,
    })
  }
  return {
    at(daysAgo, time) {
      const [hours = 0, minutes = 0] = time.split(':').map(Number)
      const day = daysAgo === 0 ? today : addWorkdays(today, -daysAgo, calendar)
      const wanted = instantOf(calendar.zone, dayNumber(day), (hours * 60 + minutes) * 60_000)
      at = new Date(Math.min(wanted, now.getTime()))
    },
    day: (workdays) => (workdays === 0 ? today : addWorkdays(today, workdays, calendar)),
    async run(rule) {
      const done = await db.writer.query('select from person limit 1')
      if (done.rows.length === 0)
        await store.submit({
          command: { kind: 'run', rule, input: null },
          actor: asSystem('装入示范公司'),
          origin: '示范数据',
        })
    },
    create: async (person, record, fields, action) =>
      (await submit(person, { kind: 'create', record, fields, ...(action ? { action } : {}) })).id,
    act: async (person, record, id, action, input = {}) =>
      void (await submit(person, { kind: 'act', record, id, action, ...input })),
    async answer(person, id, outcome, opinion, fields) {
      const holder = personId(await store.directory(), person)
      const { rows } = await db.writer.query<{ id: string }>(
        'select id from todo where record_id = $1 and person = $2 order by id desc limit 1',
        [id, holder],
      )
      await submit(person, { kind: 'outcome', todo: rows[0]!.id, outcome, opinion, ...(fields ? { fields } : {}) })
    },
    async edit(person, record, id, fields) {
      const { rows } = await db.writer.query<{ version: number }>(
        `select version from ${quoted(record)} where id = $1`,
        [id],
      )
      await submit(person, { kind: 'edit', record, id, fields, version: rows[0]!.version })
    },
    person: async (name) => personId(await store.directory(), name),
    async upload(person, name, content) {
      const sha256 = createHash('sha256').update(content).digest()
      const known = await db.writer.query<{ id: string }>('select id from file where sha256 = $1', [sha256])
      if (known.rows[0]) return known.rows[0].id
      const { rows } = await db.writer.query<{ now: Date }>('select clock_timestamp() as now')
      const id = uuid7(rows[0]!.now)
      await db.writer.query(
        'insert into file (id, name, type, size, sha256, content, person, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          id,
          name,
          'text/plain',
          content.length,
          sha256,
          content,
          personId(await store.directory(), person),
          rows[0]!.now,
        ],
      )
      return id
    },
    async find(record, field, id) {
      const { rows } = await db.writer.query<{ id: string }>(
        `select id from ${quoted(record)} where ${quoted(snake(field))} = $1`,
        [id],
      )
      return rows[0]!.id
    },
    unit: async (name) => {
      const found = [...(await store.directory()).units.values()].find((unit) => unit.name === name)
      if (!found) throw new Error(`the demo company has no unit ${name}`)
      return found.id
    },
  }
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
  const [, name, unit] = /^([^（]+)(?:（(.+)）)?$/.exec(said) ?? []
  const found = [...directory.people.values()].find(
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
