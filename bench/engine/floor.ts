import pg from 'pg'
import { cpuOf } from './cpu.ts'
import { type Phase, positionOf } from './load.ts'
import { makeTables, type World } from './world.ts'

type Row = Readonly<Record<string, unknown>>

/** What the product holds in its tables at a moment: the rows as text, by their key. */
export type Snapshot = Readonly<Record<string, ReadonlyMap<string, Row>>>

/** The tables that the load writes, in the order of a flush, by their key; `grows`: rows are never changed. */
const tables: Readonly<Record<string, { key: string; grows?: true }>> = {
  bench_order: { key: 'id::text' },
  process_case: { key: 'id::text' },
  todo: { key: 'id::text' },
  counter: { key: 'name' },
  step_log: { key: 'tableoid::text || ctid::text', grows: true },
  share: { key: 'record_id::text || person::text || why', grows: true },
  message: { key: 'id::text', grows: true },
  event: { key: 'id::text', grows: true },
  command: { key: 'key::text', grows: true },
}

/** Reads all that the load wrote. */
export async function snapshot(owner: pg.Client): Promise<Snapshot> {
  const found: Record<string, ReadonlyMap<string, Row>> = {}
  for (const [table, { key }] of Object.entries(tables)) {
    const columns = await columnsOf(owner, table)
    const list = columns.map(({ name }) => `"${name}"::text as "${name}"`).join(', ')
    const { rows } = await owner.query<Row & { _key: string }>(
      `select ${key} as _key, ${list} from ${table} order by 1`,
    )
    found[table] = new Map(rows.map((row) => [row._key, row]))
  }
  return found
}

interface Column {
  readonly name: string
  readonly type: string
}

/** The columns that a writer gives; what the database numbers by itself is left to it. */
async function columnsOf(owner: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attidentity = ''
       and not ($1::text = 'event' and attname = 'xid') order by attnum`,
    [table],
  )
  return rows
}

/** A statement of the floor with its arrays, ready to be sent. */
interface Prepared {
  readonly name: string
  readonly text: string
  readonly values: readonly string[]
}

/**
 * Writes exactly the rows that the product wrote between two snapshots, into tables of the same making in a database of its
 * own: plain multi-row SQL from arrays that are ready, one commit for each batch, as many batches and connections as the
 * product had.
 */
export async function floorOf(
  world: World,
  moments: readonly Snapshot[],
  batches: readonly number[],
): Promise<Phase[]> {
  const url = await world.cluster.database('engine_floor')
  await makeTables(url)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await copyReferred(world, owner)
  const writers = await Promise.all(['one', 'two'].map(() => connect(url)))
  try {
    const phases: Phase[] = []
    for (const [index, count] of batches.entries()) {
      const prepared = await prepare(owner, moments[index]!, moments[index + 1]!, count)
      phases.push(await timed(world, owner, writers, prepared))
    }
    return phases
  } finally {
    for (const writer of writers) await writer.end()
    await owner.end()
  }
}

async function connect(url: string): Promise<pg.Client> {
  const options = '-c role=jingwei_writer -c timezone=UTC'
  const writer = new pg.Client({ connectionString: url, options, pipeline: true })
  await writer.connect()
  return writer
}

/** Units, people and editions are there already: orders and their cases refer to them. */
async function copyReferred(world: World, owner: pg.Client): Promise<void> {
  for (const table of ['unit', 'person', 'document']) {
    const { rows } = await world.owner.query<{ one: string }>(`select row_to_json(t)::text as one from ${table} t`)
    await owner.query(
      `insert into ${table} overriding system value select (json_populate_record(null::${table}, one::json)).* from unnest($1::text[]) one`,
      [rows.map(({ one }) => one)],
    )
  }
}

async function prepare(owner: pg.Client, from: Snapshot, to: Snapshot, count: number): Promise<Prepared[][]> {
  const batches: Prepared[][] = Array.from({ length: count }, () => [])
  for (const table of Object.keys(tables)) {
    const columns = await columnsOf(owner, table)
    const rows = [...to[table]!].filter(([key, row]) => isNew(table, from[table]!.get(key), row))
    const fresh = rows.filter(([key]) => !from[table]!.has(key)).map(([, row]) => row)
    const changed = rows.filter(([key]) => from[table]!.has(key)).map(([, row]) => row)
    for (const [index, part] of split(fresh, count).entries())
      if (part.length > 0) batches[index]!.push(insertion(table, columns, part))
    const moved = columns.filter(({ name }) =>
      changed.some((row) => from[table]!.get(keyOf(table, row))?.[name] !== row[name]),
    )
    for (const [index, part] of split(changed, count).entries())
      if (part.length > 0) batches[index]!.push(update(table, columns, moved, part))
  }
  return batches
}

const keyOf = (table: string, row: Row) => String(table === 'counter' ? row.name : row.id)
const isNew = (table: string, before: Row | undefined, row: Row) =>
  before === undefined || (!tables[table]!.grows && Object.keys(row).some((name) => before[name] !== row[name]))

const split = <T>(rows: readonly T[], count: number): T[][] =>
  Array.from({ length: count }, (_, index) =>
    rows.slice(Math.round((rows.length * index) / count), Math.round((rows.length * (index + 1)) / count)),
  )

const isList = ({ type }: Column) => type.endsWith('[]')
const slots = (columns: readonly Column[]) =>
  columns.map((column, index) => `$${index + 1}::${isList(column) ? 'text' : column.type}[]`).join(', ')
const names = (columns: readonly Column[]) => columns.map(({ name }) => `"${name}"`).join(', ')
const cast = (column: Column) => `u."${column.name}"${isList(column) ? `::${column.type}` : ''}`

function insertion(table: string, columns: readonly Column[], rows: readonly Row[]): Prepared {
  const text = `insert into ${table} (${names(columns)}) select ${columns.map(cast).join(', ')} from unnest(${slots(columns)}) u (${names(columns)})`
  return { name: `insert_${table}`, text, values: literals(columns, rows) }
}

function update(table: string, all: readonly Column[], moved: readonly Column[], rows: readonly Row[]): Prepared {
  const key = all.find(({ name }) => name === (table === 'counter' ? 'name' : 'id'))!
  const columns = [key, ...moved.filter(({ name }) => name !== key.name)]
  const sets = columns.slice(1).map((column) => `"${column.name}" = ${cast(column)}`)
  const text = `update ${table} t set ${sets.join(', ')} from unnest(${slots(columns)}) u (${names(columns)}) where t."${key.name}" = u."${key.name}"`
  return { name: `update_${table}_${columns.length}`, text, values: literals(columns, rows) }
}

const literals = (columns: readonly Column[], rows: readonly Row[]) =>
  columns.map(
    ({ name }) =>
      `{${rows.map((row) => (row[name] === null ? 'NULL' : `"${String(row[name]).replaceAll(/["\\]/g, String.raw`\$&`)}"`)).join(',')}}`,
  )

async function timed(
  world: World,
  owner: pg.Client,
  writers: readonly pg.Client[],
  batches: readonly Prepared[][],
): Promise<Phase> {
  const before = await positionOf(owner)
  const cpu = cpuOf(world.postmaster)
  const from = performance.now()
  const left = [...batches]
  const write = async (writer: pg.Client) => {
    for (let batch = left.shift(); batch; batch = left.shift()) {
      const begun = writer.query('begin')
      const sent = batch.map(({ name, text, values }) => writer.query({ name, text, values: [...values] }))
      await Promise.all([begun, ...sent, writer.query('commit')])
    }
  }
  await Promise.all(writers.map(write))
  const seconds = (performance.now() - from) / 1000
  const spent = cpuOf(world.postmaster)
  const after = await positionOf(owner)
  return {
    seconds,
    steps: after.steps - before.steps,
    wal: after.wal - before.wal,
    latencies: [],
    cpu: { node: spent.node - cpu.node, postgres: spent.postgres - cpu.postgres },
  }
}
