import type { Calendar } from './calendar/workday.ts'
import type { Database } from './db.ts'
import type { Session } from './identity/session.ts'
import type { Registry } from './pack.ts'
import type { Deployment } from './process/deployment.ts'
import type { Store } from './process/flush.ts'

/** Everything that serves requests on one node. All state is in the database. */
export interface Server {
  readonly mode: 'demo' | 'real'
  /** A proxy of our own stands in front and writes X-Forwarded-For and -Proto. */
  readonly trustProxy: boolean
  readonly db: Database
  readonly registry: Registry
  readonly deployment: Deployment
  readonly calendar: Calendar
  readonly store: Store
  /** The open session of a cookie's token; requests that come together are looked up together. */
  sessionOf(token: string): Promise<Session | undefined>
  /** The clock of reads; writes take the database's. */
  clock(): Date
  /** Sets that clock by the database's again. */
  follow(): Promise<void>
}
