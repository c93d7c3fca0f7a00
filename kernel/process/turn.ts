import { Refused } from '../refused.ts'
import type { Batch } from './batch.ts'
import type { Answer, Request } from './command.ts'
import { decide } from './decide.ts'
import { NeedsAlone } from './work.ts'

/** What came of a command: its answer, or what refused it. */
export type Result = { readonly answer: Answer } | { readonly error: unknown }

/** The flush that decides now, as those that wait for their turn see it. */
export interface Turn {
  last: Promise<unknown>
}

/**
 * Lets flushes that hold their rows decide one after the other. Those of one command do not wait here: their rules may wait
 * in the database for rows of a flush that waits for its turn.
 */
export function inTurn<T>(turn: Turn, run: () => Promise<T>): Promise<T> {
  const done = turn.last.then(run)
  turn.last = done.catch(() => {})
  return done
}

/** Decides the commands in their order, unless an answer is `known`; between them, others of the program have their turn. */
export async function decideAll(
  batch: Batch,
  requests: readonly Request[],
  known: (request: Request) => Answer | undefined,
): Promise<Result[]> {
  const results: Result[] = []
  for (const [index, request] of requests.entries()) {
    if (index > 0 && index % breath === 0) await new Promise((resolve) => setImmediate(resolve))
    const answer = known(request)
    results.push(answer ? { answer } : await decided(batch, request))
  }
  return results
}

/** Commands that are decided without a pause. */
const breath = 64

/** A refusal is an answer; anything else has broken the transaction, and the others run again without it. */
const decided = async (batch: Batch, request: Request): Promise<Result> => {
  try {
    if (request.at && !batch.alone) throw new NeedsAlone()
    return { answer: await decide(batch, request) }
  } catch (error) {
    if (error instanceof Refused || error instanceof NeedsAlone) return { error }
    throw error
  }
}
