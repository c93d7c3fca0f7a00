import { addWorkdays, type Calendar, dayOf } from '#kernel/calendar/workday.ts'
import type { Sql } from '#kernel/db.ts'
import type { ClauseRef } from '#kernel/http/contract.ts'
import { explainAll } from '#kernel/inbox/todos.ts'
import type { Asked, Registry } from '#kernel/pack.ts'
import type { AnyRecord } from '#kernel/record/record.ts'
import { holds } from '#kernel/record/who.ts'
import { Refused } from '#kernel/refused.ts'
import { fromDmn } from './dmn.ts'
import { type Question, readQuestion } from './question.ts'
import { type AuthorityRow, type Condition, conditions } from './table.ts'
import { factsFrom, type RouteView, routeView } from './views.ts'
import { sayMoney } from './words.ts'

/** What the system says to a question: the clauses that bear on it, who would approve, and where one starts. */
export interface AnswerView {
  /** What was understood, e.g. 「请假 · 5 天」; empty when the question names no matter. */
  readonly understood: string
  readonly clauses: readonly ClauseRef[]
  readonly route: RouteView | null
  /** What is missing for a route, or why there is none. */
  readonly hint: string
  readonly start: { readonly record: string; readonly label: string; readonly path: string } | null
}

/** GET /api/view/authority/ask?q=请假 5 天 谁批: a policy that answers, with the route that I would go today. */
export async function askView(asked: Asked): Promise<AnswerView> {
  const { registry, deployment } = asked.server
  const { rows } = fromDmn(deployment.decision('authority').source)
  const said = understood(asked.params.q ?? '', registry, rows)
  const form = said.matter ? formOf(registry, said.matter) : undefined
  const clauses = await clausesFor(asked.sql, registry, said, form)
  return {
    understood: said.matter ? sayQuestion(said) : '',
    clauses: clauses.slice(0, 3),
    ...(said.matter ? routeFor(asked, said, rows) : { route: null, hint: '' }),
    start: form ? startFor(asked, form.def, said) : null,
  }
}

interface Form {
  readonly def: AnyRecord
  readonly process: string
}

/** The question, read with the names of the forms that stand for a matter and of the matters themselves. */
function understood(q: string, registry: Registry, rows: readonly AuthorityRow[]): Question {
  const names = [...new Set(rows.map(({ matter }) => matter))].map((matter) => {
    const form = formOf(registry, matter)
    return { matter, names: form ? [form.def.label, ...(form.def.alias ?? [])] : [] }
  })
  const kinds = Map.groupBy(rows, ({ matter }) => matter)
  const wordsOf = (group: readonly AuthorityRow[]) => group.flatMap(({ when }) => when.kind ?? [])
  const numberOf = (group: readonly AuthorityRow[]) => (group.some(({ when }) => when.amount) ? 'amount' : 'days')
  return readQuestion(
    q,
    names,
    Object.fromEntries([...kinds].map(([matter, group]) => [matter, wordsOf(group)])),
    Object.fromEntries([...kinds].map(([matter, group]) => [matter, numberOf(group)])),
  )
}

function formOf(registry: Registry, matter: string): Form | undefined {
  const [process, def] = Object.entries(registry.processes).find(([, one]) => one.matter === matter) ?? []
  const record = def && registry.records[def.on]
  return process && record ? { def: record, process } : undefined
}

function sayQuestion({ matter, days, amount, grade, budgeted, kind }: Question): string {
  const parts = [
    matter,
    days !== null && `${days} 天`,
    amount !== null && sayMoney(amount),
    grade && `${grade} 级`,
    budgeted !== null && (budgeted ? '预算内' : '预算外'),
    kind,
  ]
  return parts.filter(Boolean).join(' · ')
}

function routeFor(asked: Asked, said: Question, rows: readonly AuthorityRow[]): Pick<AnswerView, 'route' | 'hint'> {
  const own = rows.filter(({ matter }) => matter === said.matter)
  const used = (name: Condition) => own.some(({ when }) => when[name])
  const unsaid = (['days', 'amount', 'grade', 'kind'] as const).filter((name) => used(name) && said[name] === null)
  if (unsaid.length > 0)
    return { route: null, hint: `再写上${unsaid.map((name) => conditions[name].label).join('、')}，就知道谁批` }
  // Nobody who asks says that it is in the budget; outside of it is what one says.
  const facts = { ...factsFrom(asked, {}), ...said, budgeted: used('budgeted') ? (said.budgeted ?? true) : null }
  try {
    return { route: routeView(asked, facts), hint: '' }
  } catch (error) {
    if (error instanceof Refused) return { route: null, hint: error.message.replace('你填的内容都还在。', '') }
    throw error
  }
}

/** The form with what the question says filled in, as far as one types it oneself. */
function startFor({ me, server, now }: Asked, def: AnyRecord, said: Question): AnswerView['start'] {
  if (!holds(def.allow.create, me, { createdBy: me.id, createdUnit: me.units[0] ?? null })) return null
  const typed = (name: string) => def.fields[name] !== undefined && !def.fields[name].derived
  const plain = (['days', 'amount', 'grade', 'budgeted'] as const).flatMap((name) =>
    said[name] !== null && typed(name) ? [[name, String(said[name])]] : [],
  )
  const span = typed('since') && typed('until') && said.days ? spanOf(said.days, now, server.calendar) : {}
  const half = said.days && said.days % 1 !== 0 && typed('untilHalf') && 'until' in span ? { untilHalf: 'morning' } : {}
  const query = new URLSearchParams({ ...Object.fromEntries(plain), ...span, ...half }).toString()
  return { record: def.name, label: `发起${def.label}`, path: `/r/${def.name}/new${query && `?${query}`}` }
}

/** So many working days from the next one on. */
function spanOf(days: number, now: Date, calendar: Calendar): { since: string; until: string } {
  const since = addWorkdays(dayOf(now, calendar), 1, calendar)
  return { since, until: addWorkdays(since, Math.ceil(days) - 1, calendar) }
}

/** First the clauses that a form or step carries out, then those that say the question's words. */
async function clausesFor(sql: Sql, registry: Registry, said: Question, form: Form | undefined): Promise<ClauseRef[]> {
  const steps = Object.keys((form && registry.processes[form.process]?.asks) ?? {})
  const targets = form ? [form.def.name, form.process, ...steps.map((step) => `${form.process}/${step}`)] : []
  const carried = await explainAll(registry, sql, targets)
  const spoken = await clausesByWords(sql, [...(said.matter ? [said.matter] : []), ...said.words])
  // Many clauses name a matter in passing; the one that is titled by it is about it.
  const titled = ({ label }: ClauseRef) => said.matter !== null && label.includes(said.matter)
  const asking = targets.flatMap((target) => carried.get(target) ?? [])
  const all = [...asking.filter(titled), ...asking.filter((one) => !titled(one)), ...spoken]
  return all.filter(
    (one, index) => all.findIndex((other) => other.policy === one.policy && other.anchor === one.anchor) === index,
  )
}

/** Clauses in force that hold pieces of the words, those with the most and rarest pieces first; a title counts twice. */
async function clausesByWords(sql: Sql, words: readonly string[]): Promise<ClauseRef[]> {
  const pieces = [...new Set(words.flatMap(pairsOf))].slice(0, 12)
  if (pieces.length === 0) return []
  const { rows } = await sql.query<ClauseRef>(
    `select p.id as policy, p.title as "policyTitle", c.anchor, trim(concat(c.label, ' ', c.title)) as label, coalesce(c.text, c.title) as text
     from clause c join policy p on p.id = c.policy
     cross join lateral (select sum((c.title like '%' || w || '%')::int * 2 + (coalesce(c.text, '') like '%' || w || '%')::int) as score
       from unnest($1::text[]) as w) s
     where c.status = 'active' and p.status = 'effective' and s.score > $2 and c.level not in ('篇', '章', '节')
     order by s.score desc, c."order" limit 5`,
    [pieces.map((piece) => piece.replaceAll(/[\\%_]/g, '\\$&')), Math.floor(pieces.length / 3)],
  )
  return rows
}

/** The pairs of neighbouring characters: what Chinese words are found by. */
const pairsOf = (word: string) =>
  Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
