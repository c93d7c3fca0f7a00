import type { Sql } from '../db.ts'
import type { EditionLine, EditionView, ModelKind, ModelLine, ModelRecord, ModelView } from '../http/model-contract.ts'
import type { Directory } from '../identity/directory.ts'
import { fieldsMeta, presetsOf } from '../record/meta.ts'
import type { Action, AnyRecord } from '../record/record.ts'
import type { Me } from '../record/who.ts'
import { absent } from '../refused.ts'
import type { Server } from '../server.ts'
import { checkEdition } from './check.ts'
import { declared, editionKey } from './edition.ts'

interface Found {
  readonly id: number
  readonly kind: ModelKind
  readonly name: string
  readonly number: number
  readonly state: 'effective' | 'proposed' | 'superseded'
  readonly origin: EditionLine['origin']
  readonly since: Date | null
  readonly at: Date
  readonly running: number
}

/** Editions with the number of open cases that are pinned to each; `$1` and `$2` narrow to one model where given. */
const editionsSql = `select d.id, d.kind, d.name, d.number, d.state, d.origin, d.effective_from as since, d.created_at as at,
    coalesce(c.cases, 0)::int as running
  from document d left join (
    select document, count(*) as cases from process_case where ended_at is null group by document) c on c.document = d.id
  where d.kind in ('bpmn', 'dmn') and ($1::text is null or d.kind = $1 and d.name = $2) order by d.number desc`

/** Every process and decision that the packs declare, with what is in force, what runs and what is proposed. */
export async function modelLines({ registry }: Server, sql: Sql): Promise<ModelLine[]> {
  const { rows } = await sql.query<Found>(editionsSql, [null, null])
  const byModel = Map.groupBy(rows, ({ kind, name }) => `${kind}/${name}`)
  return (['bpmn', 'dmn'] as const).flatMap((kind) =>
    Object.entries(declared(registry, kind)).map(([name, { label }]): ModelLine => {
      const editions = byModel.get(`${kind}/${name}`) ?? []
      const now = editions.find(({ state }) => state === 'effective')
      return {
        kind,
        name,
        label,
        record: registry.records[registry.processes[kind === 'bpmn' ? name : '']?.on ?? '']?.label ?? null,
        inForce: now ? { number: now.number, origin: now.origin, since: now.since?.toISOString() ?? null } : null,
        running: editions
          .filter(({ running }) => running > 0)
          .map(({ number, running }) => ({ number, cases: running })),
        proposals: editions
          .filter(({ state }) => state === 'proposed')
          .map(({ id, number, origin }) => ({ id, number, origin })),
      }
    }),
  )
}

/** One model with all its editions and who did what to them. @throws Refused `absent` for a name that no pack declares */
export async function modelView(
  { registry, deployment }: Server,
  sql: Sql,
  { me, directory }: { readonly me: Me; readonly directory: Directory },
  kind: string,
  name: string,
): Promise<ModelView> {
  const known = declared(registry, kind)
  if (!isKind(kind) || !Object.hasOwn(known, name)) throw absent('这个流程')
  const { rows } = await sql.query<Found>(editionsSql, [kind, name])
  const acts = await actsOf(sql, directory, rows)
  const def = kind === 'bpmn' ? registry.records[registry.processes[name]!.on]! : undefined
  return {
    kind,
    name,
    label: known[name]!.label,
    record: def ? { ...recordOf(def), presets: presetsOf(def, me, directory.day) } : null,
    matter: (kind === 'bpmn' && registry.processes[name]?.matter) || null,
    editions: rows.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state === 'superseded' && row.since === null ? 'withdrawn' : row.state,
      origin: row.origin,
      at: row.at.toISOString(),
      since: row.since?.toISOString() ?? null,
      running: row.running,
      acts: acts.get(editionKey(row.id)) ?? [],
    })),
    decisions: Object.entries(registry.decisions).map(([decision, { label, conclude }]) => ({
      name: decision,
      label,
      concludes: conclude !== undefined,
      asks: inputsOf(deployment.decision(decision).source),
    })),
  }
}

/** The text of an edition, checked against the definitions and the organisation of today. */
export async function editionView(server: Server, sql: Sql, directory: Directory, id: number): Promise<EditionView> {
  const { rows } = await sql.query<{ kind: ModelKind; name: string; number: number; source: string }>(
    `select kind, name, number, source from document where id = $1 and kind in ('bpmn', 'dmn')`,
    [id],
  )
  const [found] = rows
  if (!found) throw absent('这一版')
  const problems = await checkEdition({ ...server, directory }, found)
  return { id, number: found.number, source: found.source, problems }
}

const isKind = (kind: string): kind is ModelKind => kind === 'bpmn' || kind === 'dmn'

function recordOf({ name, label, fields, states, actions }: AnyRecord): Omit<ModelRecord, 'presets'> {
  const known: [string, Action][] = Object.entries(actions)
  return {
    name,
    label,
    fields: fieldsMeta(fields),
    states: { ...states },
    actions: Object.fromEntries(
      known.map(([action, { label, from, to, starts }]) => [
        action,
        { label, from: [...from], to, ...(starts ? { starts } : {}) },
      ]),
    ),
  }
}

/** The texts of a table's input columns. */
const inputsOf = (source: string): string[] => [
  ...new Set([...source.matchAll(/<inputExpression[^>]*>\s*<text>([^<]*)</g)].map(([, text = '']) => text.trim())),
]

interface ActFound {
  readonly key: string
  readonly action: EditionLine['acts'][number]['action']
  readonly at: Date
  readonly person: string | null
  readonly why: string | null
}

async function actsOf(sql: Sql, directory: Directory, editions: readonly Found[]) {
  const { rows } = await sql.query<ActFound>(
    `select record_id as key, action, at, person, opinion as why from event
     where record_id = any($1::uuid[]) and record = 'document' and kind = 'change' order by id`,
    [editions.map(({ id }) => editionKey(id))],
  )
  const lines = rows.map(({ key, action, at, person, why }) => ({
    key,
    line: { action, at: at.toISOString(), by: directory.people.get(person ?? '')?.name ?? '系统', why: why ?? '' },
  }))
  return new Map(
    [...Map.groupBy(lines, ({ key }) => key)].map(([key, found]) => [key, found.map(({ line }) => line)] as const),
  )
}
