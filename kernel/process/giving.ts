import type { Effect } from '#engine/types.ts'
import { uuid7 } from '../uuid.ts'
import type { Acting } from './acting.ts'
import { resolve } from './assign.ts'
import { type CaseRow, stage, type TodoRow } from './batch.ts'
import { todoDue } from './due.ts'
import { reportIncident } from './incident.ts'
import { concern, message, share } from './rules.ts'
import { linkOf, mentionOf, rowOf } from './subject.ts'

/** Gives a step to its people: a todo each, the record to read; a step that nobody can do is an incident. */
export function giveTodos(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'todo' }>): void {
  const { batch } = act
  // To read is not to judge: who started the case may be among those who take note of it.
  const judged = effect.settings.kind === 'read' ? null : found.startedBy
  const { people, instead } = resolve(batch.directory, effect.assign, judged, batch.registry.roles)
  if (people.length === 0) {
    const message = `环节“${effect.name}”没有人能办：岗位空缺，也没有系统管理员`
    reportIncident(act, found, { token: effect.token, node: effect.node, message })
  }
  const due = effect.due ? todoDue(effect.due, rowOf(act, found), batch.now, batch.calendar) : null
  for (const person of people) giveTodo(act, found, effect, { person, due, instead: instead ?? null })
  if (instead && found.startedBy)
    message(act, found.startedBy, `${effect.name}：${instead}`, mentionOf(act, found), linkOf(found))
}

function giveTodo(
  act: Acting,
  found: CaseRow,
  { token, node, name, settings }: Extract<Effect, { kind: 'todo' }>,
  { person, due, instead }: { person: string; due: string | null; instead: string | null },
): void {
  const { batch } = act
  const todo: TodoRow = {
    id: uuid7(batch.now),
    caseId: found.id,
    record: found.record,
    recordId: found.recordId,
    token,
    node,
    step: name,
    kind: settings.kind,
    person,
    arrivedAt: batch.now.toISOString(),
    dueAt: due,
    state: 'open',
    doneAt: null,
    doneBy: null,
    outcome: null,
    opinion: null,
    instead,
    priority: Math.min(100, Math.max(0, Math.round(settings.priority ?? 50))),
  }
  stage(batch, batch.todos, todo.id, todo, true)
  share(act, found.record, found.recordId, person, 'todo')
  concern(act, person)
}

/** Takes back the open todos of a token. */
export function takeTodos(act: Acting, found: CaseRow, token: number): void {
  const { batch } = act
  for (const todo of batch.todos.rows.values()) {
    if (todo.caseId !== found.id || todo.token !== token || todo.state !== 'open') continue
    const taken: TodoRow = { ...todo, state: 'withdrawn', doneAt: batch.now.toISOString() }
    stage(batch, batch.todos, todo.id, taken, batch.todos.fresh.has(todo.id))
    concern(act, todo.person)
  }
}
