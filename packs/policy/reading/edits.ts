import type { Edit } from './types.ts'

/** The text with every edit made. `edits` are sorted by place and do not overlap. */
export const applyEdits = (original: string, edits: readonly Edit[]): string => {
  const parts: string[] = []
  let done = 0
  for (const edit of edits) {
    parts.push(original.slice(done, edit.at), edit.after)
    done = edit.at + edit.before.length
  }
  return parts.join('') + original.slice(done)
}

/** Sorts edits by place and drops any that would touch words already changed; the first at a place wins. */
export const inOrder = (edits: readonly Edit[]): Edit[] => {
  let free = 0
  const sorted = edits.toSorted((a, b) => a.at - b.at)
  return sorted.filter((edit) => {
    if (edit.at < free) return false
    free = edit.at + edit.before.length
    return true
  })
}

/** A function that says whether words at a place touch one of the edits, which are sorted and do not overlap. */
export const toucher = (edits: readonly Edit[]): ((place: { at: number; before: string }) => boolean) => {
  const steps = edits.map((edit) => ({ from: edit.at, to: edit.at + edit.before.length }))
  return ({ at, before }) => (steps[lastAtOrBefore(steps, at + before.length - 1)]?.to ?? 0) > at
}

/** A function from an offset of the edited text to the offset of the original that it came from. */
export const tracer = (edits: readonly Edit[]): ((offset: number) => number) => {
  let shift = 0
  const steps = edits.map((edit) => {
    const from = edit.at + shift
    shift += edit.after.length - edit.before.length
    return { from, to: from + edit.after.length, at: edit.at, end: edit.at + edit.before.length }
  })
  return (offset) => {
    const step = steps[lastAtOrBefore(steps, offset)]
    if (!step) return offset
    return offset < step.to ? step.at : step.end + (offset - step.to)
  }
}

const lastAtOrBefore = (steps: readonly { from: number }[], offset: number): number => {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]!.from <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}
