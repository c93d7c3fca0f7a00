import { type Calendar, dayOf } from '../calendar/workday.ts'
import { type Database, DatabaseGone, gone, pipelined, prepared, type Sql } from '../db.ts'
import { gathering } from '../gather.ts'
import { type Directory, readDirectory } from '../identity/directory.ts'
import type { Registry } from '../pack.ts'
import { Refused } from '../refused.ts'
import { isUuid } from '../uuid.ts'
import { arrayLiteral } from './array.ts'
import { type Batch, staged } from './batch.ts'
import { type Answer, asSystem, type Request } from './command.ts'
import { refusalOf } from './decide.ts'
import type { Deployment } from './deployment.ts'
import { errandsNow } from './errand.ts'
import { openLanes } from './lanes.ts'
import { lockAll } from './load.ts'
import { ServiceBroke } from './service.ts'
import { partitionOf } from './steplog.ts'
import { findTouched } from './touched.ts'
import { decideAll, inTurn, type Result, type Turn } from './turn.ts'
import { NeedsAlone } from './work.ts'
import { writeAll } from './write.ts'

/** What a node keeps in memory beside the queue; the organisation is reread when its edition moved. */
export interface Node {
  readonly db: Database
  readonly registry: Registry
  readonly deployment: Deployment
  readonly calendar: Calendar
}

/** The one way in for writes: every request and worker of this node puts its commands here. */
export interface Store {
  submit(request: Request): Promise<Answer>
  /** The organisation as the last flush or `refresh` saw it. */
  directory(): Promise<Directory>
  /** Resolves when nothing waits in the queue of this node, errands of its cases included. */
  idle(): Promise<void>
  /** Ends after the running flush; later commands are refused. */
  stop(): Promise<void>
}

/** What a node knows of the database's slow data, and by which counters (`install`) it knows that it moved. */
interface Memory {
  directory?: Directory
  documents?: number | null
  /** Partitions of the step log that are there. */
  readonly partitions: Set<string>
  /** One flush decides at a time. */
  readonly turn: Turn
  /** Takes errands that a committed flush wrote (errand.ts): this node does them next. */
  next(errands: readonly string[]): void
}

interface Waiting {
  readonly request: Request
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** Commands of one flush, at most. */
const most = 512

/**
 * Opens the queue of a node. Idle, it flushes at once; busy, commands that came meanwhile share the next commit. Two flushes
 * overlap: PostgreSQL locks for one while Node decides the other, and writes it while Node decides the next. What names the
 * same row as the running one waits for it, so that commands on a row keep their order; the database's locks hold for all
 * others, as between two nodes.
 */
export function openStore(node: Node): Store {
  const keys = new Map<string, Promise<Answer>>()
  const memory: Memory = {
    partitions: new Set(),
    turn: { last: Promise.resolve() },
    next: (errands) => {
      for (const key of errands) lanes.add(errandOf(key))
    },
  }
  const directory = gathering(async (asked: readonly undefined[]) => {
    const found = await currentDirectory(node, memory)
    return asked.map(() => found)
  })
  const lanes = openLanes<Waiting>({
    most,
    rowsOf: ({ request }) => rowsOf(request),
    run: (waiting, locked) => flush(node, memory, waiting, locked),
  })
  const enqueue = (request: Request) =>
    new Promise<Answer>((resolve, reject) => {
      if (!lanes.add({ request, resolve, reject })) reject(new Error('stopping'))
    })
  return {
    submit(request) {
      const key = request.key && `${request.actor.person}/${request.key}`
      if (!key) return enqueue(request)
      const twin = keys.get(key) ?? enqueue(request).finally(() => keys.delete(key))
      keys.set(key, twin)
      return twin
    },
    directory: () => directory(undefined),
    idle: () => lanes.rest(),
    stop: () => lanes.stop(),
  }
}

/** An errand takes its turn at the end of the queue. One that fails is left to its job, which is tried again later. */
const errandOf = (key: string): Waiting => ({
  request: { command: { kind: 'errand', key }, actor: asSystem('流程继续'), origin: '流程' },
  resolve: () => {},
  reject: () => {},
})

/** The rows that a command names itself, by their ids: an errand the case whose it is, or the record (errand.ts). */
function rowsOf({ command }: Request): string[] {
  if (command.kind === 'outcome') return [command.todo]
  if (command.kind === 'errand') return [command.key.split('/').find(isUuid) ?? command.key]
  if ('case' in command) return [command.case]
  return 'id' in command ? [command.id] : []
}

/** One transaction for all of them; when the database refuses it, each again on its own, so that one cannot fail another. */
async function flush(node: Node, memory: Memory, waiting: readonly Waiting[], locked: () => void): Promise<void> {
  const requests = waiting.map(({ request }) => request)
  const results = await attempt(node, memory, requests, locked)
  for (const [index, one] of waiting.entries()) {
    const result = resultOf(node, memory, results, index, requests)
    settle(one, result instanceof Promise ? await result : result)
  }
}

function resultOf(
  node: Node,
  memory: Memory,
  results: Result[] | { error: unknown },
  index: number,
  requests: readonly Request[],
): Result | Promise<Result> {
  if (!Array.isArray(results))
    return worthRepeating(results.error, requests.length) ? single(node, memory, requests[index]!) : results
  const result = results[index]!
  return wantsAlone(result) ? single(node, memory, requests[index]!) : result
}

const wantsAlone = (result: Result) => 'error' in result && result.error instanceof NeedsAlone

/** What another command of the batch broke, or another node that used the same key at that moment; not a database that is away. */
function worthRepeating(error: unknown, together: number): boolean {
  if (error instanceof DatabaseGone) return false
  return together > 1 || isKeyTaken(error) || error instanceof ServiceBroke
}

function settle(one: Waiting, result: Result): void {
  if ('answer' in result) one.resolve(result.answer)
  else one.reject(result.error)
}

async function single(node: Node, memory: Memory, request: Request): Promise<Result> {
  const results = await attempt(node, memory, [request], () => {})
  if (Array.isArray(results)) return results[0]!
  const { error } = results
  // What a service broke is done again without it: its step becomes an incident.
  if (error instanceof ServiceBroke && (request.broken?.length ?? 0) < 8)
    return single(node, memory, { ...request, broken: [...(request.broken ?? []), error.step] })
  return { error: isKeyTaken(results.error) ? keyTaken() : results.error }
}

const isKeyTaken = (error: unknown) => (error as { constraint?: string }).constraint === 'command_pkey'

/** The key belongs to somebody else's request: its answer is not for this person. */
const keyTaken = () => new Refused('conflict', '这个请求的编号已经用过，没有办。请刷新页面再试，你填的内容都还在。')

async function attempt(
  node: Node,
  memory: Memory,
  requests: readonly Request[],
  locked: () => void,
): Promise<Result[] | { error: unknown }> {
  const held: { batch?: Batch } = {}
  try {
    const results = await pipelined(node.db.writer, 'begin', async (sql) => {
      const [batch, touched] = await Promise.all([
        begin(sql, node, memory, requests),
        findTouched(sql, node.registry, requests),
      ])
      held.batch = batch
      // The answers are asked under lock: a repeat that reached another node has by now been answered there.
      const known = await lockAll(batch, touched, requests, () => knownAnswers(sql, requests))
      const partition = await partitionOf(sql, batch.now, memory.partitions)
      const write = async () => {
        const result = await decideAll(batch, requests, (request) => known.get(keyOf(request)))
        return { result, sent: writeAll(batch, partition) }
      }
      if (batch.alone) return await write()
      // While this one decides, PostgreSQL looks up and locks what the next one needs.
      locked()
      return await inTurn(memory.turn, write)
    })
    memory.next(errandsNow(held.batch!))
    return results
  } catch (error) {
    memory.partitions.clear()
    const refusal = held.batch && requests.length === 1 ? refusalOf(held.batch, requests[0]!, error) : undefined
    return { error: refusal ?? gone(error) ?? error }
  }
}

async function begin(sql: Sql, node: Node, memory: Memory, requests: readonly Request[]): Promise<Batch> {
  const alone = requests.length === 1
  const { now, directory } = await freshDirectory(sql, node, memory, alone ? requests[0]?.at : undefined)
  return {
    now,
    at: now.toISOString(),
    directory,
    alone,
    sql,
    registry: node.registry,
    calendar: node.calendar,
    deployment: node.deployment,
    records: new Map(),
    cases: staged(),
    todos: staged(),
    todosByCase: new Map(),
    subscriptions: staged(),
    incidents: staged(),
    errands: new Map(),
    counters: staged(),
    shares: new Map(),
    undo: [],
    out: { events: [], steps: [], shares: [], jobs: [], jobsDone: [], messages: [], answers: [] },
  }
}

async function currentDirectory(node: Node, memory: Memory): Promise<Directory> {
  try {
    return (await freshDirectory(node.db.writer, node, memory)).directory
  } catch (error) {
    throw gone(error) ?? error
  }
}

/**
 * The database's clock, which is `now` for the flush unless a demo's story says when, and the organisation, reread when it
 * moved or the day turned.
 */
async function freshDirectory(
  sql: Sql,
  node: Node,
  memory: Memory,
  at?: Date,
): Promise<{ now: Date; directory: Directory }> {
  const { rows } = await sql.query<{ now: Date; edition: number | null; documents: number | null }>(
    'select clock_timestamp() as now, (select directory from install) as edition, (select documents from install) as documents',
  )
  const now = at ?? rows[0]!.now
  const day = dayOf(now, node.calendar)
  if (memory.directory?.edition !== (rows[0]!.edition ?? 0) || memory.directory.day !== day)
    memory.directory = await readDirectory(sql, day)
  if (memory.documents !== rows[0]!.documents) await node.deployment.refresh(sql)
  memory.documents = rows[0]!.documents
  return { now, directory: memory.directory }
}

const keyOf = (request: Request) => `${request.actor.person}/${request.key}`

async function knownAnswers(sql: Sql, requests: readonly Request[]): Promise<Map<string, Answer>> {
  const keys = requests.flatMap((request) => request.key ?? [])
  if (keys.length === 0) return new Map()
  const { rows } = await sql.query<{ key: string; person: string; answer: Answer }>(
    prepared('select key, person, answer from command where key = any($1::uuid[])', [arrayLiteral(keys, true)]),
  )
  return new Map(rows.map((row) => [`${row.person}/${row.key}`, row.answer]))
}
