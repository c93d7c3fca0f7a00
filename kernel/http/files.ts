import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Sql } from '../db.ts'
import { columnsOf, quoted } from '../record/column.ts'
import { readConditions } from '../record/where.ts'
import { absent, invalid } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid, uuid7 } from '../uuid.ts'
import { askerOf } from './asker.ts'
import { bytesOf } from './body.ts'

/** An upload as the page gets it; `size` in bytes. */
export interface FileView {
  id: string
  name: string
  size: number
  type: string
}

/** The largest upload, in bytes. */
const largest = 10 * 1024 * 1024

/** Files: uploaded once, kept as they came, read by the uploader and by whoever may read a record that holds them. */
export function fileRoutes(app: Hono, server: Server): void {
  app.post('/api/files', async (c) => {
    const asker = await askerOf(server, c)
    const name = (c.req.query('name') ?? '')
      .replace(/[\\/\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 200)
    if (!name) throw invalid({ file: '文件：没有名字' })
    const content = await contentOf(c)
    const file: FileView = { id: uuid7(server.clock()), name, size: content.length, type: 'application/octet-stream' }
    await server.db.writer.query(
      'insert into file (id, name, type, size, sha256, content, person, at) values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())',
      [file.id, name, file.type, file.size, createHash('sha256').update(content).digest(), content, asker.me.id],
    )
    return c.json(file, 201)
  })
  app.get('/api/files/:id', async (c) => {
    const asker = await askerOf(server, c)
    const id = c.req.param('id')
    if (!isUuid(id)) throw absent('这个文件')
    const { rows } = await server.db.writer.query<{ name: string; content: Buffer; person: string }>(
      'select name, content, person from file where id = $1',
      [id],
    )
    const file = rows[0]
    if (!file || !(file.person === asker.me.id || (await asker.read((sql) => held(server, sql, id)))))
      throw absent('这个文件')
    // Never shown inline: whatever the bytes are, the browser saves them.
    return c.body(new Uint8Array(file.content), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
  })
}

/** The bytes of an upload, which is never empty. */
async function contentOf(c: Context): Promise<Buffer> {
  const words = (megabytes?: string) =>
    `文件${megabytes ? ` ${megabytes} MB` : '太大'}，超过 10 MB，没有上传。请拆成几份，或另存为纯文本再传。`
  const content = await bytesOf(c, largest, words)
  if (content.length === 0) throw invalid({ file: '文件是空的，里面没有内容' })
  return content
}

/** Whether some record that the person may read holds the file. */
async function held(server: Server, sql: Sql, id: string): Promise<boolean> {
  for (const def of Object.values(server.registry.records)) {
    for (const { column, field } of columnsOf(def)) {
      if (field?.kind !== 'file') continue
      const { rows } = await sql.query(
        `select from ${quoted(def.name)} t where t.${quoted(column)} = $1 and (${readConditions(def).join(' or ')}) limit 1`,
        [id],
      )
      if (rows.length > 0) return true
    }
  }
  return false
}
