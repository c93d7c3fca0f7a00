/** What one benchmark found: the last line that it prints, as one JSON object. */
export interface Result {
  readonly bench: string
  readonly value: number
  readonly unit: string
  /** The same measure of the least program that could do it, in the same run. */
  readonly floor: number
  readonly ratio: number
  /** What was too slow or too large, in words; empty when every limit held. */
  readonly missed: readonly string[]
  readonly [more: string]: unknown
}

/** A benchmark that could not run on this machine, and why. */
export interface Skipped {
  readonly bench: string
  readonly skipped: string
}

/** One limit of a benchmark, in the unit of its value. */
export interface Limit {
  readonly name: string
  readonly value: number
  readonly most: number
  readonly unit: string
}

/** The limits that did not hold, in words. */
export const missedOf = (limits: readonly Limit[]): string[] =>
  limits
    .filter(({ value, most }) => !(value <= most))
    .map(({ name, value, most, unit }) => `${name}：${tidy(value)} ${unit}，上限 ${most} ${unit}`)

/** The value in the middle; of an even number the upper one. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** A figure with no more digits than a measurement has. */
export const tidy = (value: number): number => (value < 100 ? Math.round(value * 10) / 10 : Math.round(value))
