import { FeelProblem } from './problem.ts'
import { need, type Reader, sees, skip, syntaxProblem, take, takeName, takePattern } from './reader.ts'
import type { Type, TypeName } from './values.ts'

const PLAIN: { [name: string]: TypeName } = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  list: 'list',
  context: 'context',
  function: 'function',
  range: 'range',
  null: 'null',
}

const LONG = /(?:date\s+and\s+time|days\s+and\s+time\s+duration|years\s+and\s+months\s+duration)(?![\p{L}\p{N}_])/uy
const DEPTH = 20

/** The type of a name that FEEL itself knows (DMN 1.5, 10.3.2.9); `dateTime` and such are the names of older models. */
export function plainType(name: string): Type | undefined {
  if (name === 'Any') return { is: 'Any' }
  const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined
  return plain && { is: 'plain', name: plain }
}

/** Reads a type expression such as `list<number>` or `function<string> -> boolean` (DMN 1.5, 10.3.1.2, rule 53). */
export function readType(reader: Reader, depth = 0): Type {
  if (depth > DEPTH) throw new FeelProblem(reader.at, `类型嵌套超过 ${DEPTH} 层。`)
  skip(reader)
  const at = reader.at
  const name = takePattern(reader, LONG)?.[0].replace(/\s+/g, ' ') ?? takeTypeName(reader)
  if (name === undefined) throw syntaxProblem(reader, at)
  if (Object.hasOwn(GENERIC, name) && sees(reader, '<')) return readGeneric(reader, name, depth + 1)
  const type = plainType(name) ?? reader.types(name)
  if (type) return type
  if (!reader.lenient) throw new FeelProblem(at, `不认识类型「${name}」。`)
  return { is: 'plain', name: 'null' }
}

const GENERIC = { list: true, range: true, context: true, function: true }

function takeTypeName(reader: Reader): string | undefined {
  let name = takeName(reader)
  while (name !== undefined && sees(reader, '.') && !sees(reader, '..')) {
    need(reader, '.')
    name = `${name}.${takeName(reader) ?? ''}`
  }
  return name
}

function readGeneric(reader: Reader, name: string, depth: number): Type {
  need(reader, '<')
  if (name === 'list' || name === 'range') {
    const of = readType(reader, depth)
    need(reader, '>')
    return { is: name, of }
  }
  return name === 'context' ? readMembers(reader, depth) : readSignature(reader, depth)
}

function readMembers(reader: Reader, depth: number): Type {
  const members = new Map<string, Type>()
  while (!take(reader, '>')) {
    if (members.size > 0) need(reader, ',')
    const member = takePattern(reader, /[^\s,:<>][^,:<>]*/y)?.[0].trim()
    if (!member) throw syntaxProblem(reader, reader.at)
    need(reader, ':')
    members.set(member, readType(reader, depth))
  }
  return { is: 'context', members }
}

function readSignature(reader: Reader, depth: number): Type {
  const parameters: Type[] = []
  while (!take(reader, '>')) {
    if (parameters.length > 0) need(reader, ',')
    parameters.push(readType(reader, depth))
  }
  need(reader, '->')
  return { is: 'function', parameters, result: readType(reader, depth) }
}
