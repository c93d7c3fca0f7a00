import { type Database, prepared, reading, type Sql } from '../db.ts'
import { settingsOf } from './where.ts'
import type { Me } from './who.ts'

/**
 * Runs reads with a person's rights, row-level security included. What waits for those whose deputy the person is today is
 * found once and put on the session, as the rights are: as a sub-select in every policy it would mislead the planner
 * (measured on 1 M todos: a page of the inbox 60-80 ms, from the session's list 3 ms).
 */
export const readingAs = <T>(db: Database, me: Me, run: (sql: Sql) => Promise<T>): Promise<T> =>
  reading(db, settingsOf(me), async (sql) => {
    if (me.standsFor.length > 0) await sql.query(prepared(findWaiting, [me.standsFor]))
    return run(sql)
  })

const findWaiting = `select set_config('jw.waiting', coalesce(array_agg(distinct record_id)::text, '{}'), true)
  from todo where person = any($1::uuid[]) and state = 'open'`
