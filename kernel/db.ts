import type { Writable } from 'node:stream'
import pg from 'pg'
import { Refused } from './refused.ts'

/** Where the database is: a URL, or a socket with a user and a password. */
export type Address = string | pg.ClientConfig

/** The two ways in: `reader` for every read on a person's behalf, `writer` for flushes and jobs. */
export interface Database {
  readonly reader: pg.Pool
  readonly writer: pg.Pool
  readonly address: Address
  close(): Promise<void>
}

export type Sql = Pick<pg.ClientBase, 'query'>

// Numbers from count() and sums travel as JavaScript numbers; money stays text as it came.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Opens the pools. Flushes hold two writers at most; jobs, sessions and all else share the others. The role is part of the connection, so that no statement runs with more rights than its pool has;
 * the time limits free the locks of a node that was paused in the middle of a flush.
 */
export function openDatabase(address: Address, sizes = { reader: 8, writer: 6 }): Database {
  const pool = (role: string, max: number) => {
    const made = new pg.Pool({
      ...config(address),
      max,
      connectionTimeoutMillis: 3000,
      // A server that hangs without closing its connections must not hold requests for ever.
      query_timeout: 20_000,
      // Statements that do not wait for each other go out together: a round trip for all of them, not for each.
      pipeline: true,
      idleTimeoutMillis: 30_000,
      options: `-c role=${role} -c lock_timeout=3s -c idle_in_transaction_session_timeout=5s -c timezone=UTC`,
    })
    // A lost idle connection is replaced by the pool; without a listener it would end the process.
    made.on('error', () => {})
    // The same for one that is in use: its query fails and says so.
    made.on('connect', (client) => client.on('error', () => {}))
    made.on('connect', sendTogether)
    return made
  }
  const reader = pool('jingwei_reader', sizes.reader)
  const writer = pool('jingwei_writer', sizes.writer)
  return { reader, writer, address, close: async () => void (await Promise.all([reader.end(), writer.end()])) }
}

/**
 * What is asked of a connection in one turn of the program leaves it in one system call: node-postgres makes one, or more,
 * for each statement, which was a third of a small flush.
 */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  const query = client.query.bind(client) as (...of: unknown[]) => unknown
  let held = false
  const release = () => {
    held = false
    stream.uncork()
  }
  const together = (...of: unknown[]) => {
    if (!held) {
      held = true
      stream.cork()
      process.nextTick(release)
    }
    return query(...of)
  }
  Object.assign(client, { query: together })
}

/** The connection settings of an address, for a client outside the pools. */
export const config = (address: Address): pg.ClientConfig =>
  typeof address === 'string' ? { connectionString: address } : address

/**
 * Runs reads as one person: a read-only transaction of the reader role that carries the person's rights as settings,
 * so that row-level security repeats the who-may rule as the second wall.
 */
export async function reading<T>(
  db: Database,
  settings: Readonly<Record<string, string>>,
  run: (sql: Sql) => Promise<T>,
): Promise<T> {
  const sets = Object.keys(settings).map((name, index) => `set_config('${name}', $${index + 1}, true)`)
  return transaction(db.reader, 'begin read only', async (sql) => {
    // Not waited for: it travels with the first query of `run`, before which the server carries it out.
    const set = sql.query(prepared(`select ${sets.join(', ')}`, Object.values(settings)))
    const [, result] = await Promise.all([set, run(sql)])
    return result
  })
}

/**
 * A query whose plan the connection keeps, for texts that are always the same: planning a read by key under row-level
 * security costs several times its work. Not for lists, whose best plan depends on the values.
 * @param types how values of the answer are read, where it is not as usual
 */
export function prepared(text: string, values: unknown[], types?: pg.CustomTypesConfig): pg.QueryConfig {
  const name = names.get(text) ?? `jw${names.size}`
  names.set(text, name)
  return types ? { name, text, values, types } : { name, text, values }
}

const names = new Map<string, string>()

/** Runs `run` in a transaction and commits; rolls back on any error and hands it on. */
export const transaction = <T>(pool: pg.Pool, begin: string, run: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  pipelined(pool, begin, async (client) => ({ result: await run(client), sent: [] }))

/**
 * The same for work whose last statements need not be waited for one by one: `sent` holds them, and the commit goes out
 * behind them in the same round trip. PostgreSQL turns the commit of a failed transaction into a rollback, and the failed
 * statement says why.
 */
export async function pipelined<T>(
  pool: pg.Pool,
  begin: string,
  run: (client: pg.PoolClient) => Promise<{ result: T; sent: readonly Promise<unknown>[] }>,
): Promise<T> {
  const client = await connect(pool)
  let broken: Error | undefined
  try {
    const begun = client.query(begin)
    // Whoever fails first is told; the others must not be left without a listener.
    begun.catch(() => {})
    const { result, sent } = await run(client)
    await Promise.all([begun, ...sent, client.query('commit')])
    return result
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw gone(error) ?? error
  } finally {
    client.release(broken)
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw gone(error) ?? error
  }
}

/** The refusal for a database that does not answer; undefined for any other error. */
export function gone(error: unknown): DatabaseGone | undefined {
  if (error instanceof DatabaseGone) return error
  if (!(error instanceof Error) || error instanceof Refused) return undefined
  const code = (error as { code?: string }).code ?? ''
  const lost =
    /ECONN|ENOENT|EPIPE|ETIMEDOUT|^57P0|^08(?!P01)|^25P03/.test(code) ||
    /terminat|timeout exceeded|Query read timeout|not queryable|Connection ended/.test(error.message)
  return lost ? new DatabaseGone(error) : fullDisk(code, error)
}

/** The database does not answer or cannot write: nothing was changed, trying again later is right. */
export class DatabaseGone extends Error {
  constructor(
    cause: Error,
    message = '数据库暂时连不上，这次没有办成，也没有改动任何数据。你填的内容都还在，稍后会自动重试。',
  ) {
    super(message, { cause })
  }
}

const fullDisk = (code: string, error: Error) =>
  code === '53100' || code === '58030'
    ? new DatabaseGone(error, '服务器磁盘满了，这次没有办成，也没有改动任何数据。请联系管理员腾出空间后再试。')
    : undefined
