import { type Token, tokens } from './tokens.ts'

/** An expression of another language that has no equal in FEEL; the message says in Chinese what stops it. */
export class Untranslatable extends Error {}

/**
 * A value as other products write it, in FEEL: `${a == 'x'}` and `#{…}` of JUEL, a text with `${…}` inside, `=a` of Camunda 8
 * (FEEL already), else the text itself as a FEEL string. Throws `Untranslatable`.
 */
export function valueToFeel(written: string): string {
  const text = written.trim()
  if (text.startsWith('=')) return text.slice(1).trim()
  const whole = /^[$#]\{([\s\S]*)\}$/.exec(text)
  if (whole && isOneExpression(text)) return codeToFeel(whole[1] ?? '')
  if (!/[$#]\{/.test(text)) return quote(text)
  const parts = text.split(/([$#]\{[^}]*\})/).filter((part) => part !== '')
  return parts
    .map((part) => (/^[$#]\{/.test(part) ? `string(${codeToFeel(part.slice(2, -1))})` : quote(part)))
    .join(' + ')
}

/** True for text that holds an expression of one of these products, false for a plain text. */
export function isExpression(written: string): boolean {
  return /^\s*=/.test(written) || /[$#]\{/.test(written)
}

/**
 * Code of JUEL, or a simple condition in Groovy or JavaScript, in FEEL: comparisons, `&&` `||` `!`, arithmetic, `a ? b : c`,
 * `empty a`, property and index access, and the methods of texts and lists that FEEL has a function for. Throws
 * `Untranslatable` for anything else, such as a call of a bean.
 */
export function codeToFeel(code: string): string {
  const parser: Parser = { tokens: tokens(code), at: 0 }
  const feel = ternary(parser)
  if (parser.at < parser.tokens.length) throw new Untranslatable(`「${peek(parser)?.text}」这里读不懂`)
  return feel
}

/** A FEEL string literal. */
export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}

type Parser = { tokens: Token[]; at: number }

function isOneExpression(text: string): boolean {
  const close = text.indexOf('}')
  return close === text.length - 1 || !/[$#]\{/.test(text.slice(2))
}

function peek(parser: Parser): Token | undefined {
  return parser.tokens[parser.at]
}

function take(parser: Parser, ...texts: string[]): string | undefined {
  const token = peek(parser)
  if (!token || token.kind === 'text' || !texts.includes(token.text)) return undefined
  parser.at += 1
  return token.text
}

function need(parser: Parser, text: string): void {
  if (!take(parser, text)) throw new Untranslatable(`少了「${text}」`)
}

function ternary(parser: Parser): string {
  const condition = binary(parser, 0)
  if (!take(parser, '?')) return condition
  const yes = ternary(parser)
  need(parser, ':')
  return `if ${condition} then ${yes} else ${ternary(parser)}`
}

/** From weak to strong; each operator with its word in FEEL. */
const LEVELS: { [operator: string]: string }[] = [
  { '||': 'or', or: 'or' },
  { '&&': 'and', and: 'and' },
  { '==': '=', '===': '=', eq: '=', '!=': '!=', '!==': '!=', ne: '!=' },
  { '<': '<', '<=': '<=', '>': '>', '>=': '>=', lt: '<', le: '<=', gt: '>', ge: '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', div: '/', '%': '%', mod: '%' },
]

function binary(parser: Parser, level: number): string {
  const operators = LEVELS[level]
  if (!operators) return unary(parser)
  let left = binary(parser, level + 1)
  for (let found = take(parser, ...Object.keys(operators)); found; found = take(parser, ...Object.keys(operators))) {
    const operator = operators[found] ?? found
    const right = binary(parser, level + 1)
    left = operator === '%' ? `modulo(${left}, ${right})` : `${left} ${operator} ${right}`
  }
  return left
}

function unary(parser: Parser): string {
  if (take(parser, '!', 'not')) return `not(${unary(parser)})`
  if (take(parser, 'empty')) return isEmpty(unary(parser))
  if (take(parser, '-')) return `-${unary(parser)}`
  return postfix(parser, primary(parser))
}

function isEmpty(feel: string): string {
  return `list contains([null, "", []], ${feel})`
}

function primary(parser: Parser): string {
  const token = peek(parser)
  if (!token) throw new Untranslatable('表达式没有写完')
  parser.at += 1
  if (token.kind === 'text') return quote(token.text)
  if (token.kind === 'number') return token.text
  if (token.text === '(') {
    const inner = ternary(parser)
    need(parser, ')')
    return `(${inner})`
  }
  if (token.kind !== 'name') throw new Untranslatable(`「${token.text}」这里读不懂`)
  if (take(parser, '(')) return called(token.text, args(parser))
  return VARIABLE_HOLDERS.includes(token.text) ? holder(parser, token.text) : token.text
}

/** Objects of the products that hold the variables: `execution.getVariable("a")` is `a`. */
const VARIABLE_HOLDERS = ['execution', 'variables', 'variableScope', 'vars', 'caseExecution']

function holder(parser: Parser, name: string): string {
  need(parser, '.')
  const method = peek(parser)?.text ?? ''
  parser.at += 1
  if (!take(parser, '(')) return method
  const [variable] = args(parser)
  if (!/^(getVariable|getVariableLocal|get|getOrDefault)$/.test(method) || !/^"\w+"$/.test(variable ?? '')) {
    throw new Untranslatable(`${name}.${method}(…) 在这里没有`)
  }
  return variable?.slice(1, -1) ?? ''
}

function called(name: string, given: string[]): string {
  if (name === 'getVariable' && /^"\w+"$/.test(given[0] ?? '')) return given[0]?.slice(1, -1) ?? ''
  throw new Untranslatable(`函数 ${name}(…) 在这里没有`)
}

function args(parser: Parser): string[] {
  const given: string[] = []
  while (!take(parser, ')')) {
    if (given.length > 0) need(parser, ',')
    given.push(ternary(parser))
  }
  return given
}

function postfix(parser: Parser, start: string): string {
  let feel = start
  for (;;) {
    if (take(parser, '.', '?.')) feel = member(parser, feel)
    else if (take(parser, '[')) feel = index(parser, feel)
    else return feel
  }
}

function index(parser: Parser, feel: string): string {
  const key = ternary(parser)
  need(parser, ']')
  if (/^"\w+"$/.test(key)) return `${feel}.${key.slice(1, -1)}`
  return /^\d+$/.test(key) ? `${feel}[${Number(key) + 1}]` : `${feel}[${key} + 1]`
}

function member(parser: Parser, feel: string): string {
  const token = peek(parser)
  if (token?.kind !== 'name') throw new Untranslatable('「.」后面要有名字')
  parser.at += 1
  if (!take(parser, '(')) return token.text === 'length' ? `count(${feel})` : `${feel}.${token.text}`
  const given = args(parser)
  const method = Object.hasOwn(METHODS, token.text) ? METHODS[token.text] : undefined
  if (method) return method(feel, given)
  const getter = /^(?:get|is)([A-Z]\w*)$/.exec(token.text)?.[1]
  if (getter && given.length === 0) return `${feel}.${getter[0]?.toLowerCase()}${getter.slice(1)}`
  throw new Untranslatable(`方法 ${token.text}(…) 在 FEEL 里没有对应的函数`)
}

const METHODS: { [method: string]: (feel: string, given: string[]) => string } = {
  equals: (feel, [other]) => `${feel} = ${other}`,
  equalsIgnoreCase: (feel, [other]) => `lower case(${feel}) = lower case(${other})`,
  contains: (feel, [part]) => `contains(${feel}, ${part})`,
  includes: (feel, [part]) => `contains(${feel}, ${part})`,
  startsWith: (feel, [part]) => `starts with(${feel}, ${part})`,
  endsWith: (feel, [part]) => `ends with(${feel}, ${part})`,
  matches: (feel, [pattern]) => `matches(${feel}, ${pattern})`,
  size: (feel) => `count(${feel})`,
  length: (feel) => `string length(${feel})`,
  isEmpty: (feel: string) => isEmpty(feel),
  toUpperCase: (feel) => `upper case(${feel})`,
  toLowerCase: (feel) => `lower case(${feel})`,
  toString: (feel: string) => `string(${feel})`,
  intValue: (feel) => `number(string(${feel}))`,
  get: (feel, [key]) => (/^"\w+"$/.test(key ?? '') ? `${feel}.${key?.slice(1, -1)}` : `${feel}[${key} + 1]`),
}
