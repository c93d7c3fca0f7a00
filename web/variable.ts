import type { Json } from '#engine/types.ts'

/** A variable as people type it: a number, true, a list in JSON; anything else is text. */
export function variableOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
