import type { Sql } from '../db.ts'

/** One line of the anchor: the last seal of a day. */
export interface AnchorLine {
  readonly day: string
  readonly seal: number
  /** Events sealed since the beginning, up to this seal. */
  readonly events: number
  readonly digest: string
}

/**
 * The anchor: one line of JSON for each day with that day's last seal. Kept outside the database (a file, a mailbox, a
 * print in a safe), it proves that the whole chain was not rewritten: inside the database nothing can.
 * @param zone the zone whose days count
 */
export async function exportAnchor(sql: Sql, zone: string): Promise<string> {
  const { rows } = await sql.query<AnchorLine>(
    `select distinct on (day) day, seal, events, digest from (
       select to_char(at at time zone $1, 'YYYY-MM-DD') as day, id as seal, sum(count) over (order by id) as events,
              encode(digest, 'hex') as digest
       from seal) sealed
     order by day, seal desc`,
    [zone],
  )
  return rows.map((row) => `${JSON.stringify({ ...row, events: Number(row.events) })}\n`).join('')
}

/**
 * Reads an anchor that was exported.
 * @throws Error that names the line that cannot be read
 */
export function readAnchor(text: string): AnchorLine[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), index }))
    .filter(({ line }) => line !== '')
    .map(({ line, index }) => parse(line) ?? fail(index + 1))
}

function parse(line: string): AnchorLine | undefined {
  try {
    const read = JSON.parse(line) as AnchorLine
    return typeof read.seal === 'number' && /^[0-9a-f]{64}$/.test(read.digest) ? read : undefined
  } catch {
    return undefined
  }
}

const fail = (line: number): never => {
  throw new Error(`存证文件第 ${line} 行读不懂：它不是导出时的样子。`)
}
