import { randomInt } from 'node:crypto'
import { beginning, type Position } from '../journal/event.ts'
import type { TailEvent } from '../journal/tail.ts'

/** An open connection of a person's page. */
export interface Subscription {
  /** The bytes of the server-sent events (HTML Living Standard, section 9.2), for the body of the response. */
  readonly body: ReadableStream<Uint8Array>
  close(): void
}

/** The node's open connections: every page of a person is told when there is something new for that person. */
export interface Stream {
  /**
   * Opens a connection. One that comes back with `Last-Event-ID` is told at once when it missed something.
   * @param session the digest of the session, by which `keepOnly` knows it
   * @returns undefined when the person, or the node, has too many of them: answer 429
   */
  subscribe(person: string, session: string, lastEventId?: string): Subscription | undefined
  /** Tells those whom events concern, each page once; made for `followEvents`. */
  publish(events: readonly TailEvent[]): void
  /** A sign of life on every connection, so that proxies keep them and dead ones are found; every 20 s or so. */
  beat(): void
  /** The sessions that hold connections, to be asked about every few seconds … */
  sessions(): string[]
  /** … and the ones that are still open: connections of the others are closed. */
  keepOnly(open: ReadonlySet<string>): void
  readonly size: number
  close(): void
}

export interface StreamLimits {
  readonly perPerson: number
  readonly perNode: number
  /** Bytes that may wait for a slow reader before it is dropped; it comes back and catches up by itself. */
  readonly buffer: number
}

/** @param from where the node began to follow the journal: what lies before it, it cannot know */
export function createStream(
  from: Position,
  limits: StreamLimits = { perPerson: 12, perNode: 15_000, buffer: 1_000_000 },
): Stream {
  const people = new Map<string, Set<Line>>()
  const told = new Map<string, Position>()
  let size = 0

  const drop = (line: Line) => {
    const lines = people.get(line.person)
    if (!lines?.delete(line)) return
    size -= 1
    if (lines.size === 0) people.delete(line.person)
    line.end()
  }
  const send = (line: Line, text: string) => {
    if (!line.send(text)) drop(line)
  }
  const all = () => [...people.values()].flatMap((lines) => [...lines])

  return {
    subscribe(person, session, lastEventId) {
      const lines = people.get(person) ?? new Set<Line>()
      if (lines.size >= limits.perPerson || size >= limits.perNode) return undefined
      const line = openLine(person, session, limits.buffer, () => drop(line))
      people.set(person, lines.add(line))
      size += 1
      // Pages that lost a node together come back spread over some seconds.
      send(line, `retry: ${randomInt(1000, 8000)}\n\n`)
      const seen = lastEventId === undefined ? undefined : readPosition(lastEventId)
      const last = told.get(person)
      if (seen && (isBefore(seen, from) || (last && isBefore(seen, last)))) send(line, ping(last ?? from))
      return { body: line.body, close: () => drop(line) }
    },
    publish(events) {
      const news = new Map(events.flatMap((event) => event.concerns.map((person) => [person, event] as const)))
      for (const [person, { xid, id }] of news) {
        told.set(person, { xid, id })
        for (const line of people.get(person) ?? []) send(line, ping({ xid, id }))
      }
    },
    beat: () => {
      for (const line of all()) send(line, ':\n\n')
    },
    sessions: () => [...new Set(all().map((line) => line.session))],
    keepOnly(open) {
      for (const line of all()) if (!open.has(line.session)) drop(line)
    },
    get size() {
      return size
    },
    close: () => {
      for (const line of all()) drop(line)
    },
  }
}

interface Line {
  readonly person: string
  readonly session: string
  readonly body: ReadableStream<Uint8Array>
  /** False when the reader is too slow to be kept. */
  send(text: string): boolean
  end(): void
}

const encoder = new TextEncoder()

function openLine(person: string, session: string, buffer: number, gone: () => void): Line {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start: (made) => {
        controller = made
      },
      cancel: gone,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: buffer }),
  )
  return {
    person,
    session,
    body,
    send: (text) => {
      const bytes = encoder.encode(text)
      if (!controller || (controller.desiredSize ?? 0) < bytes.length) return false
      controller.enqueue(bytes)
      return true
    },
    end: () => {
      try {
        controller?.close()
      } catch {
        // The reader has cancelled it already.
      }
    },
  }
}

const ping = ({ xid, id }: Position) => `id: ${xid}-${id}\ndata: {"kind":"counts"}\n\n`

/** A position that cannot be read counts as the beginning: the page is told once too often rather than not at all. */
function readPosition(text: string): Position {
  const parts = /^(\d{1,19})-(\d{1,15})$/.exec(text)
  return parts ? { xid: parts[1] ?? '0', id: Number(parts[2]) } : beginning
}

function isBefore(a: Position, b: Position): boolean {
  return a.xid === b.xid ? a.id < b.id : BigInt(a.xid) < BigInt(b.xid)
}
