import { parentPort } from 'node:worker_threads'
import { parseBpmn } from '#engine/bpmn/parse.ts'
import { plain } from '#engine/bpmn/plain.ts'

/** The thread of `openReader`: one file after the other, each answered under its id. */
parentPort?.on('message', ({ id, xml }: { id: number; xml: string }) => {
  parseBpmn(xml).then(
    (parsed) => parentPort?.postMessage({ id, parsed: plain(parsed) }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
