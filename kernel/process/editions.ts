import { createHash } from 'node:crypto'
import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Sql } from '../db.ts'

/**
 * Offers a pack's file as an edition: what is not there yet becomes one, effective at once if the company never revised
 * it, else a proposal.
 */
export async function offer(sql: Sql, kind: string, name: string, source: string, now: Date): Promise<void> {
  const sha256 = createHash('sha256').update(source).digest()
  const { rows } = await sql.query<{ number: number; own: boolean; same: boolean }>(
    `select number, origin = 'company' and effective_from is not null as own, sha256 = $3 as same
     from document where kind = $1 and name = $2 order by number`,
    [kind, name, sha256],
  )
  if (rows.some((row) => row.same)) return
  // What the company only proposed, or withdrew, was never in force.
  const revised = rows.some((row) => row.own)
  if (!revised)
    await sql.query(`update document set state = 'superseded' where kind = $1 and name = $2 and state = 'effective'`, [
      kind,
      name,
    ])
  await sql.query(
    'insert into document (kind, name, number, source, sha256, origin, state, effective_from, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      kind,
      name,
      (rows.at(-1)?.number ?? 0) + 1,
      source,
      sha256,
      'pack',
      revised ? 'proposed' : 'effective',
      revised ? null : now,
      now,
    ],
  )
}

/**
 * Puts an edition of a decision that the company made into force; running nodes take it up with their next flush.
 * @throws ModelRefused with everything that is wrong with the table
 */
export async function publishDecision(sql: Sql, name: string, source: string, now: Date): Promise<void> {
  await compileDecisions(source)
  await sql.query(`update document set state = 'superseded' where kind = 'dmn' and name = $1 and state = 'effective'`, [
    name,
  ])
  await sql.query(
    `insert into document (kind, name, number, source, sha256, origin, state, effective_from, created_at)
     select 'dmn', $1, coalesce(max(number), 0) + 1, $2, $3, 'company', 'effective', $4, $4 from document where kind = 'dmn' and name = $1`,
    [name, source, createHash('sha256').update(source).digest(), now],
  )
  await sql.query('update install set documents = documents + 1')
}
