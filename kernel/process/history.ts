import type { Sql } from '../db.ts'
import type { EventView } from '../http/case-contract.ts'
import type { Directory } from '../identity/directory.ts'
import { shown } from '../inbox/shown.ts'
import { labelOf } from '../record/column.ts'
import type { Fields } from '../record/field.ts'
import { titles } from '../record/query.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Server } from '../server.ts'

interface EventFound {
  id: number
  at: Date
  kind: string
  action: string
  person: string | null
  acting: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  opinion: string | null
}

/** What was done to a record and by whom, the newest first; the caller has read the row and set `jw.looking`. */
export async function eventsOf(
  server: Server,
  sql: Sql,
  directory: Directory,
  def: AnyRecord,
  id: string,
): Promise<EventView[]> {
  const { rows } = await sql.query<EventFound>(
    'select id, at, kind, action, person, acting, before, after, opinion from event where record_id = $1 order by id desc limit 200',
    [id],
  )
  const labels = await referenced(server, sql, def, rows)
  return rows.map((event) => ({
    id: String(event.id),
    at: event.at.toISOString(),
    who: whoOf(directory, event),
    action: actionLabel(def, event),
    words: event.opinion ?? (event.person ? null : event.acting) ?? '',
    changes: Object.keys(event.after ?? {})
      .filter((name) => !isForRules(def, name) && (event.before !== null || event.after?.[name] !== null))
      .map((name) => ({
        label: labelOf(def, name),
        before: event.before ? wordsOf(def, name, event.before[name], labels) : '',
        after: wordsOf(def, name, event.after?.[name], labels),
      })),
  }))
}

/** Fields that say an address or a code to rules alone, and nothing to people. */
function isForRules(def: AnyRecord, name: string): boolean {
  const field = (def.fields as Fields)[name]
  return Boolean(field?.hidden || field?.link)
}

/** A person; with 代章慧中 behind the name when it was that person's work; else the system, which says why. */
function whoOf(directory: Directory, { kind, person, acting }: EventFound): string {
  if (kind === 'decision') return '系统'
  const name = directory.people.get(person ?? '')?.name
  return name ? `${name}${acting ? `（${acting}）` : ''}` : '系统'
}

function actionLabel(def: AnyRecord, event: EventFound): string {
  if (event.kind === 'refused') return `被拒绝：${def.actions[event.action]?.label ?? '修改'}`
  return (
    def.actions[event.action]?.label ??
    ({ create: '新建', edit: '修改' } as Record<string, string>)[event.action] ??
    (['outcome', 'decision', 'operation'].includes(event.kind) ? event.action : '系统更新')
  )
}

const wordsOf = (def: AnyRecord, name: string, value: unknown, labels: Readonly<Record<string, string>>) =>
  name === 'status' ? (def.states[String(value)] ?? String(value)) : shown(def.fields[name], value, labels)

async function referenced(
  server: Server,
  sql: Sql,
  def: AnyRecord,
  events: readonly EventFound[],
): Promise<Record<string, string>> {
  const labels: Record<string, string> = {}
  const fields: Fields = def.fields
  for (const [name, field] of Object.entries(fields)) {
    const ids = field.to
      ? events
          .flatMap((event) => [event.before?.[name], event.after?.[name]])
          .filter((id): id is string => typeof id === 'string')
      : []
    if (field.to && ids.length > 0)
      Object.assign(labels, await titles(sql, server.registry.records, field.to, [...new Set(ids)]))
  }
  return labels
}
