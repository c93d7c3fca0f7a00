/** A word of an expression: a name, a number, a text (already unquoted), or a sign. */
export type Token = { kind: 'name' | 'number' | 'text' | 'sign'; text: string }

const PATTERN =
  /\s*(?:([A-Za-z_$\u4e00-\u9fff][\w$\u4e00-\u9fff]*)|(\d+(?:\.\d+)?)[LlFfDd]?|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(===|!==|==|!=|<=|>=|&&|\|\||\?\.|[-+*/%<>!?:.,()[\]{};=]))/y

/** Cuts an expression of JUEL, Groovy or JavaScript into words. What is none of them comes back as a sign of its own. */
export function tokens(code: string): Token[] {
  const found: Token[] = []
  let at = 0
  const end = code.trimEnd().replace(/;$/, '').length
  while (at < end) {
    PATTERN.lastIndex = at
    const match = PATTERN.exec(code)
    if (!match) {
      found.push({ kind: 'sign', text: code.slice(at).trim().slice(0, 1) })
      return found
    }
    at = PATTERN.lastIndex
    if (at <= end) found.push(tokenOf(match))
  }
  return found
}

function tokenOf([, name, number, single, double, sign]: RegExpExecArray): Token {
  if (name !== undefined) return { kind: 'name', text: name }
  if (number !== undefined) return { kind: 'number', text: number }
  const text = single ?? double
  return text === undefined ? { kind: 'sign', text: sign ?? '' } : { kind: 'text', text: unquoted(text) }
}

function unquoted(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, one: string) => ({ n: '\n', t: '\t', r: '\r' })[one] ?? one)
}
