import { advance } from '#engine/bpmn/advance.ts'
import { type Model, nodeByIndex } from '#engine/bpmn/model.ts'
import type { CaseState, Effect, Command as EngineCommand, Env } from '#engine/types.ts'
import type { Directory } from '../identity/directory.ts'
import { postOf } from '../identity/directory.ts'
import { holderName } from '../identity/standing-in.ts'
import { checkValues, type Values } from '../record/check.ts'
import { labelOf } from '../record/column.ts'
import type { Fields } from '../record/field.ts'
import { type Action, type AnyRecord, firstState } from '../record/record.ts'
import { holds, type Me } from '../record/who.ts'
import { Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { assignmentFunctions, resolve } from './assign.ts'
import { askDecision, caseFacts } from './decision.ts'

/** The way that a row would go if it were submitted now, with the names of today. */
export interface Foreseen {
  /** In order; steps of one stage are done at the same time. */
  readonly stages: readonly (readonly ForeseenStep[])[]
  /** What the decisions on the way say about it: by which rule, and who is left out and why. */
  readonly rule: string
  readonly notes: readonly string[]
  /** Why there is no way to show: what is still to be filled in, or that no rule covers it. */
  readonly hint: string
}
export interface ForeseenStep {
  readonly step: string
  readonly kind: 'todo' | 'read'
  readonly people: readonly string[]
  /** Why it goes to these people and not to whom the rule names. */
  readonly instead?: string
}

/** The action that sends a new row on its way. */
export const startOf = (def: AnyRecord): Action | undefined =>
  (Object.values(def.actions) as Action[]).find(
    ({ primary, starts, from }) => primary && starts && from.includes(firstState(def)),
  )

/**
 * Plays the process that submitting starts on what is filled in so far, with the engine itself, each step answered as the
 * applicant hopes; nothing is written. So it is right for every process, whoever drew it.
 * @param fields what the form holds; what cannot be read counts as not filled in
 * @throws Refused `forbidden` when the person may not make such a row
 */
export function foresee(server: Server, directory: Directory, me: Me, def: AnyRecord, fields: Values): Foreseen {
  const own = { createdBy: me.id, createdUnit: postOf(directory, me.id).unitId }
  const values = readable(def, fields)
  if (!holds(def.allow.create, me, { ...values, ...own })) throw new Refused('forbidden', `你不能发起${def.label}。`)
  const process = startOf(def)?.starts
  if (!process) return nothing('')
  const model = server.deployment.model(server.deployment.effective(process).id)
  const missing = missingOf(def, values, columnsOf(server, model))
  if (missing.length > 0) return nothing(`再填上${missing.slice(0, 3).join('、')}，就看得到由谁办。`)
  const row = { ...derivedRow(server, def, values), ...own, id: '', number: null, status: firstState(def), version: 1 }
  const env = envOf(
    server,
    directory,
    caseFacts({ ...server, directory }, { process, record: def.name, startedBy: me.id }, row),
    me,
  )
  try {
    return play(model, env, (effect) => stepOf(server, directory, me, effect))
  } catch (error) {
    if (error instanceof Refused) return nothing(error.message.replace('你填的内容都还在。', ''))
    throw error
  }
}

const nothing = (hint: string): Foreseen => ({ stages: [], rule: '', notes: [], hint })

/** Only what a person types, and of that only what is valid as it stands. */
function readable(def: AnyRecord, sent: Values): Values {
  const all: Fields = def.fields
  const typed = Object.entries(sent).filter(([name]) => all[name] && !all[name].derived && !all[name].identity)
  try {
    return checkValues(def, Object.fromEntries(typed), true)
  } catch (error) {
    if (!(error instanceof Refused) || !error.detail.fields) throw error
    const { fields: wrong } = error.detail
    return checkValues(def, Object.fromEntries(typed.filter(([name]) => !Object.hasOwn(wrong, name))), true)
  }
}

/** What the rule tables of a process are asked by: the texts of their input columns. */
function columnsOf({ deployment }: Server, { nodes }: Model): ReadonlySet<string> {
  const sources = nodes.flatMap((node) =>
    node.kind === 'rule' ? [deployment.decision(node.settings.name).source] : [],
  )
  const inputs = sources.flatMap((source) => [...source.matchAll(/<inputExpression[^>]*>\s*<text>([^<]*)</g)])
  return new Set(inputs.map(([, text = '']) => text.trim()))
}

/**
 * Required fields that may decide the way and are not filled in: numbers, days and lines, of which something may be
 * derived, and what a rule table asks for by name. Words and people do not decide it.
 */
function missingOf(def: AnyRecord, values: Values, columns: ReadonlySet<string>): string[] {
  const counts = ['number', 'money', 'date', 'month', 'lines']
  const isBlank = (value: unknown) => value == null || (Array.isArray(value) && value.length === 0)
  return Object.entries(def.fields as Fields)
    .filter(
      ([name, field]) =>
        field.required &&
        !field.derived &&
        !field.step &&
        (counts.includes(field.kind) || columns.has(name)) &&
        isBlank(values[name]),
    )
    .map(([name]) => labelOf(def, name))
}

function derivedRow({ registry, calendar }: Server, def: AnyRecord, values: Values): Values {
  const row = { ...Object.fromEntries(Object.keys(def.fields).map((name) => [name, null])), ...values }
  return def.derive ? { ...row, ...registry.derivations[def.derive]!(row, calendar) } : row
}

type Asking = Env & { refused?: Refused }

/** A decision that refuses ends the play: the engine would keep it as an incident. */
function envOf(server: Server, directory: Directory, facts: Env['facts'], me: Me): Asking {
  const now = server.clock()
  const env: Asking = { facts, now: now.toISOString(), zone: server.calendar.zone, functions: assignmentFunctions }
  env.decide = (name, asked) => {
    try {
      return askDecision({ ...server, directory }, name, asked, now, me.id)
    } catch (error) {
      if (error instanceof Refused) env.refused = error
      throw error
    }
  }
  return env
}

type TodoEffect = Extract<Effect, { kind: 'todo' }>
const mostRounds = 60

function play(model: Model, env: Asking, say: (effect: TodoEffect) => ForeseenStep): Foreseen {
  const stages: ForeseenStep[][] = []
  let { state, effects } = moved(model, undefined, { kind: 'start' }, env)
  for (let round = 0; round < mostRounds && effects.length > 0; round += 1) {
    const todos = effects.filter((effect) => effect.kind === 'todo')
    if (todos.length > 0) stages.push(todos.map(say))
    const answers = effects.flatMap((effect) => answerTo(model, effect))
    effects = []
    for (const command of answers) {
      if (!state.tokens.some(({ id }) => id === command.token)) continue
      const next = moved(model, state, command, env)
      state = next.state
      effects.push(...next.effects)
    }
  }
  return { stages, ...saidBy(state), hint: '' }
}

function moved(model: Model, state: CaseState | undefined, command: EngineCommand, env: Asking) {
  const next = advance(model, state, command, env)
  if (env.refused) throw env.refused
  return next
}

type Answer = Extract<EngineCommand, { kind: 'complete' | 'timer' }>

/** What the applicant hopes for: agreed, carried out, the time has come. */
function answerTo(model: Model, effect: Effect): Answer[] {
  if (effect.kind === 'service' || effect.kind === 'send' || effect.kind === 'call')
    return [{ kind: 'complete', token: effect.token }]
  if (effect.kind === 'timer')
    return nodeByIndex(model, effect.node).kind === 'catch' ? [{ kind: 'timer', token: effect.token }] : []
  if (effect.kind !== 'todo') return []
  const { outcomes } = effect.settings
  const key = (outcomes.find(({ primary }) => primary) ?? outcomes[0])?.key ?? 'read'
  return [{ kind: 'complete', token: effect.token, vars: { [nodeByIndex(model, effect.node).id]: key, outcome: key } }]
}

function stepOf({ registry }: Server, directory: Directory, me: Me, effect: TodoEffect): ForeseenStep {
  const { kind } = effect.settings
  const starter = kind === 'read' ? null : me.id
  const { people, instead } = resolve(directory, effect.assign, starter, registry.roles)
  return {
    step: effect.name,
    kind,
    people: people.map((id) => holderName(directory, id, starter)),
    ...(instead ? { instead } : {}),
  }
}

/** Conclusions of decisions carry `rule` and `notes` for people; see Conclude in pack.ts. */
function saidBy({ vars }: CaseState): Pick<Foreseen, 'rule' | 'notes'> {
  const said = Object.values(vars).flatMap((value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? [value] : [],
  )
  const rules = said.flatMap(({ rule }) => (typeof rule === 'string' ? [rule] : []))
  const notes = said.flatMap(({ notes }) => (Array.isArray(notes) ? notes.map(String) : []))
  return { rule: rules[0] ?? '', notes: [...new Set(notes)] }
}
