import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'

/** What the tests prove of the inventory. `total` and `byDomain` count requirements; forms and golden numbers stand apart. */
export interface Tally {
  readonly total: number
  readonly covered: number
  readonly byDomain: Readonly<Record<string, { readonly total: number; readonly covered: number }>>
  /** Named forms (F) and golden numbers (X): aids to check the requirements, none of their own. */
  readonly checks: Readonly<Record<string, { readonly total: number; readonly covered: number }>>
}

/** One id of a `// @covers` line; empty where the line names none. */
export interface Claim {
  readonly file: string
  readonly line: number
  readonly id: string
}

const aids = new Set(['F', 'X'])

/** The ids that an inventory defines: the first cell of a table's row, such as `| POL-05 | …`, each once. */
export function idsIn(inventory: string): string[] {
  return [...new Set([...inventory.matchAll(/^\| ([A-Z]{3}-\d{2}|[FX]\d{1,2}) \|/gm)].map((found) => found[1] ?? ''))]
}

/** The ids that a test file names in lines `// @covers POL-05 ORG-03`, whether they exist or not. */
export function claimsIn(file: string, source: string): Claim[] {
  return source.split('\n').flatMap((text, index) => {
    const named = /^\s*\/\/ @covers\b(.*)$/.exec(text)?.[1]
    if (named === undefined) return []
    const ids = named.split(/[\s,，、]+/).filter(Boolean)
    return (ids.length > 0 ? ids : ['']).map((id) => ({ file, line: index + 1, id }))
  })
}

/** Counts by domain, which is the id without its number; an id counts once, however many tests name it. */
export function tally(ids: readonly string[], claims: readonly Claim[]): Tally {
  const claimed = new Set(claims.map(({ id }) => id))
  const domains = Object.entries(Object.groupBy(ids, domainOf)).map(([domain, own = []]) => {
    const covered = own.filter((id) => claimed.has(id)).length
    return [domain, { total: own.length, covered }] as const
  })
  const requirements = domains.filter(([domain]) => !aids.has(domain))
  const sum = (what: 'total' | 'covered') => requirements.reduce((so, [, counts]) => so + counts[what], 0)
  return {
    total: sum('total'),
    covered: sum('covered'),
    byDomain: Object.fromEntries(requirements),
    checks: Object.fromEntries(domains.filter(([domain]) => aids.has(domain))),
  }
}

const domainOf = (id: string) => id.replace(/-?\d+$/, '')

const contract = new URL('../../shared/mission/inventory.md', import.meta.url)
const list = new URL('../docs/inventory-ids.txt', import.meta.url)
const tests = '{engine,lab,kernel,packs,web,test,bin,bench}/**/*.test.{ts,tsx}'

/**
 * `npm run inventory` prints which requirements a test names, by domain and as one JSON object in the last line; ends
 * with 1 when a test names an id that does not exist. `npm run inventory -- write` brings docs/inventory-ids.txt, which
 * serves where the contract is not at hand, up to date with the contract.
 */
function main(): void {
  if (process.argv[2] === 'write') writeFileSync(list, `${idsIn(readFileSync(contract, 'utf8')).join('\n')}\n`)
  const kept = readFileSync(list, 'utf8').split('\n').filter(Boolean)
  const ids = existsSync(contract) ? idsIn(readFileSync(contract, 'utf8')) : kept
  const claims = globSync(tests)
    .sort()
    .flatMap((file) => claimsIn(file, readFileSync(file, 'utf8')))
  const unknown = claims.filter(({ id }) => !ids.includes(id))
  for (const { file, line, id } of unknown) console.error(`${file}:${line}：清单里没有“${id}”`)
  const stale = ids.join() !== kept.join()
  if (stale) console.error('docs/inventory-ids.txt 和清单不一致，请运行 npm run inventory -- write')
  const result = tally(ids, claims)
  print(result, ids, claims)
  console.log(JSON.stringify(result))
  process.exitCode = unknown.length > 0 || stale ? 1 : 0
}

function print({ byDomain, checks }: Tally, ids: readonly string[], claims: readonly Claim[]): void {
  for (const [domain, { total, covered }] of Object.entries({ ...byDomain, ...checks })) {
    const named = ids.filter((id) => domainOf(id) === domain && claims.some((claim) => claim.id === id))
    console.log(`${domain.padEnd(4)}${String(covered).padStart(3)}/${total}  ${named.join(' ')}`.trimEnd())
  }
}

if (process.argv[1] === import.meta.filename) main()
