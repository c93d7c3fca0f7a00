import type { Json } from '#engine/types.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import type { Conclude, Concluding } from '#kernel/pack.ts'
import { resolve } from '#kernel/process/assign.ts'
import { Refused } from '#kernel/refused.ts'
import type { TableAnswer } from './dmn.ts'
import { lettersOf, type Place, type Places } from './table.ts'
import { sayMoney } from './words.ts'

/** The steps of a route in their order; `check` is the 核 before the finance unit's own 审 or 会. */
export const stepNames = ['head', 'owner', 'check', 'finance', 'overseer', 'accountant', 'manager', 'board'] as const
type Step = (typeof stepNames)[number]

/** A source of people, as assignment rules understand it: the holders of a position, the head of a unit … */
export interface Holder {
  readonly by: 'role' | 'position' | 'head' | 'overseer' | 'committee'
  readonly of: string
}

/** One step: what is done, and by whom as a source for `assign`. */
export interface Stop {
  readonly act: '审' | '会' | '核' | '批'
  readonly who: Holder
}

/**
 * The route of one case. `archive` gets it to file (备案), `handle` uses the seal (用印, 办理); `rule` is the row's text,
 * `notes` say where the route differs from the row and why.
 */
export type Route = { readonly [S in Step]: Stop | null } & {
  readonly rule: string
  readonly archive: { readonly who: Holder } | null
  readonly handle: { readonly who: Holder } | null
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
  return withoutStarter(asWritten(row, places, about), places, about) as unknown as Json
}

type Draft = { steps: Record<Step, Stop | null>; rest: Pick<Route, 'rule' | 'archive' | 'handle'> }

/** The row as it stands, seat by seat. */
function asWritten(row: NonNullable<TableAnswer['row']>, places: Places, about: Concluding): Draft {
  const { directory } = about
  const owner: Holder = { by: 'head', of: unitId(directory, row.unit) }
  const finance = lettersOf(row.finance ?? '')
  const stop = (letters: readonly string[], who: Holder): Stop | null => {
    const act = letters.find((letter) => ['审', '会', '批'].includes(letter))
    return act ? { act: act as Stop['act'], who } : null
  }
  const seat = (cell: string | null | undefined, who: Holder) => stop(lettersOf(cell ?? ''), who)
  const check: Stop | null = finance.includes('核') ? { act: '核', who: holderOf(directory, places.checker) } : null
  const sign = stop(finance, holderOf(directory, places.finance))
  const ownerLetters = lettersOf(row.owner ?? '')
  const handler = places.handlers?.[row.unit ?? '']
  return {
    steps: {
      head: seat(row.head, headHolder(about)),
      owner: seat(row.owner, owner),
      check: sign ? check : null,
      finance: sign ?? check,
      overseer: seat(row.overseer, { by: 'overseer', of: unitOf(about) }),
      accountant: seat(row.accountant, holderOf(directory, places.accountant)),
      manager: seat(row.manager, holderOf(directory, places.manager)),
      board: seat(row.board, holderOf(directory, places.board)),
    },
    rest: {
      rule: row.rule ?? '',
      archive: ownerLetters.includes('备') ? { who: owner } : null,
      handle: ownerLetters.includes('印') ? { who: handler ? holderOf(directory, handler) : owner } : null,
    },
  }
}

function withoutStarter({ steps, rest }: Draft, places: Places, about: Concluding): Route {
  const notes: string[] = []
  const own = (who: Holder) => isOnly(about, who)
  const seats = holdersOf(places, about)
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
  for (const name of stepNames)
    if (steps[name] && holders(about.directory, steps[name].who).length === 0) notes.push(`${labels[name]}现在空缺`)
  return { ...steps, ...rest, archive: rest.archive && own(rest.archive.who) ? null : rest.archive, notes }
}

/** The next seat upwards that somebody else than the starter holds. */
function climb(from: Step, seats: Readonly<Record<Step, Holder>>, own: (who: Holder) => boolean): Step | undefined {
  const next = above[from]
  if (!next) return undefined
  return own(seats[next]) ? climb(next, seats, own) : next
}

const holdersOf = (places: Places, about: Concluding): Readonly<Record<Step, Holder>> => {
  const { directory } = about
  const finance = holderOf(directory, places.finance)
  return {
    head: headHolder(about),
    owner: { by: 'head', of: '' },
    check: holderOf(directory, places.checker),
    finance,
    overseer: { by: 'overseer', of: unitOf(about) },
    accountant: holderOf(directory, places.accountant),
    manager: holderOf(directory, places.manager),
    board: holderOf(directory, places.board),
  }
}

/** The people of a source today; none when the place is vacant. */
export function holders(directory: Directory, who: Holder): string[] {
  const { people, instead } = resolve(directory, who as unknown as Json, null)
  return instead ? [] : people
}

function isOnly({ directory, starter }: Concluding, who: Holder): boolean {
  const found = holders(directory, who)
  return starter !== null && found.length > 0 && found.every((id) => id === starter)
}

const unitOf = ({ facts }: Concluding) => String(facts.unit ?? facts.createdUnit ?? '')
const headHolder = (about: Concluding): Holder => ({ by: 'head', of: unitOf(about) })

/** A place by name as a source that assignment rules understand. */
export function holderOf(directory: Directory, place: Place | undefined): Holder {
  if (!place) return { by: 'head', of: '' }
  if ('unit' in place) return { by: 'head', of: unitId(directory, place.unit) }
  if ('position' in place) return { by: 'position', of: place.position }
  return 'role' in place ? { by: 'role', of: place.role } : { by: 'committee', of: place.committee }
}

const unitId = (directory: Directory, name: string | null | undefined): string =>
  [...directory.units.values()].find((unit) => unit.name === name)?.id ?? ''

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
