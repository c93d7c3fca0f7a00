import { NotWaiting } from '#engine/bpmn/run.ts'
import { labelOf } from '../record/column.ts'
import { absent, invalid, Refused } from '../refused.ts'
import { isUuid } from '../uuid.ts'
import { type Acting, acting, defOf, runRule } from './acting.ts'
import { type Batch, emit, keep, takeBack } from './batch.ts'
import { openCase } from './begin.ts'
import { fireTimer, runErrand } from './carry.ts'
import type { Answer, Command, Request } from './command.ts'
import { decideEdition } from './edition.ts'
import { send } from './errand.ts'
import { migrate } from './migration.ts'
import { operate } from './operate.ts'
import { giveOutcome } from './outcome.ts'
import { actOnRow, createRow, editRow } from './records.ts'
import { workOf } from './rules.ts'
import { endCases, step } from './run.ts'
import { waitsForConditions } from './starts.ts'

/**
 * Decides one request on the rows that the flush holds. What fails leaves nothing behind, except that a forbidden
 * attempt is an event of its own (inventory CTL; GB/T 22239 audit of every user).
 * @returns the answer, or throws what refused it
 */
export async function decide(batch: Batch, request: Request): Promise<Answer> {
  try {
    const act = acting(batch, request, workOf)
    const answer = await run(act, request.command)
    for (let end = act.ends.shift(); end; end = act.ends.shift()) await endCases(act, end)
    for (let start = act.starts.shift(); start; start = act.starts.shift()) await startCase(act, start)
    lookAtConditions(act)
    informPeople(act)
    if (request.key && request.actor.person)
      emit(batch, 'answers', { key: request.key, person: request.actor.person, answer })
    keep(batch)
    return answer
  } catch (error) {
    takeBack(batch)
    if (error instanceof Refused && error.code === 'forbidden') recordAttempt(batch, request, error)
    throw error instanceof NotWaiting ? new Refused('conflict', `${error.message}你不用再办。`) : error
  }
}

function run(act: Acting, command: Command): Promise<Answer> {
  if (command.kind === 'create') return create(act, command)
  if (command.kind === 'edit') return edit(act, command)
  if (command.kind === 'act') return runAction(act, command)
  if (command.kind === 'outcome') return giveOutcome(act, command)
  if (command.kind === 'run') return runAsSystem(act, command)
  if (command.kind === 'operate') return operate(act, command)
  if (command.kind === 'migrate') return migrate(act, command)
  if (command.kind === 'propose' || command.kind === 'publish' || command.kind === 'withdraw')
    return decideEdition(act, command)
  return command.kind === 'timer' ? fireTimer(act, command) : runErrand(act, command.key)
}

async function create(act: Acting, command: Extract<Command, { kind: 'create' }>): Promise<Answer> {
  const def = defOf(act.batch, command.record)
  const row = await createRow(act, def, command.fields)
  if (command.action) await actOnRow(act, def, row.id, command.action, {})
  return {
    record: def.name,
    id: row.id,
    message: command.action ? `已${def.actions[command.action]?.label}` : '已保存',
  }
}

async function edit(act: Acting, command: Extract<Command, { kind: 'edit' }>): Promise<Answer> {
  if (!isUuid(command.id)) throw absent()
  if (!Number.isInteger(command.version)) throw invalid({ version: '缺少版本号，请刷新页面再试' })
  const row = await editRow(act, defOf(act.batch, command.record), command.id, command.fields, command.version)
  return { record: command.record, id: row.id, message: '已保存' }
}

async function runAction(act: Acting, command: Extract<Command, { kind: 'act' }>): Promise<Answer> {
  const def = defOf(act.batch, command.record)
  await actOnRow(act, def, command.id, command.action, command)
  return { record: def.name, id: command.id, message: `已${def.actions[command.action]?.label}` }
}

async function runAsSystem(act: Acting, command: Extract<Command, { kind: 'run' }>): Promise<Answer> {
  if (act.me !== null) throw absent('这个规则')
  await runRule(act, command.rule, { id: '', status: '', version: 0 }, { input: command.input })
  return { record: '', id: '' }
}

/** Starts the process that an action named, on its row. */
async function startCase(act: Acting, { process, record, id, starter }: Acting['starts'][number]): Promise<void> {
  const { id: document } = act.batch.deployment.effective(process)
  const begun = { process, document, record, recordId: id, startedBy: starter, begun: 'action' } as const
  await step(act, openCase(act, begun).id, { kind: 'start' }, true)
}

/** What changed a record may be what one of its cases waits for: they look in a command of their own. */
function lookAtConditions(act: Acting): void {
  if (act.request.command.kind === 'errand') return
  for (const [record, { dirty, fresh }] of act.batch.records) {
    if (!waitsForConditions(act.batch, record)) continue
    for (const recordId of dirty) if (!fresh.has(recordId)) askOnce(act.batch, record, recordId)
  }
}

/** However many commands of a flush change a record, one look after it is enough. */
function askOnce(batch: Batch, record: string, recordId: string): void {
  const known = asked.get(batch) ?? new Set<string>()
  asked.set(batch, known)
  if (known.has(recordId)) return
  known.add(recordId)
  batch.undo.push(() => known.delete(recordId))
  send(batch, `check/${recordId}`, { do: 'check', record, recordId })
}

const asked = new WeakMap<Batch, Set<string>>()

/** The last event of the command names the people whose pages have something new. */
function informPeople(act: Acting): void {
  const last = act.batch.out.events.at(-1)
  if (!last || act.concerns.size === 0) return
  const index = act.batch.out.events.length - 1
  act.batch.out.events[index] = { ...last, concerns: [...new Set([...last.concerns, ...act.concerns])] }
}

function recordAttempt(batch: Batch, request: Request, error: Refused): void {
  const { command } = request
  const target =
    'record' in command
      ? { record: command.record, recordId: 'id' in command && isUuid(command.id) ? command.id : null }
      : { record: 'todo', recordId: 'todo' in command && isUuid(command.todo) ? command.todo : null }
  emit(batch, 'events', {
    kind: 'refused',
    ...target,
    action: 'action' in command && command.action ? command.action : command.kind,
    before: null,
    after: null,
    at: batch.at,
    person: request.actor.person,
    acting: request.actor.system ?? null,
    opinion: error.message,
    origin: request.origin,
    concerns: [],
  })
  keep(batch)
}

/**
 * A database error of a command that ran alone, as a refusal that names the field; undefined when it is a defect.
 * Constraint names are `<table>_<column>_<kind>`, made in record/table.ts.
 */
export function refusalOf(batch: Batch, request: Request, error: unknown): Refused | undefined {
  const {
    code,
    constraint,
    table,
    column: empty,
  } = error as {
    code?: string
    constraint?: string
    table?: string
    column?: string
  }
  if (code === '55P03' || code === '40P01' || code === '57014')
    return new Refused('conflict', '别人正在办同一件事，这次没有办成。你填的内容都还在，请稍后再试。')
  if (constraint === 'process_case_one_running_idx')
    return new Refused('conflict', '这张单已经在办理中，不用再提交一次。')
  if (code?.startsWith('22')) return unstorable(request)
  const def = table ? batch.registry.records[table] : undefined
  const column = constraint?.slice(def?.name.length ?? 0).replace(/^_|_(key|fkey|check)$/g, '') ?? empty
  if (!def || !column) return undefined
  const name = column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const label = labelOf(def, name)
  if (code === '23505') return invalid({ [name]: `${label}：已经有同样的了` })
  if (code === '23503') return invalid({ [name]: `${label}：选的那一项不在了，请重新选` })
  return code?.startsWith('23') ? invalid({ [name]: `${label}：这个值不能用` }) : undefined
}

const unstorable = (request: Request) =>
  new Refused(
    'invalid',
    `有的内容数据库存不下（${request.command.kind}）。请检查过大的数字或特殊字符。你填的内容都还在。`,
  )
