import { createHash } from 'node:crypto'
import type { Database } from './db.ts'
import type { Directory } from './identity/directory.ts'
import type { Packs } from './pack.ts'
import { as, asSystem, type Command } from './process/command.ts'
import type { Store } from './process/flush.ts'
import { quoted, snake } from './record/column.ts'
import { uuid7 } from './uuid.ts'

/** What a pack's demo may do: everything goes through the store, as the demo company's people would do it. */
export interface Stage {
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
  upload(person: string, name: string, content: Uint8Array): Promise<string>
  /** The id of the row whose field points at another. */
  find(record: string, field: string, id: string): Promise<string>
  /** The id of a unit by its name. */
  unit(name: string): Promise<string>
  /** The id of a person by name. */
  person(name: string): Promise<string>
  /** The day so many days from today, 'YYYY-MM-DD': the demo is always of this month. */
  day(offset: number): Promise<string>
}

/** Fills the demo company. Interrupted, it goes on where it stopped: every step has a key and is done once. */
export async function loadDemo(db: Database, store: Store, packs: Packs, company: string): Promise<void> {
  const { rows } = await db.writer.query<{ loaded: boolean; company: string | null }>(
    'select loaded_at is not null as loaded, company from install',
  )
  if (rows[0]?.loaded) return
  const stage = openStage(db, store)
  for (const pack of Object.values(packs)) await pack.demo?.load(stage)
  await db.writer.query('update install set loaded_at = clock_timestamp(), company = $1', [company])
}

function openStage(db: Database, store: Store): Stage {
  let step = 0
  const submit = async (person: string, command: Command) => {
    step += 1
    const directory = await store.directory()
    return store.submit({
      command,
      actor: as(personId(directory, person)),
      origin: '示范数据',
      key: keyOf(`${step} ${JSON.stringify(command)}`),
    })
  }
  return {
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
    person: async (name) => personId(await store.directory(), name),
    day: async (offset) => {
      const { day } = await store.directory()
      return new Date(Date.parse(day) + offset * 86_400_000).toISOString().slice(0, 10)
    },
    unit: async (name) => {
      const found = [...(await store.directory()).units.values()].find((unit) => unit.name === name)
      if (!found) throw new Error(`the demo company has no unit ${name}`)
      return found.id
    },
  }
}

function personId(directory: Directory, name: string): string {
  const found = [...directory.people.values()].find((person) => person.name === name)
  if (!found) throw new Error(`the demo company has nobody called ${name}`)
  return found.id
}

/** The same step has the same key at every start (RFC 9562, version 8: our own bits). */
function keyOf(text: string): string {
  const hex = createHash('sha256').update(`demo ${text}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
