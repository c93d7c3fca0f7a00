import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Sql } from '../db.ts'
import { postOf } from '../identity/directory.ts'
import { explainAll, openTodo, titleOf } from '../inbox/todos.ts'
import { foresee } from '../process/foresee.ts'
import { operated } from '../process/operate.ts'
import { diagramOf, timelineOf } from '../process/timeline.ts'
import type { Wanted } from '../record/filter.ts'
import { metaOf } from '../record/meta.ts'
import { type PartsView, partsOf } from '../record/part.ts'
import {
  countOf,
  countRows,
  getRow,
  labelsOf,
  listRows,
  options,
  type Row,
  seenAbove,
  titles,
} from '../record/query.ts'
import type { AnyRecord } from '../record/record.ts'
import { editableFields, possibleActions } from '../record/rights.ts'
import { readsSome } from '../record/where.ts'
import { holds, type Me } from '../record/who.ts'
import { absent } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid } from '../uuid.ts'
import { submit } from './answer.ts'
import { type Asker, askerOf } from './asker.ts'
import { bodyOf } from './body.ts'
import type { ListView, Option, RowView } from './contract.ts'
import { exportList } from './export.ts'

const fields = z.record(z.string(), z.unknown())
const shapes = {
  foresee: z.object({ fields }),
  create: z.object({ fields, action: z.string().optional() }),
  edit: z.object({ fields, version: z.int() }),
  act: z.object({ fields: fields.optional(), opinion: z.string().max(5000).optional(), version: z.int().optional() }),
}

/** The five routes of every record, with what its pages need around them. */
export function recordRoutes(app: Hono, server: Server): void {
  app.get('/api/meta/:record', async (c) => {
    const { asker, def } = await enter(server, c)
    return c.json(metaOf(def, asker.me, server.registry, asker.directory.day))
  })
  app.get('/api/options/:record', async (c) => {
    const { asker, def } = await enter(server, c)
    return c.json(
      await asker.read((sql) => optionsOf(server, sql, asker, def, c.req.query('q') ?? '', c.req.query('ids'))),
    )
  })
  app.get('/api/processes/:name', async (c) => {
    const asker = await askerOf(server, c)
    const { processes } = server.registry
    const process = Object.hasOwn(processes, c.req.param('name')) ? processes[c.req.param('name')] : undefined
    if (!process) throw absent('这个流程')
    const id = c.req.query('id')
    return c.json(
      await asker.read(async (sql) => {
        if (id) await getRow(sql, server.registry.records[process.on]!, id)
        return diagramOf(server, sql, c.req.param('name'), id)
      }),
    )
  })
  app.get('/api/:record', async (c) => {
    const { asker, def } = await enter(server, c)
    return c.json(await asker.read((sql) => listOf(server, sql, asker.me, def, wantedOf(server, c))))
  })
  app.post('/api/:record', async (c) => {
    const { asker, def } = await enter(server, c)
    const body = await bodyOf(c, shapes.create)
    const answer = await submit(server, c, asker, { kind: 'create', record: def.name, ...body })
    return c.json(await viewAfter(server, asker, def, answer.id), 201)
  })
  app.post('/api/:record/foresee', async (c) => {
    const { asker, def } = await enter(server, c)
    const body = await bodyOf(c, shapes.foresee)
    return c.json(foresee(server, asker.directory, asker.me, def, body.fields))
  })
  app.get('/api/:record/export', async (c) => {
    const { asker, def } = await enter(server, c)
    return exportList(server, c, asker, def, wantedOf(server, c))
  })
  app.get('/api/:record/:id', async (c) => {
    const { asker, def } = await enter(server, c)
    return c.json(await asker.read((sql) => rowView(server, sql, asker, def, c.req.param('id'))))
  })
  app.patch('/api/:record/:id', async (c) => {
    const { asker, def } = await enter(server, c)
    const body = await bodyOf(c, shapes.edit)
    if (!isUuid(c.req.param('id'))) throw absent(`这条${def.label}`)
    await submit(server, c, asker, { kind: 'edit', record: def.name, id: c.req.param('id'), ...body })
    return c.json(await viewAfter(server, asker, def, c.req.param('id')))
  })
  app.get('/api/:record/:id/timeline', async (c) => {
    const { asker, def } = await enter(server, c)
    return c.json(
      await asker.read(async (sql) => {
        const row = await getRow(sql, def, c.req.param('id'))
        const timeline = await timelineOf(server, sql, asker.directory, def, row)
        const runs = operated(server.registry, asker.me.roles).includes(timeline.process ?? '')
        return { ...timeline, run: runs ? timeline.run : null }
      }),
    )
  })
  app.get('/api/:record/:id/parts', async (c) => {
    const { asker, def } = await enter(server, c)
    return c.json(await asker.read((sql) => partsView(server, sql, asker.me, def, c.req.param('id'))))
  })
  app.post('/api/:record/:id/:action', async (c) => {
    const { asker, def } = await enter(server, c)
    const body = await bodyOf(c, shapes.act)
    if (!isUuid(c.req.param('id'))) throw absent(`这条${def.label}`)
    await submit(server, c, asker, {
      kind: 'act',
      record: def.name,
      id: c.req.param('id'),
      action: c.req.param('action'),
      ...body,
    })
    return c.json(await viewAfter(server, asker, def, c.req.param('id')))
  })
}

/** A row with what the person may do on it now; read in the person's own transaction. */
export async function rowView(server: Server, sql: Sql, asker: Asker, def: AnyRecord, id: string): Promise<RowView> {
  const row = await getRow(sql, def, id)
  const seen = await seenAbove(sql, def, row)
  const clauses = await explainAll(server.registry, sql, [def.name])
  return {
    row,
    labels: await labelsOf(sql, server.registry.records, def, [row]),
    can: possibleActions(def, asker.me, row, { seen }),
    edit: editableFields(def, asker.me, row, { seen }),
    todo: await openTodo(server, sql, asker.directory, asker.me, id),
    clauses: clauses.get(def.name) ?? [],
    next: await nextOf(server, sql, asker, def, row),
  }
}

/** What the pack says has to be done next on a row; the todos of the row are open to whoever reads it. */
async function nextOf(server: Server, sql: Sql, { directory }: Asker, def: AnyRecord, row: Row) {
  const guide = server.registry.guides[def.name]
  if (!guide) return null
  await sql.query(`select set_config('jw.looking', $1, true)`, [row.id])
  return guide({ sql, row, directory, server, day: directory.day })
}

/** How many rows each part of a row holds for the person, and whether they may add one. */
async function partsView(server: Server, sql: Sql, me: Me, def: AnyRecord, id: string): Promise<PartsView> {
  const row = await getRow(sql, def, id)
  const found: PartsView = {}
  for (const part of partsOf(def, server.registry.records)) {
    if (!readsSome(part.def, me)) continue
    const counts = await countRows(sql, part.def, me, { equal: { [part.field]: id } })
    const draft = { createdBy: me.id, createdUnit: me.units[0] ?? null, [part.field]: id }
    const canCreate = holds(part.def.allow.create, me, draft, { seen: { [part.field]: row.status } })
    found[part.def.name] = { count: counts[''] ?? { value: 0, more: false }, canCreate }
  }
  return found
}

const viewAfter = (server: Server, asker: Asker, def: AnyRecord, id: string) =>
  asker.read((sql) => rowView(server, sql, asker, def, id))

async function enter(server: Server, c: Context): Promise<{ asker: Asker; def: AnyRecord }> {
  const asker = await askerOf(server, c)
  const def = Object.hasOwn(server.registry.records, c.req.param('record') ?? '')
    ? server.registry.records[c.req.param('record')!]
    : undefined
  if (!def) throw absent('这个页面')
  return { asker, def }
}

function wantedOf(server: Server, c: Context): Wanted {
  const { q, sort, cursor, limit, status, ...equal } = c.req.query()
  return {
    q,
    sort,
    cursor,
    limit: limit ? Number(limit) : undefined,
    status: status ? status.split(',') : undefined,
    equal,
    zone: server.calendar.zone,
  }
}

async function listOf(server: Server, sql: Sql, me: Me, def: AnyRecord, wanted: Wanted): Promise<ListView> {
  const { rows, next } = await listRows(sql, def, me, wanted, server.registry.records)
  const counts = await countRows(sql, def, me, wanted, server.registry.records)
  const { '': all, ...board } = counts
  const count = wanted.status && wanted.status.length > 0 ? countOf(counts, wanted.status) : all
  return {
    rows,
    labels: await labelsOf(sql, server.registry.records, def, rows),
    next,
    count: count ?? { value: 0, more: false },
    board,
  }
}

async function optionsOf(
  server: Server,
  sql: Sql,
  asker: Asker,
  def: AnyRecord,
  q: string,
  ids: string | undefined,
): Promise<Option[]> {
  if (ids) {
    const found = await titles(sql, server.registry.records, def.name, ids.split(',').filter(isUuid).slice(0, 100))
    return Object.entries(found).map(([id, label]) => ({ id, label }))
  }
  const rows = await options(sql, def, asker.me, q, server.registry.records)
  const labels = await labelsOf(sql, server.registry.records, def, rows)
  return rows.map((row) => ({ id: row.id, label: titleOf(def, row, labels), ...noteOf(asker, def, row) }))
}

/** People are told apart by their post: there are two 王敏. */
function noteOf(asker: Asker, def: AnyRecord, row: Row): { note?: string } {
  if (def.name !== 'person') return typeof row.number === 'string' ? { note: row.number } : {}
  const { unit, position } = postOf(asker.directory, row.id)
  return { note: [unit, position].filter(Boolean).join(' · ') }
}
