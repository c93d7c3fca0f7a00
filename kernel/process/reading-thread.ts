import { parentPort } from 'node:worker_threads'
import { parseBpmn } from '#engine/bpmn/parse.ts'
import { plain } from '#engine/bpmn/plain.ts'
import { readModel } from '#engine/bpmn/read.ts'

/** The thread of `openReader`: one file after the other, each answered under its id. */
parentPort?.on('message', async ({ id, xml, want }: { id: number; xml: string; want: 'tree' | 'problems' }) => {
  try {
    const value = want === 'tree' ? plain(await parseBpmn(xml)) : (await readModel(xml)).problems
    parentPort?.postMessage({ id, value })
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
