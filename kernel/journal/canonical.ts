/**
 * A value as canonical JSON after RFC 8785 (JCS): members sorted by UTF-16 code units, no spaces, numbers and strings as
 * ECMAScript writes them. What JSON cannot carry is treated as JSON.stringify treats it, since that is how it reaches the
 * database: undefined members are left out, elsewhere they are null; dates are ISO text.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON())
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && typeof member !== 'function')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

/**
 * Whether every number in a text of `jsonb` is one that JavaScript holds exactly. PostgreSQL keeps numbers of any length;
 * digits added beyond the seventeenth would otherwise not change what is read.
 */
export function exactNumbers(json: string): boolean {
  if (!/[\d.]{16}/.test(json)) return true
  let exact = true
  const look = (_: string, value: unknown, { source }: { source?: string }) => {
    if (typeof value === 'number' && plain(value) !== source) exact = false
    return value
  }
  // The third argument is ECMAScript 2026 (JSON.parse source text access), which the type library does not know yet.
  JSON.parse(json, look as (key: string, value: unknown) => unknown)
  return exact
}

/** A number without exponent, as PostgreSQL prints `numeric`. */
function plain(value: number): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length)
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
