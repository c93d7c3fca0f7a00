import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { type Parsed, parseBpmn } from '#engine/bpmn/parse.ts'

/** Reads BPMN files for a node. Large ones are read on a thread of their own, so that no request waits for them. */
export interface Reader {
  /** The same as `parseBpmn`; never throws for what the file holds. */
  read(xml: string): Promise<Parsed>
  stop(): Promise<void>
}

/** Shorter files are read faster than they travel to another thread and back. */
const short = 40_000
/** So long an idle thread is kept: an author who uploads once usually uploads again. */
const idleMs = 30_000

interface Answer {
  readonly id: number
  readonly parsed?: Parsed
  readonly error?: string
}

/** Opens the reader; the thread begins with the first large file and ends when none came for a while. */
export function openReader(): Reader {
  const open = new Map<number, { resolve(parsed: Parsed): void; reject(error: Error): void }>()
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
    worker.on('message', ({ id, parsed, error }: Answer) => {
      const waiting = open.get(id)
      open.delete(id)
      if (parsed) waiting?.resolve(parsed)
      else waiting?.reject(new Error(error))
      if (open.size > 0) return
      worker.unref()
      state.idle = setTimeout(() => void end(), idleMs).unref()
    })
    worker.on('error', lost)
    return worker
  }
  return {
    read(xml) {
      if (xml.length < short) return parseBpmn(xml)
      clearTimeout(state.idle)
      state.worker ??= start()
      state.worker.ref()
      state.last += 1
      const { promise, resolve, reject } = Promise.withResolvers<Parsed>()
      open.set(state.last, { resolve, reject })
      state.worker.postMessage({ id: state.last, xml })
      return promise
    },
    async stop() {
      await end()
      lost(new Error('stopping'))
    },
  }
}

/** The digest by which a model is known, wherever it came from: 64 hexadecimal digits. */
export const sha256Of = (source: string): string => createHash('sha256').update(source).digest('hex')
