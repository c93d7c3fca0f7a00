import type { Functions } from '../types.ts'
import type { Value } from './values.ts'

/** What an expression may see while it is evaluated; it reaches nothing else. */
export type World = {
  /** The value of a variable, undefined when there is none. */
  look: (name: string) => Value | undefined
  /**
   * The same variable as plain JSON, where it is at hand: so a comparison of a number or text with a constant need not make
   * a FEEL value first. Only numbers, texts and booleans count; for all others, and undefined, `look` is asked.
   */
  plain?: (name: string) => unknown
  /** ISO 8601 instant. */
  now: string
  /** IANA time zone of `today()` and `now()`. */
  zone: string
  functions: Functions
  /** Hears in Chinese why null came out where a value was expected. */
  warn?: (message: string) => void
}

/** Local names of an expression, one frame inside the other; `run` counts the work of one evaluation. */
export type Frame = { run: Work; names: Map<string, Value>; outer?: Frame }
export type Work = { world: World; steps: number; depth: number }

const LIMIT = { steps: 200_000, depth: 200 }

/** An evaluation that cannot go on: too long, or a function that nobody provides. Other mistakes give null in FEEL. */
export class FeelError extends Error {}

export function outermost(world: World): Frame {
  return { run: { world, steps: 0, depth: 0 }, names: new Map() }
}

/** A frame for what needs no facts, such as a constant of a table; a new one each time, since a frame counts its work. */
export function nowhere(): Frame {
  return outermost({ look: () => undefined, now: '', zone: 'UTC', functions: {} })
}

export function inner(outer: Frame, names: Map<string, Value>): Frame {
  return { run: outer.run, names, outer }
}

/** The value of a name: the innermost frame that has it, else the world; undefined when nobody has it. */
export function find(frame: Frame, name: string): Value | undefined {
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    const value = at.names.get(name)
    if (value !== undefined) return value
  }
  return frame.run.world.look(name)
}

/** The value of a name, null when nobody has it. */
export function look(frame: Frame, name: string): Value {
  return find(frame, name) ?? null
}

/** Counts work, so that no expression runs without end (C52). */
export function spend(frame: Frame, steps = 1): void {
  frame.run.steps += steps
  if (frame.run.steps > LIMIT.steps) throw new FeelError(`表达式计算超过 ${LIMIT.steps} 步，已停止。请检查循环的范围。`)
}

/** Says why null comes out, to whoever listens; gives null. */
export function unknown(frame: Frame, message: () => string): null {
  frame.run.world.warn?.(message())
  return null
}

/** Calls deeper, at most 200 levels. */
export function deeper<T>(frame: Frame, call: () => T): T {
  spend(frame)
  frame.run.depth += 1
  if (frame.run.depth > LIMIT.depth) throw new FeelError(`函数互相调用超过 ${LIMIT.depth} 层，已停止。`)
  const result = call()
  frame.run.depth -= 1
  return result
}
