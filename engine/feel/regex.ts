import { FeelError } from './scope.ts'

const LIMIT = { pattern: 200, steps: 10_000_000 }

/**
 * A regular expression from a FEEL text, null when it is none. The engine of the platform cannot be stopped, so what
 * could run for long is refused beforehand (C52): a repeated group with a repetition or a choice inside, back references,
 * and more repetitions than the length of the text allows.
 */
export function compileRegex(pattern: string, flags: string, text: string): RegExp | null {
  if (!/^[gimsxu]*$/.test(flags)) return null
  const source = flags.includes('x') ? pattern.replace(/\s+/g, '') : pattern
  refuseSlow(source, text)
  try {
    return new RegExp(source, `${[...new Set(flags.replace('x', ''))].join('').replace('u', '')}u`)
  } catch {
    return null
  }
}

function refuseSlow(pattern: string, text: string): void {
  const plain = skeletonOf(pattern)
  const repetitions = plain.match(/[*+]|\{[\d,]*\}/g)?.length ?? 0
  const options = plain.match(/\?/g)?.length ?? 0
  const steps = Math.max(text.length, 2) ** (repetitions + 1) * 2 ** options
  if (pattern.length > LIMIT.pattern || /\\\d/.test(plain) || isNested(plain) || steps > LIMIT.steps) {
    throw new FeelError(`正则表达式「${pattern.slice(0, 40)}」对这段文字可能要算很久，没有执行。请写得简单些。`)
  }
}

/** The pattern with escapes, classes and group marks put out of the way. */
function skeletonOf(pattern: string): string {
  const isolated = pattern.replace(/\\[^\d]/g, '_').replace(/\[[^\]]*\]/g, '_')
  return isolated.replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(').replace(/([*+}])\?/g, '$1')
}

/** Whether a repeated group holds a repetition or a choice: groups are folded from the inside out. */
function isNested(plain: string): boolean {
  const folded = plain.replace(/\(([^()]*)\)/g, (_, body: string) => (/[*+?{|!]/.test(body) ? '!' : '_'))
  if (/![*+{]/.test(folded)) return true
  return folded !== plain && isNested(folded)
}
