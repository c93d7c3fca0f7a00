import type { Server } from 'node:http'
import type { Http2SecureServer, Http2Server } from 'node:http2'
import { setTimeout as pause } from 'node:timers/promises'
import { Trouble } from './trouble.ts'

/** Takes what must be ended with the server; the last one is ended first. */
export type AtEnd = (stop: () => Promise<unknown>) => void

/**
 * Runs a server: `main` starts it and hands in, as it goes, what must be ended. SIGTERM, SIGINT and SIGHUP (a closed
 * terminal) end all that, once, however many signals come, and then the process with code 0. A Trouble is printed as
 * its sentence, any other error with its stack; both end what was started and the process with code 1.
 */
export async function live(main: (atEnd: AtEnd) => Promise<void>) {
  const stops: (() => Promise<unknown>)[] = []
  let ending: Promise<void> | undefined
  const end = (code: number) => {
    ending ??= endAll(stops, code)
    return ending
  }
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => void end(0))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedTerminal)
  const fail = (error: unknown) => {
    // Once we are ending, what was half started fails because we ended it.
    if (ending !== undefined) return
    console.error(error instanceof Trouble ? error.message : error)
    void end(1)
  }
  process.on('uncaughtException', fail)
  const atEnd: AtEnd = (stop) => {
    if (ending !== undefined) throw new Error('the server is ending')
    stops.push(stop)
  }
  await main(atEnd).catch(fail)
}

/**
 * Ends an HTTP server: no new connection, requests under way get `grace` milliseconds, then streams that would never
 * end on their own (a page that listens for events) are cut.
 */
export async function endHttp(http: Server | Http2Server | Http2SecureServer, grace = 2_000) {
  const closed = new Promise<void>((done) => http.close(() => done()))
  const cut = setTimeout(() => 'closeAllConnections' in http && http.closeAllConnections(), grace)
  await closed
  clearTimeout(cut)
}

async function endAll(stops: (() => Promise<unknown>)[], code: number) {
  let result = code
  for (const stop of stops.toReversed()) {
    const inTime = await Promise.race([stop().then(() => true, report), pause(70_000, false, { ref: false })])
    if (!inTime) result = 1
  }
  process.exit(result)
}

/** What could not be stopped because it never started has been told already. */
function report(error: unknown): boolean {
  if (!(error instanceof Trouble)) console.error(error)
  return false
}

function ignoreClosedTerminal() {}
