/** The parts that a unit can have in a duty or step, from the heaviest to the lightest, each with its sign and word. */
export const parts = {
  lead: { sign: '●', word: '主责' },
  approve: { sign: '◆', word: '批准' },
  review: { sign: '△', word: '审核' },
  assist: { sign: '○', word: '配合' },
  inform: { sign: '·', word: '知会' },
} as const
export type Part = keyof typeof parts

/** The parts in the order of their weight: where several meet in one cell, the first is drawn. */
export const partNames = Object.keys(parts) as Part[]
