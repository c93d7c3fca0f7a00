import { describe, expect, test } from 'vitest'
import { type Tokens, tokens } from './tokens.ts'

const readable: [keyof Tokens, (keyof Tokens)[]][] = [
  ['ink', ['page', 'card', 'sunk', 'primaryWash', 'warnWash', 'dangerWash', 'goodWash']],
  ['quiet', ['page', 'card', 'sunk', 'primaryWash']],
  ['primary', ['page', 'card', 'primaryWash', 'sunk']],
  ['dangerInk', ['page', 'card', 'sunk', 'dangerWash']],
  ['warnInk', ['page', 'card', 'sunk', 'warnWash']],
  ['goodInk', ['page', 'card', 'sunk', 'goodWash']],
  ['onPrimary', ['primary', 'primaryStrong']],
]

describe.each(['light', 'dark'] as const)('颜色 %s', (name) => {
  const theme = tokens[name]
  test.each(readable.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const)))(
    '%s 在 %s 上读得清（WCAG 2.2 1.4.3）',
    (ink, ground) => {
      expect(contrast(theme[ink], theme[ground])).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('输入框的边看得见（WCAG 2.2 1.4.11）', () => {
    expect(contrast(theme.edge, theme.card)).toBeGreaterThanOrEqual(3)
  })
})

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
