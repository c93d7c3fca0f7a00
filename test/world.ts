import { randomUUID } from 'node:crypto'
import { closeNode, openNode } from '#kernel/boot.ts'
import { createApp } from '#kernel/http/app.ts'
import { cookieName } from '#kernel/http/asker.ts'
import type { TimelineView } from '#kernel/http/case-contract.ts'
import type { InboxView, ListView, MessageView, Refusal, RowView, TodoDone } from '#kernel/http/contract.ts'
import { openSession } from '#kernel/identity/session.ts'
import { createStream } from '#kernel/inbox/stream.ts'
import { beginning } from '#kernel/journal/event.ts'
import type { Packs } from '#kernel/pack.ts'
import { asSystem } from '#kernel/process/command.ts'
import type { Server } from '#kernel/server.ts'
import { packs } from '#packs/index.ts'
import { cloneDatabase } from './database.ts'
import { company } from './people.ts'

type Values = Readonly<Record<string, unknown>>

/** A person of the world at the API: every call goes through the HTTP app, a refusal is thrown as `Answer`. */
export interface Someone {
  readonly id: string
  list(record: string, query?: Readonly<Record<string, string>>): Promise<ListView>
  get(record: string, id: string): Promise<RowView>
  create(record: string, fields: Values, action?: string): Promise<RowView>
  edit(record: string, id: string, fields: Values, version: number): Promise<RowView>
  act(record: string, id: string, action: string, input?: { fields?: Values; opinion?: string }): Promise<RowView>
  /** Answers the open todo that the person holds on a row. */
  answer(record: string, id: string, outcome: string, opinion?: string, fields?: Values): Promise<TodoDone>
  upload(name: string, content: Uint8Array): Promise<string>
  inbox(box?: 'todo' | 'read' | 'done' | 'started'): Promise<InboxView>
  messages(): Promise<MessageView[]>
  timeline(record: string, id: string): Promise<TimelineView>
  /** Any request; `key` repeats an earlier one, another header replaces ours. */
  send(method: string, path: string, body?: unknown, more?: { key?: string; headers?: HeadersInit }): Promise<Response>
}

/** A small company on a database of its own, with one node that does no work beside answering. */
export interface World {
  readonly server: Server
  readonly app: ReturnType<typeof createApp>
  readonly url: string
  /** The clock of reads; tests move it. Writes take the database's. */
  now: Date
  /** Signs a person in; `unit` tells the two 王敏 apart. */
  as(name: string, unit?: string): Promise<Someone>
  person(name: string, unit?: string): Promise<string>
  unit(name: string): Promise<string>
  /** The headers of a person's request, for a request that a test makes itself. */
  cookie(person: string): Promise<Record<string, string>>
  /** Lets the timers of a row's cases fire, as if their time had come, and says when it would have. */
  timers(recordId: string): Promise<Date[]>
  sql<T extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<T[]>
  /** Another node on the same database. */
  node(): Promise<{ server: Server; close(): Promise<void> }>
  close(): Promise<void>
}

/** A refusal as the page gets it. */
export class Answer extends Error implements Refusal {
  readonly status: number
  readonly code: Refusal['code']
  readonly fields?: Record<string, string>
  readonly by?: string
  readonly at?: string
  readonly current?: unknown

  constructor(status: number, body: Refusal) {
    super(body.message)
    this.status = status
    this.code = body.code
    Object.assign(this, body)
  }
}

/** Opens the company of test/people.ts, made through the store. */
export async function openWorld({ mode = 'real' as Server['mode'], own = packs as Packs } = {}): Promise<World> {
  const { url, drop } = await cloneDatabase()
  const open = () => openNode(url, { mode, packs: { ...own, company }, clock: () => world.now })
  const world = { now: new Date() } as World
  const server = await open()
  await server.store.submit({
    command: { kind: 'run', rule: 'company.found', input: null },
    actor: asSystem('测试'),
    origin: '测试',
  })
  const app = createApp(server, createStream(beginning))
  const sql: World['sql'] = async (text, values = []) => (await server.db.writer.query(text, [...values])).rows
  const person = (name: string, unit?: string) => personOf(server, name, unit)
  return Object.assign(world, {
    server,
    app,
    url,
    sql,
    person,
    as: async (name: string, unit?: string) => signIn(world, await person(name, unit)),
    unit: async (name: string) =>
      [...(await server.store.directory()).units.values()].find((found) => found.name === name)!.id,
    cookie: (id: string) => headersOf(world, id),
    timers: (recordId: string) => fireTimers(world, recordId),
    node: async () => {
      const other = await open()
      return { server: other, close: () => closeNode(other) }
    },
    close: async () => {
      await closeNode(server)
      await drop()
    },
  })
}

/** What a call was refused with; fails when it was not. */
export async function refusal(call: Promise<unknown>): Promise<Answer> {
  const error = await call.then(
    (answer) => new Error(`was not refused: ${JSON.stringify(answer)?.slice(0, 300)}`),
    (refused: unknown) => refused,
  )
  if (error instanceof Answer) return error
  throw error
}

async function personOf(server: Server, name: string, unit?: string): Promise<string> {
  const { people, appointments, positions, units } = await server.store.directory()
  const works = (id: string) =>
    appointments.some((row) => {
      const at = positions.get(row.position)?.unit ?? ''
      return row.person === id && units.get(at)?.name === unit
    })
  const found = [...people.values()].filter((row) => row.name === name && (!unit || works(row.id)))
  if (found.length !== 1) throw new Error(`${found.length} people are called ${name}`)
  return found[0]!.id
}

async function headersOf(world: World, id: string) {
  const { token } = await openSession(world.server.db.writer, id, { ip: '10.0.0.1', agent: 'test' }, world.now)
  return { host: '127.0.0.1', cookie: `${cookieName}=${token}`, 'idempotency-key': randomUUID() }
}

async function signIn(world: World, id: string): Promise<Someone> {
  const own = await headersOf(world, id)
  const send: Someone['send'] = async (method, path, body, { key = randomUUID(), headers = {} } = {}) =>
    world.app.request(`http://127.0.0.1${path}`, {
      method,
      headers: { ...own, 'idempotency-key': key, ...headers },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    })
  const call = async <T>(...request: Parameters<typeof send>): Promise<T> => read<T>(await send(...request))
  return {
    id,
    send,
    list: (record, query = {}) => call('GET', `/api/${record}?${new URLSearchParams(query)}`),
    get: (record, row) => call('GET', `/api/${record}/${row}`),
    create: (record, fields, action) => call('POST', `/api/${record}`, { fields, action }),
    edit: (record, row, fields, version) => call('PATCH', `/api/${record}/${row}`, { fields, version }),
    act: (record, row, action, input = {}) => call('POST', `/api/${record}/${row}/${action}`, input),
    answer: async (record, row, outcome, opinion, fields) => {
      const { todo } = await call<RowView>('GET', `/api/${record}/${row}`)
      if (!todo) throw new Error('holds no todo on it')
      return call('POST', `/api/todos/${todo.id}`, { outcome, opinion, fields })
    },
    upload: async (name, content) =>
      (await call<{ id: string }>('POST', `/api/files?name=${encodeURIComponent(name)}`, content)).id,
    inbox: (box = 'todo') => call('GET', `/api/inbox?box=${box}`),
    messages: () => call('GET', '/api/messages'),
    timeline: (record, row) => call('GET', `/api/${record}/${row}/timeline`),
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const body = await response.json()
  if (response.status >= 400) throw new Answer(response.status, body as Refusal)
  return body as T
}

async function fireTimers({ server, sql }: World, recordId: string): Promise<Date[]> {
  const due = await sql<{
    kind: string
    key: string
    at: Date
    claim: number
    payload: { case: string; token: number }
  }>(
    `select j.kind, j.key, j.at, j.claim, j.payload from job j join process_case c on j.payload->>'case' = c.id::text
     where j.kind = 'timer' and c.record_id = $1 order by j.at`,
    [recordId],
  )
  for (const job of due) {
    const command = { kind: 'timer', case: job.payload.case, token: job.payload.token } as const
    await server.store.submit({ command, actor: asSystem('到时间了'), origin: '定时' })
    await sql('delete from job where kind = $1 and key = $2 and claim = $3', [job.kind, job.key, job.claim])
  }
  return due.map((job) => job.at)
}
