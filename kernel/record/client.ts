import type { ActionOf, AnyRecord, DraftOf, Records, RowOf } from './record.ts'

/** A row with what the one who asked may do on it now. */
export interface View<R extends AnyRecord> {
  readonly row: RowOf<R>
  readonly labels: Readonly<Record<string, string>>
  readonly can: readonly ActionOf<R>[]
  readonly edit: readonly (keyof R['fields'] & string)[]
}

export interface Page<R extends AnyRecord> {
  readonly rows: readonly RowOf<R>[]
  readonly labels: Readonly<Record<string, string>>
  readonly next: string | null
  readonly count: { readonly value: number; readonly more: boolean }
}

/** The five routes of one record; wrong names and missing fields are compile errors. */
export interface RecordClient<R extends AnyRecord> {
  list(wanted?: { q?: string; status?: string; sort?: string; cursor?: string; limit?: number }): Promise<Page<R>>
  get(id: string): Promise<View<R>>
  create(fields: DraftOf<R>, action?: ActionOf<R>): Promise<View<R>>
  edit(id: string, fields: Partial<DraftOf<R>>, version: number): Promise<View<R>>
  act(id: string, action: ActionOf<R>, input?: { fields?: Partial<DraftOf<R>>; opinion?: string }): Promise<View<R>>
}

/** One call to the server: resolves with the body, rejects with a refusal. */
export type Send = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<unknown>

/**
 * The typed client of a registry: its types are the definitions', nothing is generated.
 * Usage: `const api = clientOf<typeof packs.project.records>(send)`, then `await api.project.create({ … })`.
 */
export function clientOf<P extends Records>(send: Send): { readonly [N in keyof P]: RecordClient<P[N]> } {
  return new Proxy({} as { [N in keyof P]: RecordClient<P[N]> }, {
    get: (_, name) => (typeof name === 'string' ? recordClient(send, `/api/${name}`) : undefined),
  })
}

function recordClient<R extends AnyRecord>(send: Send, path: string): RecordClient<R> {
  return {
    list: (wanted = {}) => send('GET', `${path}?${query(wanted)}`) as Promise<Page<R>>,
    get: (id) => send('GET', `${path}/${id}`) as Promise<View<R>>,
    create: (fields, action) => send('POST', path, { fields, action }) as Promise<View<R>>,
    edit: (id, fields, version) => send('PATCH', `${path}/${id}`, { fields, version }) as Promise<View<R>>,
    act: (id, action, input = {}) => send('POST', `${path}/${id}/${action}`, input) as Promise<View<R>>,
  }
}

const query = (wanted: object) =>
  new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
