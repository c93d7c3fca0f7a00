import { standInsFor } from '../identity/standing-in.ts'
import { absent } from '../refused.ts'
import { uuid7 } from '../uuid.ts'
import { type Acting, defOf, grantedBy, today } from './acting.ts'
import { emit, type StoredRow, tableOf } from './batch.ts'
import { askDecision } from './decision.ts'
import { lockRow } from './load.ts'
import { actOnRow, changeRow, insertRow } from './records.ts'
import type { Work } from './work.ts'

/** What a rule may do inside its command: the store, with events, in the flush's transaction. */
export function workOf(act: Acting): Work {
  const { batch } = act
  const asRule = () => grantedBy(act, null, null)
  const row = async (record: string, id: string) => {
    if (!tableOf(batch, record).rows.has(id)) await lockRow(batch, defOf(batch, record), id)
    return heldRow(act, record, id)
  }
  return {
    now: batch.now,
    day: today(batch),
    person: act.request.actor.person,
    directory: batch.directory,
    registry: batch.registry,
    row,
    create: async (record, values, status) => insertRow(act, defOf(batch, record), values, status),
    change: async (record, id, values, action = 'edit') =>
      changeRow(act, defOf(batch, record), await row(record, id), values, action),
    act: async (record, id, action, values) => {
      await row(record, id)
      return actOnRow(asRule(), defOf(batch, record), id, action, { fields: values })
    },
    tell: (person, title, body, link) => message(act, person, title, body, link),
    share: (record, id, person, why) => share(act, record, id, person, why),
    decide: (name, facts) => askDecision(batch, name, facts, batch.now, act.request.actor.person),
    sql: () => batch.sql,
  }
}

/** A message in somebody's inbox, shown at once on an open page. */
export function message(act: Acting, person: string, title: string, body: string, link: string | null): void {
  emit(act.batch, 'messages', { id: uuid7(act.batch.now), person, title, body, link })
  act.concerns.add(person)
}

function heldRow(act: Acting, record: string, id: string): StoredRow {
  const found = tableOf(act.batch, record).rows.get(id)
  if (!found) throw absent()
  return found
}

/** A person, and who does their todos today, have something new to see. */
export function concern(act: Acting, person: string): void {
  for (const id of [person, ...standInsFor(act.batch.directory, person)]) act.concerns.add(id)
}

/** Shares a row with a person: by a todo, a copy, a team. Doing it twice changes nothing. */
export function share(act: Acting, record: string, recordId: string, person: string, why: string): void {
  const line: { record: string; recordId: string; person: string; why: string } = { record, recordId, person, why }
  const key = `${recordId}/${person}`
  const before = act.batch.shares.get(key)
  if (before?.why === why) return
  act.batch.shares.set(key, line)
  act.batch.undo.push(() => (before ? act.batch.shares.set(key, before) : act.batch.shares.delete(key)))
  emit(act.batch, 'shares', line)
}
