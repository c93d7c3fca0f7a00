import type { Hono } from 'hono'
import { z } from 'zod'
import { caseView } from '../process/casepage.ts'
import { casesView, statuses } from '../process/cases.ts'
import { planMigration, runMigration } from '../process/plan.ts'
import { absent, invalid } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid } from '../uuid.ts'
import { submit } from './answer.ts'
import { askerOf, clientOf } from './asker.ts'
import { bodyOf } from './body.ts'
import type { CaseStatus } from './runs-contract.ts'

const reason = z.string().max(2000, '原因最多 2000 个字')
const steps = z.record(z.string().max(255), z.string().max(255))
const shapes = {
  operation: z.object({
    reason,
    token: z.int().positive().optional(),
    node: z.string().max(255).optional(),
    vars: z.record(z.string().max(255), z.json()).optional(),
  }),
  migration: z.object({
    process: z.string().max(255),
    from: z.int().positive(),
    to: z.int().positive(),
    steps: steps.optional(),
    reason,
    after: z.guid().optional(),
  }),
}
const operations = ['retry', 'suspend', 'resume', 'cancel', 'move'] as const

/** 流程运行: the cases of the processes that a person runs, and what is done with them by hand. */
export function runsRoutes(app: Hono, server: Server): void {
  app.get('/api/cases', async (c) => {
    const asker = await askerOf(server, c)
    const { status, process, edition, q, cursor } = c.req.query()
    const wanted = (status?.split(',') ?? []).filter(isStatus)
    const asked = { status: wanted, process, edition: numberOf(edition, 'edition'), q, cursor }
    return c.json(await asker.read((sql) => casesView(server, sql, asker.me, asked)))
  })
  app.get('/api/cases/:id', async (c) => {
    const asker = await askerOf(server, c)
    return c.json(await asker.read((sql) => caseView(server, sql, asker.me, c.req.param('id'))))
  })
  app.post('/api/cases/:id/:operation', async (c) => {
    const asker = await askerOf(server, c)
    const operation = operations.find((known) => known === c.req.param('operation'))
    const id = c.req.param('id')
    if (!operation || !isUuid(id)) throw absent('这个流程')
    const { token, node, vars, ...body } = await bodyOf(c, shapes.operation)
    const more = { ...(token ? { token } : {}), ...(node ? { node } : {}), ...(vars ? { vars } : {}) }
    await submit(server, c, asker, { kind: 'operate', case: id, operation, ...body, ...more })
    return c.json(await asker.read((sql) => caseView(server, sql, asker.me, id)))
  })
  app.get('/api/migrations', async (c) => {
    const asker = await askerOf(server, c)
    const { process = '', from, to, ...rest } = c.req.query()
    const chosen = Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => (name.startsWith('step.') ? [[name.slice(5), value]] : [])),
    )
    const wanted = { process, from: numberOf(from, 'from'), to: numberOf(to, 'to'), steps: chosen }
    return c.json(await asker.read((sql) => planMigration(server, sql, asker.me, wanted)))
  })
  app.post('/api/migrations', async (c) => {
    const asker = await askerOf(server, c)
    const { steps: chosen, after, ...body } = await bodyOf(c, shapes.migration)
    const { ip, agent } = clientOf(server, c)
    const wanted = { ...body, ...(chosen ? { steps: chosen } : {}), ...(after ? { after } : {}) }
    return c.json(await runMigration(server, asker.read, asker.me, wanted, `${ip} ${agent}`.slice(0, 200)))
  })
}

const isStatus = (text: string): text is CaseStatus => (statuses as readonly string[]).includes(text)

/** A number of an address; what is none is refused in words. */
function numberOf(text: string | undefined, name: string): number | undefined {
  if (!text) return undefined
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 2_147_483_647) throw invalid({ [name]: '版本：要是一个编号' })
  return number
}
