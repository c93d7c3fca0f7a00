import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import { toDmn } from '#packs/authority/dmn.ts'
import { routeOf } from '#packs/authority/route.ts'
import { standard } from '#packs/authority/standard.ts'
import type { AuthorityRow } from '#packs/authority/table.ts'
import { median, missedOf, type Result, tidy } from './result.ts'

const rules = 500
const rounds = 200
const limitMs = 1
const now = { now: '2026-03-02T01:00:00Z', zone: 'Asia/Shanghai' }

/**
 * How long a route takes from an authority table of 500 rows, DMN, people and all; asked for the last row, so that every
 * row before it is looked at. The floor is a loop over the same rows with the comparisons written by hand.
 */
export async function route(): Promise<Result> {
  const rows = manyRows()
  const table = await compileDecisions(toDmn({ rows, places: standard.places }))
  const directory = company()
  const facts = { matter: `事项 ${rules / 5 - 1}`, amount: 450_000, days: null, unit: 'u1', starter: 'p399' }
  const asked = () => routeOf(table.decide('authority', facts, now), { facts, directory, starter: 'p399' })
  const value = await timed(asked)
  const floor = await timed(() => byHand(facts.matter, facts.amount))
  return {
    bench: 'route',
    value: Math.round(value * 1e6) / 1e6,
    unit: 'ms',
    floor: Math.round(floor * 1e6) / 1e6,
    ratio: tidy(value / floor),
    rules,
    missed: missedOf([{ name: '一条路线', value, most: limitMs, unit: 'ms' }]),
  }
}

/** Five amounts for each of a hundred matters. */
function manyRows(): AuthorityRow[] {
  return Array.from({ length: rules }, (_, index) => ({
    matter: `事项 ${Math.floor(index / 5)}`,
    when: { amount: `≤${(index % 5) + 1}0 万元` },
    owner: '部门 7',
    does: { head: '审', owner: '会', finance: '会', overseer: '审', manager: '批' },
  }))
}

const limits = Array.from({ length: rules }, (_, index) => ({
  matter: `事项 ${Math.floor(index / 5)}`,
  most: ((index % 5) + 1) * 100_000,
}))

function byHand(matter: string, amount: number) {
  for (const row of limits) if (row.matter === matter && amount <= row.most) return row
  return undefined
}

/** Forty units and four hundred people: enough that finding them takes time. */
function company(): Directory {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((one) => [one.id, one]))
  const person = (n: number) => ({
    id: `p${n}`,
    name: `员工 ${n}`,
    no: `${n}`,
    sn: n,
    pinyin: '',
    initials: '',
    status: 'active',
  })
  const position = (n: number) => ({
    id: `s${n}`,
    name: n === 1 ? '总经理' : `岗位 ${n}`,
    unit: `u${(n % 40) + 1}`,
    rank: n <= 40 ? ('head' as const) : ('staff' as const),
  })
  return {
    edition: 1,
    day: '2026-03-02',
    units: byId(
      numbers(40).map((n) => ({ id: `u${n}`, name: n === 8 ? '财务部' : `部门 ${n}`, parent: null, order: n })),
    ),
    positions: byId(numbers(400).map(position)),
    people: byId(numbers(400).map(person)),
    appointments: numbers(400).map((n) => ({ person: `p${n}`, position: `s${n}`, kind: 'main' as const })),
    oversights: numbers(40).map((n) => ({ person: `p${(n % 3) + 2}`, unit: `u${n}` })),
    roles: [],
    committees: new Map(),
    members: [],
    delegations: [],
  }
}

/** The middle time of one run in milliseconds, each measured over a hundred. */
async function timed(run: () => unknown): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    for (let n = 0; n < 100; n += 1) run()
    times.push((performance.now() - from) / 100)
  }
  return median(times)
}
