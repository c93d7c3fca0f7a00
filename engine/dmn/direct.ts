import type { Ast } from '../feel/ast.ts'
import { dayNumber } from '../feel/calendar.ts'
import { fromFeel } from '../feel/json.ts'
import { nowhere } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Facts, Json } from '../types.ts'
import { type Column, regionOfDay, regionOfNumber, regionOfText } from './column.ts'
import { each, type Index } from './match.ts'
import type { Table } from './table.ts'
import { baseOf, convert, type ItemType } from './type.ts'

/** Answers from the facts as they come; undefined where the long way has to be gone. */
export type Direct = (facts: Facts) => Json | undefined

/** Under what name an input column finds its fact, and as what type; undefined when it is not simply a fact. */
export type FactOf = (name: string) => { name: string; type: ItemType; isDeclared?: boolean } | undefined

/**
 * The short way to the answer of a table: where its inputs are facts by name, its cells constants and its results constants
 * of the right type, a fact is looked up in the index as it comes, and nothing is made of it. Undefined for other tables.
 */
export function directTable(table: Table, type: ItemType, factOf: FactOf): Direct | undefined {
  const { index, policy, aggregation, outputs } = table
  const readers = table.inputs.map((input) => (input.allowed ? undefined : readerOf(input.ast, input.type, factOf)))
  const isList = policy === 'RULE ORDER' || (policy === 'COLLECT' && !aggregation)
  const isKnown = isList || policy === 'FIRST' || policy === 'UNIQUE'
  const answers = isKnown ? answersOf(table, isList ? { is: 'any' } : type) : undefined
  const isPlain = readers.every((reader) => reader !== undefined)
  if (!answers || !isPlain || index.asked.some((columns) => columns.length > 0)) return undefined
  if (isList && type.is !== 'any') return undefined
  const hasStandard = outputs.some(({ standard }) => standard !== undefined)
  const regions: number[] = readers.map(() => 0)
  return (facts) => {
    for (let at = 0; at < readers.length; at += 1) {
      const region = readers[at]!(index.columns[at]!, facts)
      if (region === undefined) return undefined
      regions[at] = region
    }
    return isList ? listed(index, regions, answers, hasStandard) : single(index, regions, answers, hasStandard, policy)
  }
}

function single(
  index: Index,
  regions: number[],
  answers: Json[],
  hasStandard: boolean,
  policy: string,
): Json | undefined {
  let found = -1
  let isBroken = false
  each(index, regions, (rule) => {
    if (found !== -1) isBroken = true
    else found = rule
    return policy !== 'FIRST' && !isBroken
  })
  if (isBroken) return undefined
  if (found === -1) return hasStandard ? undefined : null
  return fresh(answers[found]!)
}

function listed(index: Index, regions: number[], answers: Json[], hasStandard: boolean): Json | undefined {
  const found: Json[] = []
  each(index, regions, (rule) => {
    found.push(fresh(answers[rule]!))
    return true
  })
  if (found.length > 0) return found
  return hasStandard ? undefined : null
}

/** Nobody may change what the next one gets. */
function fresh(answer: Json): Json {
  return typeof answer === 'object' && answer !== null ? structuredCopy(answer) : answer
}

function structuredCopy(answer: Json): Json {
  if (Array.isArray(answer)) return answer.map(fresh)
  if (typeof answer !== 'object' || answer === null) return answer
  const copy: { [key: string]: Json } = { ...answer }
  for (const key in copy) if (typeof copy[key] === 'object') copy[key] = fresh(copy[key] as Json)
  return copy
}

/** The answer of each rule as plain data; undefined when one of them computes, or is not what it should be. */
function answersOf({ rules, outputs }: Table, type: ItemType): Json[] | undefined {
  const answers: Json[] = []
  for (const { entries } of rules) {
    const values: [string, Value][] = []
    for (const [at, { ast }] of entries.entries()) {
      const output = outputs[at]
      if (ast.is !== 'literal' || !output) return undefined
      const { value } = ast
      const isAllowed = value === null || !output.allowed || output.allowed.passes(value, nowhere())
      if (!isAllowed || convert(output.type, value, nowhere()) !== value) return undefined
      values.push([output.name, value])
    }
    const answer = values.length === 1 ? values[0]![1] : new Map(values)
    if (convert(type, answer, nowhere()) !== answer) return undefined
    answers.push(fromFeel(answer))
  }
  return answers
}

type Reader = (column: Column, facts: Facts) => number | undefined

function readerOf(ast: Ast, columnType: ItemType, factOf: FactOf): Reader | undefined {
  const fact = ast.is === 'name' ? factOf(ast.name) : undefined
  if (!fact || !isBare(fact.type) || !isBare(columnType)) return undefined
  const [first, second] = [baseOf(fact.type).name, baseOf(columnType).name]
  if (first && second && first !== second) return undefined
  const { name } = fact
  const type = first ?? second
  return (column, facts) => {
    if (Object.hasOwn(facts, name)) return regionOfFact(column, facts[name], type)
    // An input may also be given under its full name.
    return fact.isDeclared ? undefined : column.single.none
  }
}

/** A type without constraints, of which the form alone tells what it is. */
function isBare(type: ItemType): boolean {
  if ((type.tests?.length ?? 0) > 0) return false
  if (type.is === 'reference') return isBare(type.of?.() ?? { is: 'any' })
  return type.is === 'any' || type.is === 'simple'
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The region of a fact that is what its type says. */
function regionOfFact(column: Column, fact: unknown, type: string | undefined): number | undefined {
  if (fact === null || fact === undefined) return column.single.none
  if (typeof fact === 'number') {
    return (type ?? 'number') === 'number' && Number.isFinite(fact) ? regionOfNumber(column, fact) : undefined
  }
  if (typeof fact === 'boolean') {
    if ((type ?? 'boolean') !== 'boolean') return undefined
    return fact ? column.single.yes : column.single.no
  }
  if (typeof fact === 'string') {
    if ((type ?? 'string') === 'string') return regionOfText(column, fact)
    return regionOfWritten(column, fact, type)
  }
  if (typeof fact !== 'object' || !('$type' in fact) || !('value' in fact) || typeof fact.value !== 'string')
    return undefined
  return fact.$type === (type ?? fact.$type) ? regionOfWritten(column, fact.value, fact.$type) : undefined
}

function regionOfWritten(column: Column, text: string, type: unknown): number | undefined {
  if (type === 'number' && NUMBER.test(text)) return regionOfNumber(column, Number(text), text)
  const day = type === 'date' ? dayOf(text) : undefined
  return day === undefined ? undefined : regionOfDay(column, day)
}

const DATE = /^\d{4}-\d\d-\d\d$/

/** The number of the day that a text names; undefined when there is no such day. */
function dayOf(text: string): number | undefined {
  if (!DATE.test(text)) return undefined
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const isThere = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  return isThere ? dayNumber({ year, month, day }) : undefined
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
