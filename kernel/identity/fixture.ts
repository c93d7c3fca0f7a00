import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { cloneDatabase } from '#test/database.ts'
import { config, type Database, openDatabase, type Sql } from '../db.ts'
import { columnsOf, quoted } from '../record/column.ts'
import { firstState } from '../record/record.ts'
import { hashPassword } from './password.ts'
import { identityRecords } from './records.ts'

/** A test file's own database: the pools as the server opens them, and its owner, who may do anything. */
export interface Ground {
  readonly db: Database
  readonly owner: pg.Client
  readonly url: string
  close(): Promise<void>
}

/** A migrated database, empty. */
export async function openGround(): Promise<Ground> {
  const { url, drop } = await cloneDatabase()
  const owner = new pg.Client(config(url))
  await owner.connect()
  const db = openDatabase(url, { reader: 2, writer: 12 })
  const close = async () => {
    await db.close()
    await owner.end()
    await drop()
  }
  return { db, owner, url, close }
}

/** Writes a row of a record, past the store: tests of what lies below it need rows to be there. */
export async function plant(
  sql: Sql,
  record: keyof typeof identityRecords,
  values: Record<string, unknown>,
  now: Date,
) {
  const def = identityRecords[record]
  const row: Record<string, unknown> = {
    id: randomUUID(),
    status: firstState(def),
    createdAt: now,
    updatedAt: now,
    ...values,
  }
  const columns = columnsOf(def).filter((column) => row[column.name] !== undefined)
  await sql.query(
    `insert into ${quoted(record)} (${columns.map((column) => quoted(column.column)).join(', ')})
     values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    columns.map((column) => row[column.name]),
  )
  return { id: String(row.id) }
}

/** An employee who can sign in. */
export async function employ(sql: Sql, name: string, login: string, password: string, now: Date): Promise<string> {
  const { id } = await plant(sql, 'person', { name, no: login }, now)
  await sql.query('insert into credential (person, login, hash, changed_at) values ($1, $2, $3, $4)', [
    id,
    login,
    await hashPassword(password),
    now,
  ])
  return id
}
