import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { type Parsed, parseBpmn } from '#engine/bpmn/parse.ts'
import { readModel } from '#engine/bpmn/read.ts'
import type { Problem } from '#engine/types.ts'

/** Reads BPMN files for a node. Large ones are read on a thread of their own, so that no request waits for them. */
export interface Reader {
  /** The same as `parseBpmn`; never throws for what the file holds. */
  read(xml: string): Promise<Parsed>
  /** What the rules of the standard find, by element and line. */
  check(xml: string): Promise<Problem[]>
  stop(): Promise<void>
}

/** Shorter files are read faster than they travel to another thread and back. */
const short = 40_000
/** So long an idle thread is kept: an author who uploads once usually uploads again. */
const idleMs = 30_000

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

/** Opens the reader; the thread begins with the first large file and ends when none came for a while. */
export function openReader(): Reader {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const state: { worker?: Worker | undefined; last: number; idle?: NodeJS.Timeout | undefined } = { last: 0 }
  const end = async () => {
    clearTimeout(state.idle)
    const { worker } = state
    state.worker = undefined
    await worker?.terminate()
  }
  const lost = (error: Error) => {
    state.worker = undefined
    for (const { reject } of open.values()) reject(error)
    open.clear()
  }
  const start = () => {
    const worker = new Worker(new URL('./reading-thread.ts', import.meta.url))
    worker.on('message', ({ id, value, error }: Answer) => {
      const waiting = open.get(id)
      open.delete(id)
      if (error === undefined) waiting?.resolve(value)
      else waiting?.reject(new Error(error))
      if (open.size > 0) return
      worker.unref()
      state.idle = setTimeout(() => void end(), idleMs).unref()
    })
    worker.on('error', lost)
    return worker
  }
  const ask = (xml: string, want: 'tree' | 'problems') => {
    clearTimeout(state.idle)
    state.worker ??= start()
    state.worker.ref()
    state.last += 1
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    open.set(state.last, { resolve, reject })
    state.worker.postMessage({ id: state.last, xml, want })
    return promise
  }
  return {
    read: async (xml) => (xml.length < short ? parseBpmn(xml) : ((await ask(xml, 'tree')) as Parsed)),
    check: async (xml) =>
      xml.length < short ? (await readModel(xml)).problems : ((await ask(xml, 'problems')) as Problem[]),
    async stop() {
      await end()
      lost(new Error('stopping'))
    },
  }
}

/** The digest by which a model is known, wherever it came from: 64 hexadecimal digits. */
export const sha256Of = (source: string): string => createHash('sha256').update(source).digest('hex')
