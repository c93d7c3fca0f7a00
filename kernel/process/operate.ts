import { type Model, type Node, nodeById, nodeByIndex } from '#engine/bpmn/model.ts'
import type { Token, Vars } from '#engine/types.ts'
import type { Registry } from '../pack.ts'
import { absent, invalid, Refused } from '../refused.ts'
import { type Acting, tell } from './acting.ts'
import type { CaseRow } from './batch.ts'
import { tellCallerOfCancel } from './called.ts'
import { releaseKept } from './carry.ts'
import type { Answer, Command } from './command.ts'
import { lockBelow } from './load.ts'
import { message } from './rules.ts'
import { isOpen, settle, step } from './run.ts'
import { linkOf, mentionOf } from './subject.ts'

type Operate = Extract<Command, { kind: 'operate' }>

/** The processes whose cases somebody with these roles runs (运行管理): all for administrators. */
export const operated = (registry: Registry, roles: readonly string[]): string[] =>
  Object.entries(registry.processes).flatMap(([name, { operate = [] }]) =>
    [...operate, 'administrator'].some((role) => roles.includes(role)) ? [name] : [],
  )

/**
 * Takes a case in hand: tries again what is stuck, with mended variables if need be; suspends, resumes and cancels it with
 * the cases that it called; moves a token. Each stands with its reason in the record's history.
 */
export async function operate(act: Acting, command: Operate): Promise<Answer> {
  const found = heldCase(act, command.case)
  const reason = command.reason.trim()
  if (!reason) throw invalid({ reason: '原因：要写明为什么' })
  const words = await carryOut(act, found, command)
  record(act, found, words, reason, command.vars)
  return { record: found.record, id: found.recordId, message: `已${words}` }
}

/** A case that the person runs, still open; what one may not run is absent. */
export function heldCase(act: Acting, id: string): CaseRow {
  const found = act.batch.cases.rows.get(id)
  const mine = found && (act.me === null || operated(act.batch.registry, act.me.roles).includes(found.process))
  if (!found || !mine) throw absent('这个流程')
  if (!isOpen(found)) throw new Refused('conflict', '这个流程已经结束，不用再处理。')
  return found
}

/** Whoever started a case does not decide where it goes (不相容岗位分离). */
export function refuseOwn({ me }: Acting, found: CaseRow, what: string): void {
  if (me !== null && found.startedBy === me.id)
    throw new Refused('forbidden', `自己发起的单据，不能由自己${what}（不相容岗位分离）。请另一位管理员来办。`)
}

/** Writes what was done to a case into its record's history, and tells whoever started it. */
export function record(act: Acting, found: CaseRow, words: string, reason: string, vars: Vars = {}): void {
  const names = Object.keys(vars)
  const opinion = names.length > 0 ? `${reason}（改了变量：${names.join('、')}）` : reason
  const about = { record: found.record, recordId: found.recordId }
  tell(act, { kind: 'operation', ...about, action: words, before: null, after: null, opinion })
  if (found.startedBy && found.startedBy !== act.me?.id)
    message(
      act,
      found.startedBy,
      `${act.me?.name ?? '系统'}${words}`,
      `${mentionOf(act, found)}：${reason}`,
      linkOf(found),
    )
}

/** Does it, and says what was done in words. */
async function carryOut(act: Acting, found: CaseRow, command: Operate): Promise<string> {
  if (command.operation === 'retry') return retry(act, found, command)
  if (command.operation === 'move') return moveToken(act, found, command)
  if (command.operation === 'cancel') return cancel(act, found)
  return command.operation === 'suspend' ? suspend(act, found) : resume(act, found)
}

async function retry(act: Acting, found: CaseRow, { token, vars }: Operate): Promise<string> {
  if (vars && Object.keys(vars).length > 0) refuseOwn(act, found, '改变量')
  if (found.status === 'suspended') throw new Refused('conflict', '流程已暂停，请先恢复，再重试。')
  const stuck = [...act.batch.incidents.rows.values()].filter(
    (incident) => incident.caseId === found.id && !incident.gone && (!token || incident.token === token),
  )
  if (stuck.length === 0) throw new Refused('conflict', '这里已经不是异常了，不用重试。')
  for (const incident of stuck) {
    const is = tokenOf(found, incident.token)?.is
    // A step that nobody could do waits for a person already: it is given out anew.
    if (is === 'stuck') await step(act, found.id, { kind: 'retry', token: incident.token, ...(vars ? { vars } : {}) })
    else await step(act, found.id, { kind: 'move', token: incident.token, node: incident.node })
  }
  const model = act.batch.deployment.model(found.document)
  return `重试${stuck.map(({ node }) => quoted(nodeByIndex(model, node))).join('')}`
}

async function moveToken(act: Acting, found: CaseRow, { token: id, node: to }: Operate): Promise<string> {
  refuseOwn(act, found, '移动环节')
  if (found.status === 'suspended') throw new Refused('conflict', '流程已暂停，请先恢复，再移动。')
  const model = act.batch.deployment.model(found.document)
  const token = tokenOf(found, id ?? 0)
  if (!token) throw new Refused('conflict', '流程已经不在那个环节了，请刷新页面再看。')
  const node = nodeById(model, to ?? '')
  const from = nodeByIndex(model, token.node)
  if (!node || !placesFor(model, token).includes(node)) throw invalid({ node: '移到：请选同一层里的环节' })
  if (node.scope === token.node) {
    await step(act, found.id, { kind: 'activate', token: token.id, node: node.index })
    return `开始${quoted(node)}`
  }
  await step(act, found.id, { kind: 'move', token: token.id, node: node.index })
  return `从${quoted(from)}移到${quoted(node)}`
}

/**
 * The steps to which a token may be moved: those of its own scope and process where a token can come to rest or act; before
 * them what may be begun in the ad-hoc sub-process where it is.
 */
export function placesFor(model: Model, token: Token): Node[] {
  const from = nodeByIndex(model, token.node)
  if (token.is === 'watching') return []
  const inside = token.is === 'inside' && from.kind === 'sub' && from.adHoc ? from.first : []
  const beside = model.nodes.filter(
    (node) =>
      node.scope === from.scope &&
      node.process === from.process &&
      !['start', 'boundary'].includes(node.kind) &&
      !(node.kind === 'sub' && node.type === 'event'),
  )
  return [...inside.map((index) => nodeByIndex(model, index)), ...beside]
}

async function suspend(act: Acting, found: CaseRow): Promise<string> {
  if (found.status === 'suspended') throw new Refused('conflict', '这个流程已经暂停了。')
  for (const row of await family(act, found))
    if (row.status !== 'suspended') await step(act, row.id, { kind: 'suspend' })
  return '暂停办理'
}

async function resume(act: Acting, found: CaseRow): Promise<string> {
  if (found.status !== 'suspended') throw new Refused('conflict', '这个流程没有暂停，不用恢复。')
  const caller = act.batch.cases.rows.get(found.parentCase ?? '')
  if (caller?.status === 'suspended') throw new Refused('conflict', '调用它的流程也暂停着，请恢复那一个。')
  for (const row of await family(act, found)) {
    if (row.status !== 'suspended') continue
    await step(act, row.id, { kind: 'resume' })
    await releaseKept(act, row.id)
  }
  return '恢复办理'
}

async function cancel(act: Acting, found: CaseRow): Promise<string> {
  await step(act, found.id, { kind: 'cancel' })
  tellCallerOfCancel(act, found)
  await settle(act)
  return '取消办理'
}

/** A case and the open ones that it called, directly or not. */
async function family(act: Acting, found: CaseRow): Promise<CaseRow[]> {
  const below = await lockBelow(act.batch, found.id)
  return [found, ...below.flatMap((id) => act.batch.cases.rows.get(id) ?? [])]
}

const tokenOf = (found: CaseRow, id: number) => found.state.tokens.find((token) => token.id === id)

const quoted = ({ name, id }: Node) => `“${name || id}”`
