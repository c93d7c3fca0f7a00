import type { Context } from 'hono'
import { gone } from '../db.ts'
import type { Answer, Command } from '../process/command.ts'
import { as } from '../process/command.ts'
import { invalid, type RefusalCode, Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid } from '../uuid.ts'
import { type Asker, clientOf, Unauthenticated } from './asker.ts'
import { TooLarge } from './body.ts'
import type { Refusal } from './contract.ts'

const statuses = { absent: 404, forbidden: 403, invalid: 422, conflict: 409 } as const satisfies Record<
  RefusalCode,
  number
>

/** The one place where errors become answers: words for people, never a stack trace. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof Refused)
    return c.json({ code: error.code, message: error.message, ...error.detail } satisfies Refusal, statuses[error.code])
  if (error instanceof Unauthenticated)
    return c.json({ code: 'unauthenticated', message: '请先登录。' } satisfies Refusal, 401)
  if (error instanceof TooLarge) return c.json({ code: 'large', message: error.message } satisfies Refusal, 413)
  const away = gone(error)
  if (away) {
    console.error(`数据库没有应答：${away.cause instanceof Error ? away.cause.message : String(away.cause)}`)
    return c.json({ code: 'unavailable', message: away.message } satisfies Refusal, 503, { 'retry-after': '2' })
  }
  const id = crypto.randomUUID().slice(0, 8)
  console.error(`出错 ${id}`, error)
  return c.json(
    { code: 'error', message: `没办成，你填的内容都还在。请把这个编号给管理员：${id}。` } satisfies Refusal,
    500,
  )
}

/** Submits a person's command; the request's key makes a repeat get the same answer. */
export function submit(server: Server, c: Context, asker: Asker, command: Command): Promise<Answer> {
  const key = c.req.header('idempotency-key')
  if (!key || !isUuid(key)) throw invalid({ '': '请求缺少编号（Idempotency-Key），请刷新页面再试' })
  const { ip, agent } = clientOf(server, c)
  return server.store.submit({ command, actor: as(asker.me.id), origin: `${ip} ${agent}`.slice(0, 200), key })
}
