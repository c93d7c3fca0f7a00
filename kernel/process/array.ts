/**
 * An array as PostgreSQL reads it, written by hand: node-postgres looks at every element and quotes it, which took a fifth
 * of a flush. What cannot hold a comma, brace, quote or space (`plain`) goes as it is; JSON holds no raw control characters,
 * so that quoting it as JSON once more is quoting it for the array.
 */
export function arrayLiteral(values: readonly unknown[], plain: boolean | 'json'): string {
  if (values.length === 0) return '{}'
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (index > 0) text += ','
    if (value === null || value === undefined) text += 'NULL'
    else if (plain === true) text += String(value)
    else text += plain === 'json' ? JSON.stringify(value) : quotedElement(String(value))
  }
  return `${text}}`
}

/** How the values of a type are quoted in an array: not at all, as JSON, or as text. */
export const isPlain = (type: string): boolean | 'json' => (type === 'jsonb' ? 'json' : plainTypes.has(type))

const plainTypes = new Set([
  'uuid',
  'integer',
  'smallint',
  'bigint',
  'boolean',
  'double precision',
  'timestamptz',
  'date',
])

const quotedElement = (text: string) =>
  /["\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`
