import type { Sql } from './db.ts'
import type { NextView, Row } from './http/contract.ts'
import type { Directory } from './identity/directory.ts'
import type { Server } from './server.ts'

/**
 * What has to be done next on a row and by whom, from where it stands: null when nothing has. It reads with the rights of
 * whoever looks, the row's own todos included.
 */
export type Guide = (asked: Guided) => Promise<NextView | null>

/** The row that somebody looks at; `day` is today in the company's zone. */
export interface Guided {
  readonly sql: Sql
  readonly row: Row
  readonly directory: Directory
  readonly server: Server
  readonly day: string
}
