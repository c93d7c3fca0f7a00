/** A queue whose work is done in batches, two of them at a time. */
export interface Lanes<T> {
  /** False when the queue takes nothing any more. */
  add(one: T): boolean
  /** Resolves when nothing waits or runs. */
  rest(): Promise<void>
  /** Ends after the running batches; what still waits is done first. */
  stop(): Promise<void>
}

interface Options<T> {
  /** How many go together at most. */
  readonly most: number
  /** The rows that a piece of work names: what names the same row is never in two batches that run at the same time. */
  rowsOf(one: T): readonly string[]
  /** Does a batch. It says when it is `ready` for the next one to begin beside it: at the latest when it ends. */
  run(batch: readonly T[], ready: () => void): Promise<void>
}

/**
 * Opens such a queue. An idle one begins as soon as the program comes to rest, so that what was put in together goes
 * together. A second batch begins once the running one is ready for it and at least half as many wait, so that a busy queue does
 * not fall into a large batch and many tiny ones. Work that names a row keeps its order.
 */
export function openLanes<T>({ most, rowsOf, run }: Options<T>): Lanes<T> {
  let queue: T[] = []
  let stopped = false
  let planned = false
  let opening = false
  const running = new Map<Promise<void>, number>()
  const busy = new Set<string>()
  const idle: (() => void)[] = []
  const plan = () => {
    if (planned || queue.length === 0) return
    planned = true
    setImmediate(() => {
      planned = false
      begin()
    })
  }
  const begin = () => {
    const [other] = running.values()
    if (opening || running.size > 1 || (other !== undefined && queue.length * 2 < other)) return
    const { taken, left } = take(queue, most, rowsOf, busy)
    if (taken.length === 0) return
    queue = left
    opening = true
    work(taken)
  }
  const work = (taken: readonly T[]) => {
    const rows = taken.flatMap(rowsOf)
    for (const row of rows) busy.add(row)
    const state = { ready: false }
    const ready = () => {
      if (state.ready) return
      state.ready = true
      opening = false
      plan()
    }
    const ended = run(taken, ready).finally(() => {
      for (const row of rows) busy.delete(row)
      running.delete(ended)
      ready()
      plan()
      if (running.size === 0 && queue.length === 0) for (const call of idle.splice(0)) call()
    })
    running.set(ended, taken.length)
  }
  const rest = (): Promise<void> =>
    running.size === 0 && queue.length === 0 ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve))
  return {
    add(one) {
      if (stopped) return false
      queue.push(one)
      plan()
      return true
    },
    rest,
    stop() {
      stopped = true
      return rest()
    },
  }
}

/** The first that may go now, and what waits on: behind a row that is busy, everything else that names it waits too. */
function take<T>(queue: readonly T[], most: number, rowsOf: Options<T>['rowsOf'], busy: ReadonlySet<string>) {
  const taken: T[] = []
  const left: T[] = []
  const held = new Set<string>()
  for (const [index, one] of queue.entries()) {
    if (taken.length >= most) return { taken, left: left.concat(queue.slice(index)) }
    const rows = rowsOf(one)
    if (rows.some((row) => busy.has(row) || held.has(row))) {
      left.push(one)
      for (const row of rows) held.add(row)
    } else taken.push(one)
  }
  return { taken, left }
}
