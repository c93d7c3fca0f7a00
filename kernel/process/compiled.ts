import { compileParsed } from '#engine/bpmn/compile.ts'
import type { Model } from '#engine/bpmn/model.ts'
import { compileDecisions, type Decisions } from '#engine/dmn/compile.ts'
import type { Problem } from '#engine/types.ts'
import { assignmentFunctions } from './assign.ts'
import { openReader, sha256Of } from './reader.ts'

/** Models and decisions that are ready to run, by the sha256 of their text: the same text is compiled once on a node. */
export interface Compiled {
  /** @throws ModelRefused with everything that is wrong */
  model(source: string): Promise<Model>
  /** @throws ModelRefused with everything that is wrong */
  decisions(source: string): Promise<Decisions>
  /** What the rules of BPMN 2.0.2 find in a process, by element and line; `model` says what cannot run. */
  breaches(source: string): Promise<Problem[]>
  /** What `model` has made already. */
  known(sha256: string): Model | undefined
  stop(): Promise<void>
}

/** Opens a node's memory of what it compiled. */
export function openCompiled(): Compiled {
  const reader = openReader()
  const models = new Map<string, Promise<Model>>()
  const ready = new Map<string, Model>()
  const tables = new Map<string, Promise<Decisions>>()
  return {
    model: (source) =>
      once(models, sha256Of(source), async (sha256) => {
        const model = compileParsed(await reader.read(source), { functions: Object.keys(assignmentFunctions) })
        ready.set(sha256, model)
        forgetOldest(ready)
        return model
      }),
    decisions: (source) => once(tables, sha256Of(source), () => compileDecisions(source)),
    breaches: (source) => reader.check(source),
    known: (sha256) => ready.get(sha256),
    stop: () => reader.stop(),
  }
}

/** So many texts are remembered; what runs is held by the deployment, whatever is forgotten here. */
const most = 400

/** What failed is not kept: a model that is refused costs no memory. */
function once<T>(kept: Map<string, Promise<T>>, key: string, make: (key: string) => Promise<T>): Promise<T> {
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = make(key)
  kept.set(key, made)
  forgetOldest(kept)
  made.catch(() => kept.delete(key))
  return made
}

function forgetOldest(kept: Map<string, unknown>): void {
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}
