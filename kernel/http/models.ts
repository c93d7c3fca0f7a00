import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { importForeign } from '#engine/bpmn/foreign/import.ts'
import type { Facts, Json, Problem } from '#engine/types.ts'
import { resolve } from '../process/assign.ts'
import { checkEdition } from '../process/check.ts'
import type { EditionCommand } from '../process/command.ts'
import { askDecision } from '../process/decision.ts'
import { declared, keepsModels } from '../process/edition.ts'
import { editionView, modelLines, modelView } from '../process/models.ts'
import { absent, Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { submit } from './answer.ts'
import { type Asker, askerOf } from './asker.ts'
import { bodyOf } from './body.ts'
import type { CheckedView, DecidedView, EditionDone, ModelKind, StaffView } from './model-contract.ts'

const reason = z.string().trim().min(1, '写明为什么改').max(500, '原因最多 500 个字')
const source = z.string().min(1, '文件是空的').max(900_000, '文件超过 900 KB，不像是画出来的流程')
const shapes = {
  check: z.object({ source }),
  propose: z.object({ source, reason }),
  publish: z.object({ reason, over: z.int().nullable() }),
  withdraw: z.object({ reason }),
  staff: z.object({ assign: z.json(), isRead: z.boolean().optional() }),
  decide: z.object({ name: z.string().max(200), facts: z.record(z.string(), z.json()) }),
}

/** The models of processes and decisions, for those who keep them; for anybody else nothing is here. */
export function modelRoutes(app: Hono, server: Server): void {
  const { writer } = server.db
  app.get('/api/models', async (c) => {
    await keeperOf(server, c)
    return c.json(await modelLines(server, writer))
  })
  app.get('/api/models/editions/:id', async (c) => {
    const { directory } = await keeperOf(server, c)
    return c.json(await editionView(server, writer, directory, numberOf(c)))
  })
  app.get('/api/models/:kind/:name', async (c) => {
    const asker = await keeperOf(server, c)
    return c.json(await modelView(server, writer, asker, c.req.param('kind'), c.req.param('name')))
  })
  app.post('/api/models/staff', async (c) => {
    const { me, directory } = await keeperOf(server, c)
    const { assign, isRead } = await bodyOf(c, shapes.staff)
    const { people, instead } = resolve(directory, assign, isRead ? null : me.id, server.registry.roles)
    const names = people.map((id) => directory.people.get(id)?.name ?? '')
    return c.json({ people: names, ...(instead ? { instead } : {}) } satisfies StaffView)
  })
  app.post('/api/models/decide', async (c) => {
    const { me, directory } = await keeperOf(server, c)
    const { name, facts } = await bodyOf(c, shapes.decide)
    if (!Object.hasOwn(server.registry.decisions, name)) throw absent('这个判定规则')
    return c.json({ answer: decided(server, directory, name, facts, me.id) } satisfies DecidedView)
  })
  app.post('/api/models/:kind/:name/check', async (c) => {
    const { directory } = await keeperOf(server, c)
    const sent = await bodyOf(c, shapes.check)
    const model = modelOf(server, c)
    const { source, foreign } = model.kind === 'bpmn' ? await imported(sent.source) : { source: sent.source }
    const problems = await checkEdition({ ...server, directory }, { ...model, source })
    return c.json({ source, problems, ...(foreign ? { foreign } : {}) } satisfies CheckedView)
  })
  app.post('/api/models/:kind/:name', async (c) => {
    const asker = await keeperOf(server, c)
    const sent = await bodyOf(c, shapes.propose)
    const model = modelOf(server, c)
    refuseErrors(await checkEdition({ ...server, ...asker }, { ...model, source: sent.source }))
    return c.json(await done(server, c, asker, { kind: 'propose', of: model.kind, name: model.name, ...sent }), 201)
  })
  app.post('/api/models/editions/:id/publish', async (c) => {
    const asker = await keeperOf(server, c)
    const sent = await bodyOf(c, shapes.publish)
    const document = numberOf(c)
    // Checked anew: the organisation, and what else is in force, may have changed since it was proposed.
    refuseErrors((await editionView(server, writer, asker.directory, document)).problems)
    return c.json(await done(server, c, asker, { kind: 'publish', document, ...sent }))
  })
  app.post('/api/models/editions/:id/withdraw', async (c) => {
    const asker = await keeperOf(server, c)
    const sent = await bodyOf(c, shapes.withdraw)
    return c.json(await done(server, c, asker, { kind: 'withdraw', document: numberOf(c), ...sent }))
  })
}

async function keeperOf(server: Server, c: Context): Promise<Asker> {
  const asker = await askerOf(server, c)
  if (!keepsModels(asker.me)) throw absent('这个页面')
  return asker
}

function modelOf(server: Server, c: Context): { kind: ModelKind; name: string } {
  const [kind, name] = [c.req.param('kind'), c.req.param('name') ?? '']
  if ((kind !== 'bpmn' && kind !== 'dmn') || !Object.hasOwn(declared(server.registry, kind), name))
    throw absent('这个流程')
  return { kind, name }
}

const products = { camunda7: 'Camunda 7', camunda8: 'Camunda 8', flowable: 'Flowable' } as const

/** A file of another product with our settings beside its own, and what became of each of those; any other as it is. */
async function imported(source: string): Promise<{ source: string; foreign?: CheckedView['foreign'] }> {
  const { xml, origin, mapped, unmatched } = await importForeign(source)
  if (origin === 'none') return { source: xml }
  return { source: xml, foreign: { origin: products[origin], mapped, unmatched } }
}

function numberOf(c: Context): number {
  const id = Number(c.req.param('id'))
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) throw absent('这一版')
  return id
}

/** A decision on its own may fail for the values that somebody tries: that is an answer to them, not a defect. */
function decided(server: Server, directory: Asker['directory'], name: string, facts: Facts, me: string): Json {
  try {
    return askDecision({ ...server, directory }, name, facts, server.clock(), me)
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused('invalid', `这张表答不出来：${error instanceof Error ? error.message : String(error)}`)
  }
}

function refuseErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(({ level }) => level === 'error')
  if (errors.length === 0) return
  const first = errors.slice(0, 3).map(({ line, message }) => (line ? `第 ${line} 行：${message}` : message))
  throw new Refused('invalid', `有 ${errors.length} 处错误，没有保存。${first.join('')}`)
}

async function done(server: Server, c: Context, asker: Asker, command: EditionCommand): Promise<EditionDone> {
  const { message = '', document } = await submit(server, c, asker, command)
  return { message, document: Number(document) }
}
