import { aboveOf } from './above.ts'
import { columnOf, quoted } from './column.ts'
import type { AnyRecord } from './record.ts'
import { type Atom, alternatives, fieldOf, idsOf, type Me, type Who } from './who.ts'

/** The settings that the server puts on a reader's session: the person's rights, resolved once per request. */
export function settingsOf(me: Me): Readonly<Record<string, string>> {
  // Roles are typed by people: quoted, so that no comma or brace in one makes two, or none, of it.
  const list = (ids: readonly string[]) => `{${ids.map((id) => `"${id.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
  return {
    'jw.person': me.id,
    'jw.units': list(me.units),
    'jw.unit_tree': list(me.unitTree),
    'jw.heads': list(me.heads),
    'jw.oversees': list(me.oversees),
    'jw.roles': list(me.roles),
    'jw.stands_for': list(me.standsFor),
  }
}

/** The person of the session as SQL: null without a context, so that no context sees no rows. */
const sessionPerson = `(select nullif(current_setting('jw.person', true), '')::uuid)`

/**
 * A who-may rule as SQL conditions on a table by its alias, one for each alternative (one index each), read from the session's
 * settings. The same text filters lists and stands in the row-level security policy; scalar sub-selects are evaluated
 * once per query (measured: 12-37 ms on 2 M rows, correlated 600-880 ms).
 */
function conditions(def: AnyRecord, who: Who, at: string, above: Rule): string[] {
  return alternatives(who).map((atoms) => {
    // What compares nothing with the person would hold without one.
    const anybody = atoms.every((atom) => typeof atom === 'object' && 'field' in atom)
    return [
      ...(anybody ? [`${sessionPerson} is not null`] : []),
      ...atoms.map((atom) => condition(def, atom, at, above)),
    ].join(' and ')
  })
}

/** Rows shared with the person: by a todo, a copy, a team. */
const sharedCondition = (def: AnyRecord, at: string) =>
  `${at}.id in (select s.record_id from share s where s.person = ${sessionPerson} and s.record = '${def.name}')`

/**
 * Everything that lets a person read: the rule's alternatives, what was shared with them, what waits for their deputy.
 * @param at the alias of the record's table
 */
export const readConditions = (def: AnyRecord, at = 't'): string[] => everyCondition(def, at, readConditions)

/**
 * The same as the text of the table's row-level security policy. A row above is under a policy of its own, so that seeing it
 * is enough, and its rule is not evaluated twice for every row.
 */
export const policyConditions = (def: AnyRecord, at: string): string[] => everyCondition(def, at, () => [])

/** What must hold of a row above, by its definition and the alias of its table. */
type Rule = (above: AnyRecord, at: string) => string[]

function everyCondition(def: AnyRecord, at: string, above: Rule): string[] {
  const open = alternatives(def.allow.read).some((atoms) => atoms.length === 0)
  if (open) return conditions(def, 'everyone', at, above)
  return [...conditions(def, def.allow.read, at, above), sharedCondition(def, at), `${at}.id = any(${waiting})`]
}

/** Whether there can be rows that the person reads by the rule: what was shared is beside it. */
export const readsSome = (def: AnyRecord, me: Me): boolean =>
  alternatives(def.allow.read).some((atoms) => atoms.every((atom) => couldHold(atom, me)))

/**
 * The same for one person, as arms of a list: what can never hold for them is not there, one that always does stands
 * alone, and the planner sees the values and chooses the index (measured on 600,000 rows: 2-5 ms; from the session's
 * settings, which it cannot see, 200-400 ms).
 * @param slot puts a value among the query's parameters and returns its place
 * @param known fields that all rows of the list have in common, so that a row above is looked at once
 * @param few up to so many rows above are found first; who reads more of them meets one soon among the rows of the list
 */
export function readArms(
  def: AnyRecord,
  me: Me,
  slot: (value: unknown) => string,
  known: Readonly<Record<string, string>> = {},
  few = 1000,
): string[] {
  const possible = alternatives(def.allow.read).filter((atoms) => atoms.every((atom) => couldHold(atom, me)))
  const compared = possible.map((atoms) => atoms.filter((atom) => !(typeof atom === 'object' && 'role' in atom)))
  if (compared.some((atoms) => atoms.length === 0)) return ['true']
  const arms = compared.flatMap((atoms) =>
    atoms
      .map((atom) => comparisons(def, atom, me, slot, known, few))
      .reduce((left, right) => left.flatMap((a) => right.map((b) => `${a} and ${b}`))),
  )
  const shares = `select s.record_id from share s where s.person = ${slot(me.id)}::uuid and s.record = '${def.name}'`
  const waits = me.standsFor.length > 0 ? [`t.id in (select unnest(${waiting}))`] : []
  return [...arms, `t.id in (${shares})`, ...waits]
}

function couldHold(atom: Atom, me: Me): boolean {
  if (atom === 'todo') return false
  if ('role' in atom) return me.roles.includes(atom.role)
  return 'field' in atom || 'readable' in atom || idsOf(atom, me).length > 0
}

/** A condition with the person's own values, or two of which one holds; a single value keeps the order of its index. */
function comparisons(
  def: AnyRecord,
  atom: Atom,
  me: Me,
  slot: (value: unknown) => string,
  known: Readonly<Record<string, string>>,
  few: number,
): string[] {
  if (atom === 'todo' || 'role' in atom) return ['true']
  const column = `t.${quoted(columnOf(def, fieldOf(atom)).column)}`
  if ('readable' in atom) {
    const id = known[atom.readable]
    if (id === undefined) return amongRead(def, atom, me, slot, few)
    const above = aboveOf(def, atom.readable)
    const rule = readConditions(above).join(' or ')
    return [
      `exists (select from ${quoted(above.name)} t where t.id = ${slot(id)}::uuid${inStates(atom, 't')} and (${rule}))`,
    ]
  }
  if ('field' in atom) return [atom.is === null ? `${column} is null` : `${column}::text = ${slot(atom.is)}`]
  const ids = idsOf(atom, me)
  return ids.length === 1 ? [`${column} = ${slot(ids[0])}::uuid`] : [`${column} = any(${slot(ids)}::uuid[])`]
}

/**
 * The column names one of the rows above that the person reads. Few of those are found first, each way in by its own index,
 * and lead to the rows of the list by theirs; with many, each row of the list looks at the row above it. The counts are
 * taken once and leave one of the two arms unrun (measured on 600,000 rows: always the second took 1.4-2.4 s for who reads
 * little, always the first more than a minute for who reads all). Who reads every row above has no condition.
 */
function amongRead(def: AnyRecord, atom: Readable, me: Me, slot: (value: unknown) => string, few: number): string[] {
  const above = aboveOf(def, atom.readable)
  const column = `t.${quoted(columnOf(def, atom.readable).column)}`
  const arms = readArms(above, me, slot, {}, few)
  if (arms[0] === 'true' && !atom.in) return [`${column} is not null`]
  const found = arms
    .map((arm) => `(select t.id from ${quoted(above.name)} t where ${arm}${inStates(atom, 't')} limit ${few + 1})`)
    .join(' union ')
  const count = `(select count(*) from (${found}) a)`
  return [
    `${count} <= ${few} and ${column} = any(array(${found}))`,
    `${count} > ${few} and ${referred(def, atom, column, readConditions)}`,
  ]
}

type Readable = Extract<Atom, { readable: string }>

/** Led by a null, which equals nothing, so that a list of no states is a condition too. */
const inStates = (atom: Readable, at: string) =>
  atom.in ? ` and ${at}.status in (${['null', ...atom.in.map(literal)].join(', ')})` : ''

/**
 * The row that a column refers to may be read. It goes by its table's own name, which is in no statement twice, since
 * rules that lead from record to record never come back (proved at the start).
 */
function referred(def: AnyRecord, atom: Readable, column: string, rule: Rule): string {
  const above = aboveOf(def, atom.readable)
  const name = quoted(above.name)
  const rules = rule(above, name)
  const allowed = rules.length > 0 ? ` and (${rules.join(' or ')})` : ''
  return `exists (select from ${name} where ${name}.id = ${column}${inStates(atom, name)}${allowed})`
}

function condition(def: AnyRecord, atom: Atom, at: string, above: Rule): string {
  if (atom === 'todo') return 'false'
  if ('role' in atom) return `'${atom.role}' = any(${setting('jw.roles', 'text[]')})`
  const column = `${at}.${quoted(columnOf(def, fieldOf(atom)).column)}`
  if ('readable' in atom) return referred(def, atom, column, above)
  if ('field' in atom) return atom.is === null ? `${column} is null` : `${column} = ${literal(atom.is)}`
  if ('holder' in atom) return `${column} = ${sessionPerson}`
  return `${column} = any(${setting(settingName(atom), 'uuid[]')})`
}

function settingName(atom: Exclude<Atom, 'todo'>): string {
  if ('unit' in atom) return 'jw.units'
  if ('unitTree' in atom) return 'jw.unit_tree'
  return 'head' in atom ? 'jw.heads' : 'jw.oversees'
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`

/** Read once per query: the inner cast, too. The outer one changes nothing, but makes it a value to `any`, not a query. */
const setting = (name: string, type: string) =>
  `(select coalesce(nullif(current_setting('${name}', true), ''), '{}')::${type})::${type}`

/** Rows on which a todo waits for somebody whose deputy the person is, as long as it waits; reading.ts finds them. */
const waiting = setting('jw.waiting', 'uuid[]')
