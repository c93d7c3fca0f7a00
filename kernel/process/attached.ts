import type { Values } from '../record/check.ts'
import { labelOf } from '../record/column.ts'
import type { Field } from '../record/field.ts'
import type { AnyRecord } from '../record/record.ts'
import { invalid } from '../refused.ts'
import type { Acting } from './acting.ts'

/**
 * A person puts only files of their own into a record: who may read the record may then read them, and nobody comes by a
 * file of somebody else by naming its id (OWASP API1). What the row holds already may stay, whoever brought it.
 * @throws Refused `invalid` that names the fields
 */
export async function refuseForeignFiles(act: Acting, def: AnyRecord, values: Values, row: Values = {}): Promise<void> {
  const fields: [string, Field][] = Object.entries(def.fields)
  const names = fields
    .filter(([name, { kind }]) => kind === 'file' && values[name] != null && values[name] !== row[name])
    .map(([name]) => name)
  if (names.length === 0 || act.me === null) return
  const { rows } = await act.batch.sql.query<{ id: string }>(
    'select id from file where id = any($1::uuid[]) and person = $2',
    [names.map((name) => values[name]), act.me.id],
  )
  const foreign = names.filter((name) => !rows.some(({ id }) => id === String(values[name]).toLowerCase()))
  if (foreign.length > 0)
    throw invalid(Object.fromEntries(foreign.map((name) => [name, `${labelOf(def, name)}：请先上传文件`])))
}
