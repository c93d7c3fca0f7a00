import { nodeByIndex } from '#engine/bpmn/model.ts'
import { offered } from '#engine/bpmn/offer.ts'
import type { Outcome, TaskSettings } from '#engine/types.ts'
import { quorumOf } from '../identity/committee.ts'
import { behalfName, doerName } from '../identity/standing-in.ts'
import { checkValues } from '../record/check.ts'
import { labelOf } from '../record/column.ts'
import { absent, invalid, Refused } from '../refused.ts'
import { type Acting, defOf, grantedBy, mention, tell } from './acting.ts'
import { refuseForeignFiles } from './attached.ts'
import { sameVisit, stage, type TodoRow, tableOf } from './batch.ts'
import type { Answer, Command } from './command.ts'
import { actOnRow, askFor, changeRow, refuseStale } from './records.ts'
import { concern, message, share } from './rules.ts'
import { step, withdraw } from './run.ts'
import { linkOf } from './subject.ts'

type Given = Extract<Command, { kind: 'outcome' }>

/**
 * A person answers a todo: the opinion is kept on it, the fields that the step names are saved, and when the step is
 * complete by its rule the mapped action runs once on the record and the case moves on.
 */
export async function giveOutcome(act: Acting, given: Given): Promise<Answer> {
  const todo = heldTodo(act, given.todo)
  const settings = settingsOf(act, todo)
  refuseSuspended(act, todo)
  const outcome =
    settings.outcomes.find((known) => known.key === given.outcome) ??
    (settings.kind === 'read' ? readOutcome : undefined)
  if (!outcome) throw invalid({ outcome: '没有这个处理结果' })
  const behalf = todo.person === act.me?.id ? null : todo.person
  const granted = { ...grantedBy(act, { record: todo.record, id: todo.recordId }), behalf }
  await saveFields(granted, todo, settings, given)
  refuseIncomplete(act, todo, settings, outcome, given.opinion)
  close(act, todo, outcome, given.opinion)
  if (behalf) tellPrincipal(granted, todo, behalf, outcome, given.opinion)
  if (isComplete(act, todo, settings, outcome)) await complete(granted, todo, outcome, given.opinion)
  return { record: todo.record, id: todo.recordId, message: `已办理：${outcome.label}` }
}

/** What the step says, from the edition that the case is pinned to, with the outcomes that it offers in this case. */
function settingsOf(act: Acting, todo: TodoRow): TaskSettings {
  const found = act.batch.cases.rows.get(todo.caseId)
  const node = found && nodeByIndex(act.batch.deployment.model(found.document), todo.node)
  if (node?.kind !== 'user') throw absent('这个环节')
  return { ...node.settings, outcomes: offered(node, found!.state.vars) }
}

function refuseSuspended(act: Acting, { caseId }: TodoRow): void {
  if (act.batch.cases.rows.get(caseId)?.status === 'suspended')
    throw new Refused('conflict', '这张单的流程已暂停，恢复以后才能办。你填的内容都还在，请联系管理员。')
}

const readOutcome: Outcome = { key: 'read', label: '已阅', opinion: 'optional', primary: true, danger: false }

function heldTodo(act: Acting, id: string): TodoRow {
  const todo = act.batch.todos.rows.get(id)
  if (!todo || !holdsTodo(act, todo)) throw absent('这件待办')
  if (todo.state === 'open') return todo
  const closer = [...act.batch.todos.rows.values()].find((other) => sameVisit(other, todo) && other.state === 'done')
  const by = closer ? doerName(act.batch.directory, closer.person, closer.doneBy) : '系统'
  throw new Refused('conflict', `这张单${by}已经办过了，你不用再办。`, { by, at: closer?.doneAt ?? todo.doneAt ?? '' })
}

/** Their own, or that of somebody whose deputy they are today; but nobody judges for another what they started themselves. */
function holdsTodo({ me, batch }: Acting, todo: TodoRow): boolean {
  if (me === null || todo.person === me.id) return me !== null
  return me.standsFor.includes(todo.person) && batch.cases.rows.get(todo.caseId)?.startedBy !== me.id
}

/** The deputy keeps what they did in sight, and the principal learns of it. */
function tellPrincipal(act: Acting, todo: TodoRow, person: string, outcome: Outcome, opinion: string | undefined) {
  share(act, todo.record, todo.recordId, act.me!.id, 'deputy')
  const def = defOf(act.batch, todo.record)
  const what = mention(def, tableOf(act.batch, todo.record).rows.get(todo.recordId)!)
  const words = [`${todo.step}：${outcome.label}`, opinion?.trim()].filter(Boolean).join('。')
  message(act, person, `${act.me?.name}代你办了${what}`, words, linkOf(todo))
}

async function saveFields(act: Acting, todo: TodoRow, settings: TaskSettings, given: Given): Promise<void> {
  const def = defOf(act.batch, todo.record)
  const values = checkValues(def, given.fields ?? {}, true)
  const extra = Object.keys(values).filter((name) => !settings.edit.includes(name))
  if (extra.length > 0)
    throw invalid(Object.fromEntries(extra.map((name) => [name, `这个环节不能改“${labelOf(def, name)}”`])))
  const row = tableOf(act.batch, todo.record).rows.get(todo.recordId)
  if (!row) throw absent()
  if (given.version !== undefined) await refuseStale(act, def, row, given.version)
  await refuseForeignFiles(act, def, values, row)
  if (Object.keys(values).length > 0) changeRow(act, def, row, values, 'edit')
}

/** Opinion and fields that the outcome asks for are named at once; with several people the last one's answer must have them. */
function refuseIncomplete(
  act: Acting,
  todo: TodoRow,
  settings: TaskSettings,
  outcome: Outcome,
  opinion: string | undefined,
): void {
  const def = defOf(act.batch, todo.record)
  const decides = settings.complete === 'one' || !outcome.primary
  const ask = (decides && outcome.action && def.actions[outcome.action]?.ask) || []
  const row = tableOf(act.batch, todo.record).rows.get(todo.recordId)!
  askFor(def, row, { label: outcome.label, ask, opinion: outcome.opinion }, {}, opinion)
}

function close(act: Acting, todo: TodoRow, outcome: Outcome, opinion: string | undefined): void {
  const at = act.batch.now.toISOString()
  stage(act.batch, act.batch.todos, todo.id, {
    ...todo,
    state: 'done',
    doneAt: at,
    doneBy: act.me!.id,
    outcome: outcome.key,
    opinion: opinion?.trim() || null,
  })
  concern(act, todo.person)
}

/** `one`: the first answer decides. `all`, a count or a share: so many agree, or the first other answer decides. */
function isComplete(act: Acting, todo: TodoRow, settings: TaskSettings, outcome: Outcome): boolean {
  if (settings.complete === 'one' || !outcome.primary) return true
  const peers = [...act.batch.todos.rows.values()].filter(
    (other) => sameVisit(other, todo) && other.state !== 'withdrawn',
  )
  const agreed = peers.filter((other) => other.state === 'done').length
  return agreed >= needed(settings.complete, peers.length)
}

function needed(rule: string, all: number): number {
  if (rule === 'all') return all
  return rule.endsWith('%') ? Math.ceil((all * Number(rule.slice(0, -1))) / 100) : (quorumOf(rule, all) ?? all)
}

async function complete(act: Acting, todo: TodoRow, outcome: Outcome, opinion: string | undefined): Promise<void> {
  const def = defOf(act.batch, todo.record)
  const found = act.batch.cases.rows.get(todo.caseId)!
  await withdraw(act, found, todo.token)
  if (outcome.action) {
    const row = await actOnRow(act, def, todo.recordId, outcome.action, { opinion })
    const { startedBy } = found
    if (startedBy && startedBy !== act.me?.id)
      message(
        act,
        startedBy,
        `${mention(def, row)}现在是“${def.states[row.status]}”`,
        `${saidBy(act, todo)}：${opinion?.trim() || outcome.label}`,
        linkOf(todo),
      )
  } else {
    tell(act, {
      record: todo.record,
      recordId: todo.recordId,
      action: `${todo.step}：${outcome.label}`,
      before: null,
      after: null,
      kind: 'outcome',
      opinion,
    })
  }
  const node = act.batch.deployment.model(found.document).ids[todo.node]!
  await step(act, todo.caseId, {
    kind: 'complete',
    token: todo.token,
    vars: { [node]: outcome.key, outcome: outcome.key },
  })
}

/** 何静（运营初审）, or 姚晴（代章慧中，运营初审）. */
const saidBy = ({ me, behalf, batch }: Acting, todo: TodoRow) =>
  `${me?.name ?? '系统'}（${behalf ? `${behalfName(batch.directory, behalf)}，` : ''}${todo.step}）`
