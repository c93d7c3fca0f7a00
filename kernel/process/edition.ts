import type { Registry } from '../pack.ts'
import { holds, type Me, type Who } from '../record/who.ts'
import { absent, invalid, Refused } from '../refused.ts'
import { type Acting, tell } from './acting.ts'
import type { Answer, EditionCommand } from './command.ts'
import { sha256Of } from './reader.ts'
import { NeedsAlone } from './work.ts'

/** Who may see and change the models of processes and decisions. */
export const keepers: Who = [{ role: 'administrator' }, { role: 'process_keeper' }]

/** Whether a person keeps the models; for all others there are none. */
export const keepsModels = (me: Me): boolean => holds(keepers, me, {})

/** The id under which an edition's events stand: a UUID (version 8) that holds its number in `document`. */
export const editionKey = (document: number): string =>
  `00000000-0000-8000-8000-${document.toString(16).padStart(12, '0')}`

/** What processes and decisions are called, by the kind of their text. */
export const declared = (
  { processes, decisions }: Registry,
  kind: string,
): Readonly<Record<string, { label: string }>> => (kind === 'bpmn' ? processes : kind === 'dmn' ? decisions : {})

interface Found {
  readonly id: number
  readonly kind: 'bpmn' | 'dmn'
  readonly name: string
  readonly number: number
  readonly state: string
  readonly source: string
}

/**
 * Proposes, publishes or withdraws an edition. Texts were checked and compiled before they came here, so that the flush
 * does neither; publishing bumps the counter by which every node learns of it with its next flush.
 */
export async function decideEdition(act: Acting, command: EditionCommand): Promise<Answer> {
  if (act.me && !keepsModels(act.me)) throw absent('这个流程')
  if (!act.batch.alone) throw new NeedsAlone()
  if (!command.reason.trim()) throw invalid({ reason: '写明为什么改' })
  if (command.kind === 'propose') return propose(act, command)
  const found = await lockProposal(act, command.document)
  return command.kind === 'publish' ? publish(act, found, command) : withdraw(act, found, command.reason)
}

async function propose(act: Acting, command: Extract<EditionCommand, { kind: 'propose' }>): Promise<Answer> {
  const { sql, registry, now } = act.batch
  const { of: kind, name, source, reason } = command
  const known = declared(registry, kind)
  if (!Object.hasOwn(known, name)) throw absent('这个流程')
  const sha256 = sha256Of(source)
  const { rows: editions } = await sql.query<{ number: number; state: string; same: boolean }>(
    `select number, state, sha256 = decode($3, 'hex') as same from document where kind = $1 and name = $2 order by number for update`,
    [kind, name, sha256],
  )
  const twin = editions.find(({ same, state }) => same && state !== 'superseded')
  if (twin)
    throw new Refused('conflict', `内容和第 ${twin.number} 版完全一样（${stateWords[twin.state]}），不用再提一版。`)
  const number = (editions.at(-1)?.number ?? 0) + 1
  const { rows } = await sql.query<{ id: number }>(
    `insert into document (kind, name, number, source, sha256, origin, state, effective_from, created_at)
     values ($1, $2, $3, $4, decode($5, 'hex'), 'company', 'proposed', null, $6) returning id`,
    [kind, name, number, source, sha256, now],
  )
  await bump(act)
  note(act, { id: rows[0]!.id, kind, name, number }, 'propose', reason)
  return answer(rows[0]!.id, `第 ${number} 版已存为拟用版本，还没有生效`)
}

const stateWords: Readonly<Record<string, string>> = { effective: '现行', proposed: '拟用' }

async function publish(
  act: Acting,
  found: Found,
  { over, reason }: Extract<EditionCommand, { kind: 'publish' }>,
): Promise<Answer> {
  const { sql, now } = act.batch
  const { rows } = await sql.query<{ id: number; number: number }>(
    `select id, number from document where kind = $1 and name = $2 and state = 'effective' for update`,
    [found.kind, found.name],
  )
  if ((rows[0]?.id ?? null) !== over)
    throw new Refused(
      'conflict',
      `现行的已经是第 ${rows[0]?.number ?? '?'} 版，不是你刚才看到的那一版。第 ${found.number} 版仍是拟用，请对照后再发布。`,
    )
  await sql.query(`update document set state = 'superseded' where kind = $1 and name = $2 and state = 'effective'`, [
    found.kind,
    found.name,
  ])
  await sql.query(`update document set state = 'effective', effective_from = $2 where id = $1`, [found.id, now])
  await bump(act)
  note(act, found, 'publish', reason)
  return answer(found.id, `第 ${found.number} 版已生效，办理中的仍按原来的版本走完`)
}

/** A withdrawn proposal stays as a row that was never in force. */
async function withdraw(act: Acting, found: Found, reason: string): Promise<Answer> {
  await act.batch.sql.query(`update document set state = 'superseded' where id = $1`, [found.id])
  note(act, found, 'withdraw', reason)
  return answer(found.id, `第 ${found.number} 版已撤回`)
}

async function lockProposal(act: Acting, document: number): Promise<Found> {
  const { rows } = await act.batch.sql.query<Found>(
    `select id, kind, name, number, state, source from document where id = $1 and kind in ('bpmn', 'dmn') for update`,
    [document],
  )
  const [found] = rows
  if (!found) throw absent('这一版')
  if (found.state === 'proposed') return found
  const now = found.state === 'effective' ? '已经生效' : '已经撤回或被取代'
  throw new Refused('conflict', `第 ${found.number} 版${now}，不用再办。请刷新页面看最新情况。`)
}

const bump = (act: Acting) => act.batch.sql.query('update install set documents = documents + 1')

function note(
  act: Acting,
  { id, kind, name, number }: Pick<Found, 'id' | 'kind' | 'name' | 'number'>,
  action: string,
  reason: string,
): void {
  const after = { kind, name, edition: number }
  tell(act, { record: 'document', recordId: editionKey(id), action, before: null, after, opinion: reason.trim() })
}

const answer = (document: number, message: string): Answer => ({
  record: 'document',
  id: editionKey(document),
  document,
  message,
})
