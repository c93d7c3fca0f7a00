import type { Sql } from '../db.ts'
import { readAnchor } from './anchor.ts'
import { beginning, type Position, type StoredEvent, storedColumns, storedDigest } from './event.ts'
import { digestOfSeal, entrySize, noSeal, rootOf, type Seal, sealColumns } from './seal.ts'

/** Something that is not as it was sealed: an event or a seal, by its number, and in words. */
export interface Problem {
  readonly kind: 'changed' | 'deleted' | 'inserted' | 'reordered' | 'seal' | 'anchor'
  readonly event: number | null
  readonly seal: number | null
  readonly words: string
}

export interface Verdict {
  readonly seals: number
  readonly events: number
  readonly problems: readonly Problem[]
}

/**
 * Walks the whole journal and proves that it is what was sealed: every digest is made again from the stored content,
 * every row is held against its place in its seal, every seal against the one before it and against the anchor.
 * @param sql as `jingwei_writer` or superuser: a role that row-level security leaves out would see an empty journal
 * @param anchor the text of an anchor that was exported earlier: finds a chain that was rewritten as a whole
 */
export async function verifyJournal(sql: Sql, anchor = ''): Promise<Verdict> {
  const walk = startWalk(anchor)
  for (let seals = await nextSeals(sql, walk.seals); seals.length > 0; seals = await nextSeals(sql, walk.lastSeal)) {
    for (const run of runsOf(seals, (seal) => checkSeal(walk, seal))) {
      if (run.sound) await checkEvents(walk, sql, run.seals)
      else await checkContents(walk, sql, { xid: run.seals.at(-1)!.lastXid, id: run.seals.at(-1)!.lastId })
    }
  }
  // Events younger than the last seal have no seal yet, but a digest of their own.
  await checkContents(walk, sql)
  await reconcile(walk, sql)
  for (const [seal, line] of walk.anchors)
    report(walk, 'anchor', null, seal, `第 ${seal} 号封条不见了：${line.day} 的存证里有它`)
  return { seals: walk.seals, events: walk.events, problems: walk.problems }
}

interface Expected extends Position {
  readonly digest: Buffer
  readonly seal: number
}
interface Walk {
  seals: number
  events: number
  lastSeal: number
  previous: Buffer
  position: Position
  readonly problems: Problem[]
  readonly anchors: Map<number, { day: string; digest: string }>
  /** Sealed rows that are not where they were, and rows that no seal knows: a moved row is in both. */
  readonly missing: Map<number, Expected>
  readonly unknown: Map<number, string>
}

const sealsAtOnce = 500
const eventsAtOnce = 20_000

const startWalk = (anchor: string): Walk => ({
  seals: 0,
  events: 0,
  lastSeal: 0,
  previous: noSeal,
  position: beginning,
  problems: [],
  anchors: new Map(readAnchor(anchor).map((line) => [line.seal, line])),
  missing: new Map(),
  unknown: new Map(),
})

function report(walk: Walk, kind: Problem['kind'], event: number | null, seal: number | null, words: string): void {
  walk.problems.push({ kind, event, seal, words })
}

async function nextSeals(sql: Sql, after: number): Promise<Seal[]> {
  const { rows } = await sql.query<Seal>(
    `select ${sealColumns} from (
       select *, sum(count) over (order by id) - count as before from (
         select * from seal where id > $1 order by id limit ${sealsAtOnce}) near) counted
     where before < ${eventsAtOnce} order by id`,
    [after],
  )
  return rows
}

/** Neighbouring seals whose entries can be relied on, or not, together. */
function runsOf(seals: readonly Seal[], sound: (seal: Seal) => boolean): { sound: boolean; seals: Seal[] }[] {
  const runs: { sound: boolean; seals: Seal[] }[] = []
  for (const seal of seals) {
    const is = sound(seal)
    const run = runs.at(-1)
    if (run?.sound === is) run.seals.push(seal)
    else runs.push({ sound: is, seals: [seal] })
  }
  return runs
}

/** Checks a seal and its place in the chain, and says whether its entries are the ones that were sealed. */
function checkSeal(walk: Walk, seal: Seal): boolean {
  const sound = rootOf(seal.entries).equals(seal.root) && seal.count * entrySize === seal.entries.length
  const say = (words: string) => report(walk, 'seal', null, seal.id, `第 ${seal.id} 号封条${words}`)
  if (seal.id !== walk.lastSeal + 1) say(`之前少了 ${seal.id - walk.lastSeal - 1} 个封条`)
  else if (!seal.previous.equals(walk.previous)) say('接不上前一个封条')
  if (!sound) say('的明细被改过')
  if (!digestOfSeal(seal).equals(seal.digest)) say('的内容被改过')
  const anchored = walk.anchors.get(seal.id)
  if (anchored && anchored.digest !== seal.digest.toString('hex'))
    report(walk, 'anchor', null, seal.id, `第 ${seal.id} 号封条和 ${anchored.day} 的存证对不上：整条链被重写过`)
  walk.anchors.delete(seal.id)
  walk.lastSeal = seal.id
  walk.previous = seal.digest
  walk.seals += 1
  return sound
}

async function checkEvents(walk: Walk, sql: Sql, seals: readonly Seal[]): Promise<void> {
  const expected = new Map(seals.flatMap(entriesOf).map((entry) => [entry.id, entry]))
  const end = [...expected.values()].at(-1) ?? walk.position
  const rows = await eventsBetween(sql, walk.position, end)
  const digests = new Set([...expected.values()].map((entry) => entry.digest.toString('hex')))
  for (const row of rows) {
    const entry = expected.get(row.id)
    if (entry) checkEvent(walk, row, entry, digests)
    else walk.unknown.set(row.id, storedDigest(row)?.toString('hex') ?? '')
    expected.delete(row.id)
  }
  for (const entry of expected.values()) walk.missing.set(entry.id, entry)
  walk.events += rows.length
  walk.position = end
}

function checkEvent(walk: Walk, row: StoredEvent, entry: Expected, digests: ReadonlySet<string>): void {
  const actual = storedDigest(row)
  const same = actual?.equals(entry.digest) && row.digest.equals(entry.digest)
  if (same && row.xid === entry.xid) return
  if (same || (actual && !actual.equals(entry.digest) && digests.has(actual.toString('hex'))))
    report(walk, 'reordered', row.id, entry.seal, `${nameOf(row)}换过次序`)
  else report(walk, 'changed', row.id, entry.seal, `${nameOf(row)}的内容被改过`)
}

/** Where no seal can be relied on, each event is still held against the digest that it carries. */
async function checkContents(walk: Walk, sql: Sql, end?: Position): Promise<void> {
  for (let full = true; full; ) {
    const rows = await eventsBetween(sql, walk.position, end)
    for (const row of rows) {
      if (!storedDigest(row)?.equals(row.digest)) report(walk, 'changed', row.id, null, `${nameOf(row)}的内容被改过`)
    }
    walk.events += rows.length
    walk.position = rows.at(-1) ?? walk.position
    full = rows.length === eventsAtOnce
  }
}

async function reconcile(walk: Walk, sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ id: number }>('select id from event where id = any($1::bigint[])', [
    [...walk.missing.keys()],
  ])
  const present = new Set(rows.map((row) => row.id))
  const byDigest = new Map([...walk.unknown].map(([id, digest]) => [digest, id]))
  for (const entry of walk.missing.values()) {
    const digest = entry.digest.toString('hex')
    const now = present.has(entry.id) ? entry.id : byDigest.get(digest)
    reportMissing(walk, entry, now, walk.unknown.get(now ?? -1) ?? digest)
    walk.unknown.delete(now ?? -1)
  }
  for (const id of walk.unknown.keys())
    report(walk, 'inserted', id, null, `第 ${id} 号操作记录不在任何封条里：它是后来插进去的，或者它的封条被删了`)
}

function reportMissing(walk: Walk, entry: Expected, now: number | undefined, digest: string): void {
  const name = `第 ${entry.id} 号操作记录`
  if (now === undefined) report(walk, 'deleted', entry.id, entry.seal, `${name}不见了：第 ${entry.seal} 号封条里有它`)
  else if (now !== entry.id) report(walk, 'reordered', entry.id, entry.seal, `${name}被改成了第 ${now} 号`)
  else if (digest === entry.digest.toString('hex')) report(walk, 'reordered', entry.id, entry.seal, `${name}换过次序`)
  else report(walk, 'changed', entry.id, entry.seal, `${name}的内容和次序都被改过`)
}

function entriesOf(seal: Seal): Expected[] {
  const count = Math.floor(seal.entries.length / entrySize)
  return Array.from({ length: count }, (_, index) => {
    const entry = seal.entries.subarray(index * entrySize, (index + 1) * entrySize)
    return {
      xid: entry.readBigUInt64BE(0).toString(),
      id: Number(entry.readBigUInt64BE(8)),
      digest: entry.subarray(16),
      seal: seal.id,
    }
  })
}

/** Up to so many events after a position; with an end, all of them up to and including it. */
async function eventsBetween(sql: Sql, after: Position, end: Position | undefined): Promise<StoredEvent[]> {
  const { rows } = await sql.query<StoredEvent>(
    `select ${storedColumns} from event e
     where (e.xid, e.id) > ($1::xid8, $2::bigint) and ($3::xid8 is null or (e.xid, e.id) <= ($3::xid8, $4::bigint))
     order by e.xid, e.id limit $5`,
    [after.xid, after.id, end?.xid ?? null, end?.id ?? null, end ? null : eventsAtOnce],
  )
  return rows
}

const nameOf = (row: StoredEvent) =>
  `第 ${row.id} 号操作记录（${row.at?.slice(0, 19) ?? '?'}Z，${row.record} ${row.action}）`
