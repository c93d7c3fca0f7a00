import { Refused } from '../refused.ts'
import { type Acting, mention } from './acting.ts'
import { type CaseRow, type StoredRow, tableOf } from './batch.ts'

/** The row that a case is about, which the flush holds. */
export function rowOf(act: Acting, found: CaseRow): StoredRow {
  const row = tableOf(act.batch, found.record).rows.get(found.recordId)
  if (!row) throw new Refused('absent', '流程的单据不在了。')
  return row
}

/** How the row of a case is mentioned in a sentence. */
export const mentionOf = (act: Acting, found: CaseRow) =>
  mention(act.batch.registry.records[found.record]!, rowOf(act, found))

/** The page of a case's record. */
export const linkOf = (found: { record: string; recordId: string }) => `/r/${found.record}/${found.recordId}`

/** The name of a process as people know it. */
export const labelOfProcess = (act: Acting, process: string) => act.batch.registry.processes[process]?.label ?? process

/** Refuses to take back what somebody did something about, with the names of those who have it now. */
export function refuseTouched(act: Acting, found: CaseRow): void {
  const todos = [...act.batch.todos.rows.values()].filter((todo) => todo.caseId === found.id && todo.kind === 'todo')
  if (!todos.some((todo) => todo.state === 'done')) return
  const names = todos
    .filter((todo) => todo.state === 'open')
    .map((todo) => act.batch.directory.people.get(todo.person)?.name ?? '')
  throw new Refused('conflict', `已经有人办过下一步，不能撤回。可以请${names.join('、')}退回，或作废后重新发起。`)
}
