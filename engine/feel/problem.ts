/** A mistake in the text of an expression, found when it is compiled; `at` is the offset of the place. */
export class FeelProblem extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(`第 ${at + 1} 个字：${message}`)
    this.name = 'FeelProblem'
    this.at = at
  }
}
