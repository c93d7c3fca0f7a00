import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { cellsOf, headsOf } from '../record/export.ts'
import type { Wanted } from '../record/filter.ts'
import { labelsOf, listRows, type Row } from '../record/query.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Server } from '../server.ts'
import { type Cell, type Sheet, xlsx, xlsxType } from '../xlsx.ts'
import type { Asker } from './asker.ts'

/** As many rows as one export takes; a list that is longer says so in its last row. */
const most = 50_000
const pageSize = 500

/**
 * A list as the person sees it, as a workbook: same columns, filters, order and rights. It is read page by page while it
 * is sent, each page in its own short transaction, so that a slow line holds nothing in the database.
 */
export async function exportList(
  server: Server,
  c: Context,
  asker: Asker,
  def: AnyRecord,
  wanted: Wanted,
): Promise<Response> {
  const pageAt = (cursor: string | undefined) =>
    asker.read(async (sql) => {
      const { rows, next } = await listRows(sql, def, asker.me, { ...wanted, cursor, limit: pageSize })
      return { rows, next, labels: await labelsOf(sql, server.registry.records, def, rows) }
    })
  const first = await pageAt(undefined)
  const cells = (rows: readonly Row[], labels: Readonly<Record<string, string>>) =>
    rows.map((row) => cellsOf(def, row, labels, server.calendar.zone))
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    let page = first
    for (let sent = 0; ; page = await pageAt(page.next ?? undefined)) {
      yield* cells(page.rows, page.labels)
      sent += page.rows.length
      if (page.next === null) return
      if (sent >= most) return yield [`只导出了前 ${sent} 行。请加筛选条件，把余下的分次导出。`]
    }
  }
  return workbook(c, `${def.label} ${asker.directory.day}`, [{ name: def.label, columns: headsOf(def), rows: rows() }])
}

/** Answers with a workbook, saved by the browser under a name; it is sent while it is made. */
export function workbook(c: Context, name: string, sheets: readonly Sheet[]): Response {
  return c.body(Readable.toWeb(Readable.from(xlsx(sheets))) as ReadableStream<Uint8Array>, 200, {
    'content-type': xlsxType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`,
  })
}
