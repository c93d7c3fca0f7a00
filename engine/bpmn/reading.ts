import { type Element, text, title } from '../element.ts'
import { compileFeel, type Expression, FeelProblem } from '../feel/compile.ts'
import type { Problem, Vars } from '../types.ts'
import type { Collected } from './collect.ts'
import type { ModelOptions } from './compile.ts'
import type { ServiceSettings } from './model.ts'

/** A script in another language, bound by the host: it changes variables at once, or a service does it in its time. */
export type BoundScript = ((vars: Vars) => Vars | undefined) | ServiceSettings

/** A file that is being read: what was found in it, what the host knows, and the problems so far. */
export type Reading = { collected: Collected; options: ModelOptions; problems: Problem[] }

/** Notes what stops the publication, in a sentence that begins with the element's name. */
export function fault(reading: Reading, element: Element, reason: string): undefined {
  reading.problems.push({ level: 'error', element: element.id ?? '', message: `「${title(element)}」${reason}` })
  return undefined
}

/** Notes what the author should know although the model runs. */
export function warn(reading: Reading, element: Element, reason: string): void {
  reading.problems.push({ level: 'warning', element: element.id ?? '', message: `「${title(element)}」${reason}` })
}

/** Compiles FEEL text, noting under the owner's id what is wrong with it. */
export function feel(
  reading: Reading,
  expression: string | undefined,
  owner: Element,
  where: string,
): Expression | undefined {
  if (!expression) return undefined
  try {
    return compileFeel(expression, reading.options)
  } catch (error) {
    if (!(error instanceof FeelProblem)) throw error
    const message = `${where}「${expression}」写得不对：${error.message}`
    reading.problems.push({ level: 'error', element: owner.id ?? '', message })
    return undefined
  }
}

/** Compiles a `tFormalExpression` in FEEL, or in a language that the host translates. */
export function formal(
  reading: Reading,
  written: Element | undefined,
  owner: Element,
  where: string,
): Expression | undefined {
  if (!written) return undefined
  const body = text(written, 'body')
  const language = text(written, 'language') ?? ''
  const translated = body && reading.options.conditions?.(body, language)
  if (translated) return feel(reading, translated, owner, where)
  if (!language || /feel/i.test(language)) return feel(reading, body, owner, where)
  const message = `${where}的语言是 ${language}，这里只能用 FEEL。`
  reading.problems.push({ level: 'error', element: owner.id ?? '', message })
  return undefined
}
