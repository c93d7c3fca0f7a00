import type { Facts, Functions, Json } from '../types.ts'
import { compileFeel, type FeelOptions } from './compile.ts'
import { fromFeel, tagged, toFeel } from './json.ts'
import type { World } from './scope.ts'

/** A world in the early hours of 1 March 2026 in Shanghai. */
export function world(facts: Facts = {}, functions: Functions = {}): World {
  const look = (name: string) => (Object.hasOwn(facts, name) ? toFeel(facts[name]) : undefined)
  return { look, now: '2026-02-28T17:30:00Z', zone: 'Asia/Shanghai', functions }
}

/** What an expression gives, as plain data. */
export function value(text: string, facts: Facts = {}, options: FeelOptions = {}): Json {
  return fromFeel(compileFeel(text, options).evaluate(world(facts)))
}

export const date = (iso: string) => tagged('date', iso)
export const time = (iso: string) => tagged('time', iso)
export const moment = (iso: string) => tagged('date and time', iso)
export const days = (iso: string) => tagged('days and time duration', iso)
export const months = (iso: string) => tagged('years and months duration', iso)

/** A table with lines such as `abs(-1)  →  1`: an expression, and one that says what it is. */
export function pairsOf(table: string): [string, string][] {
  const lines = table.trim().split('\n')
  return lines.map((line) => {
    const [text = '', expected = ''] = line.trim().split('  →  ')
    return [text, expected]
  })
}
