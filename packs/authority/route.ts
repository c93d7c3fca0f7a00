import type { Json } from '#engine/types.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import type { Conclude, Concluding } from '#kernel/pack.ts'
import { resolve, type Source } from '#kernel/process/assign.ts'
import { Refused } from '#kernel/refused.ts'
import type { TableAnswer } from './dmn.ts'
import { onceEach } from './once.ts'
import { lettersOf, type Place, type Places } from './table.ts'
import { sayMoney } from './words.ts'

/** The steps of a route in their order; `check` is the 核 before the finance unit's own 审 or 会. */
export const stepNames = ['head', 'owner', 'check', 'finance', 'overseer', 'accountant', 'manager', 'board'] as const
export type Step = (typeof stepNames)[number]

/** One step: what is done, and by whom as a source for `assign`. */
export interface Stop {
  readonly act: '审' | '会' | '核' | '批'
  readonly who: Source
}

/**
 * The route of one case. `archive` gets it to file (备案), `handle` uses the seal (用印, 办理); `rule` is the row's text,
 * `notes` say where the route differs from the row and why.
 */
export type Route = { readonly [S in Step]: Stop | null } & {
  readonly rule: string
  readonly archive: { readonly who: Source } | null
  readonly handle: { readonly who: Source } | null
  readonly notes: readonly string[]
}

const labels: Readonly<Record<Step, string>> = {
  head: '部门负责人',
  owner: '归口部门',
  check: '财务核对人',
  finance: '财务',
  overseer: '分管领导',
  accountant: '总会计师',
  manager: '总经理',
  board: '总经理办公会',
}

/** Where an approval goes that its holder would give to himself. */
const above: Readonly<Partial<Record<Step, Step>>> = {
  head: 'overseer',
  owner: 'overseer',
  finance: 'overseer',
  overseer: 'manager',
  accountant: 'manager',
  manager: 'board',
}

/**
 * Turns a row's letters into people. Who starts a matter does not judge it (不相容岗位分离): a seat that only the starter
 * holds is left out, a check goes to the finance unit's head, a final approval goes up; each of them says so.
 * @throws Refused when no row applies: the words name what was asked for
 */
export const routeOf: Conclude = (answer, about) => {
  const { row, places } = answer as unknown as TableAnswer
  if (!row) throw new Refused('invalid', missingWords(about.facts))
  const seats = seatsOf(row, places, about)
  return withoutStarter(asWritten(row, seats, places), seats, about) as unknown as Json
}

type Draft = { steps: Record<Step, Stop | null>; rest: Pick<Route, 'rule' | 'archive' | 'handle'> }

type Row = NonNullable<TableAnswer['row']>
type Seats = Readonly<Record<Step, Source>>

/** Whom every step stands for in this case. */
function seatsOf(row: Row, places: Places, { facts }: Concluding): Seats {
  const unit = String(facts.unit ?? facts.createdUnit ?? '')
  return {
    head: { by: 'head', of: unit },
    owner: { by: 'unitHead', of: row.unit ?? '' },
    check: placeOf(places.checker),
    finance: placeOf(places.finance),
    overseer: { by: 'overseer', of: unit },
    accountant: placeOf(places.accountant),
    manager: placeOf(places.manager),
    board: placeOf(places.board),
  }
}

/** The row as it stands, seat by seat. A finance cell with 核 alone is one step, with another letter two. */
function asWritten(row: Row, seats: Seats, places: Places): Draft {
  const seat = (name: Exclude<Step, 'check'>): Stop | null => {
    const act = lettersOf(row[name] ?? '').find((letter) => ['审', '会', '批'].includes(letter))
    return act ? { act: act as Stop['act'], who: seats[name] } : null
  }
  const check: Stop | null = lettersOf(row.finance ?? '').includes('核') ? { act: '核', who: seats.check } : null
  const finance = seat('finance')
  const owner = lettersOf(row.owner ?? '')
  const handler = places.handlers?.[row.unit ?? '']
  return {
    steps: {
      head: seat('head'),
      owner: seat('owner'),
      check: finance ? check : null,
      finance: finance ?? check,
      overseer: seat('overseer'),
      accountant: seat('accountant'),
      manager: seat('manager'),
      board: seat('board'),
    },
    rest: {
      rule: row.rule ?? '',
      archive: owner.includes('备') ? { who: seats.owner } : null,
      handle: owner.includes('印') ? { who: handler ? placeOf(handler) : seats.owner } : null,
    },
  }
}

function withoutStarter({ steps, rest }: Draft, seats: Seats, about: Concluding): Route {
  const notes: string[] = []
  const own = (who: Source) => isOnly(about, who)
  for (const name of stepNames) {
    const stop = steps[name]
    if (!stop || !own(stop.who)) continue
    steps[name] = null
    if (stop.act === '核') {
      const head = seats.finance
      if (!own(head)) steps[name] = { act: '核', who: head }
      notes.push(`${labels[name]}是经办人本人，${own(head) ? '不再自核' : '改由财务部门负责人核对'}`)
    } else if (stop.act === '批') {
      const next = climb(name, seats, own)
      if (next) steps[next] = { act: '批', who: seats[next] }
      else steps[name] = stop
      notes.push(`${labels[name]}是经办人本人，${next ? `改由${labels[next]}批准` : '上面没有人可以批准'}`)
    } else notes.push(`${labels[name]}是经办人本人，不再自己审自己`)
  }
  const once = onceEach(steps, stepNames, labels, about)
  notes.push(...once.notes)
  return { ...once.steps, ...rest, archive: rest.archive && own(rest.archive.who) ? null : rest.archive, notes }
}

/** The next seat upwards that somebody else than the starter holds. */
function climb(from: Step, seats: Seats, own: (who: Source) => boolean): Step | undefined {
  const next = above[from]
  if (!next) return undefined
  return own(seats[next]) ? climb(next, seats, own) : next
}

/** The people of a source today; none when the place is vacant. */
export function holders(directory: Directory, who: Source): string[] {
  const { people, instead } = resolve(directory, who as unknown as Json, null)
  return instead ? [] : people
}

function isOnly({ directory, starter }: Concluding, who: Source): boolean {
  const found = holders(directory, who)
  return starter !== null && found.length > 0 && found.every((id) => id === starter)
}

/** A place by name as a source that assignment rules understand. */
export function placeOf(place: Place | undefined): Source {
  if (!place) return { by: 'position', of: '' }
  if ('unit' in place) return { by: 'unitHead', of: place.unit }
  if ('position' in place) return { by: 'position', of: place.position }
  return 'role' in place ? { by: 'role', of: place.role } : { by: 'committee', of: place.committee }
}

/** 「没有对应的审批权限：采购，8 万元，预算外。…」 with the values that were asked about. */
function missingWords(facts: Concluding['facts']): string {
  const asked = [
    String(facts.matter ?? '这件事'),
    facts.kind && String(facts.kind),
    facts.grade && `${facts.grade} 级`,
    facts.days != null && `${facts.days} 天`,
    facts.amount != null && sayMoney(Number(amountText(facts.amount))),
    typeof facts.budgeted === 'boolean' && (facts.budgeted ? '预算内' : '预算外'),
  ].filter(Boolean)
  return `没有对应的审批权限：${asked.join('，')}。请检查填的内容，或请审批权限表管理人补上这一行。你填的内容都还在。`
}

const amountText = (amount: unknown) =>
  typeof amount === 'object' && amount !== null && 'value' in amount ? amount.value : amount
