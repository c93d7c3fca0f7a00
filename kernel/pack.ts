import type { Facts, Json } from '#engine/types.ts'
import type { Calendar } from './calendar/workday.ts'
import type { Sql } from './db.ts'
import type { Stage } from './demo.ts'
import type { Guide } from './guide.ts'
import type { Card, ClauseRef } from './http/contract.ts'
import type { Directory } from './identity/directory.ts'
import { identityDerivations } from './identity/names.ts'
import { identityRecords, roleHolder } from './identity/records.ts'
import { identityRules } from './identity/rules.ts'
import { type Setup, setupCompany } from './identity/setup.ts'
import { problemsOf } from './problems.ts'
import { alone, type Rule } from './process/work.ts'
import { withAbove } from './record/above.ts'
import type { Records } from './record/record.ts'
import type { Me } from './record/who.ts'
import type { Server } from './server.ts'
import type { Sheet } from './xlsx.ts'

/**
 * A place in the navigation: a record's list, or a page of the pack's own, for everybody or for some roles. `at` is its
 * place among the entries of its menu, 50 when not said; the same place keeps the order of the packs.
 */
export type MenuEntry =
  | string
  | { readonly label: string; readonly path: string; readonly roles?: readonly string[]; readonly at?: number }

/** A pack is one management system (制度) in one folder; this is its table of contents. */
export interface PackDef {
  readonly name: string
  readonly label: string
  readonly uses?: readonly string[]
  readonly roles?: Readonly<Record<string, { readonly label: string; readonly duties?: readonly string[] }>>
  readonly records: Records
  /** Process name → the record it runs on; its model is `<name>.bpmn` in the pack's folder. */
  readonly processes?: Readonly<Record<string, ProcessDef>>
  /** Decision name → label, or more; its table is in `<name>.dmn`. */
  readonly decisions?: Readonly<Record<string, string | DecisionDef>>
  /** Menu (first level) → entries. */
  readonly menu?: Readonly<Record<string, readonly MenuEntry[]>>
  readonly rules?: Readonly<Record<string, Rule>>
  readonly derivations?: Readonly<Record<string, Derivation>>
  /** Finds the clauses that ask for forms and steps. */
  readonly explain?: Explain
  /** What the pack computes for its own pages: GET /api/view/<pack>/<name>. */
  readonly views?: Readonly<Record<string, View>>
  /** By record: what has to be done next on a row, said under its title. */
  readonly guides?: Readonly<Record<string, Guide>>
  /** What the pack offers as workbooks: GET /api/view/<pack>/<name>/export. */
  readonly workbooks?: Readonly<Record<string, WorkbookView>>
  /** Work that the pack does on its own, again and again; each by name. */
  readonly jobs?: Readonly<Record<string, PackJob>>
  /** Cards that the pack adds to 工作台, for those they concern; `day` is today in the company's zone. */
  readonly cards?: readonly ((sql: Sql, me: Me, day: string) => Promise<Card | null>)[]
  /** What the pack puts into the demo company, and what its people's cards say, by 工号. */
  readonly demo?: { readonly load: (stage: Stage) => Promise<void>; readonly cards?: Readonly<Record<string, string>> }
}

export interface ProcessDef {
  readonly label: string
  readonly on: string
  /** The model of another process, e.g. 'authority/approval' for `packs/authority/approval.bpmn`; its own file if not said. */
  readonly model?: string
  /** What a record begins with that the process makes for itself, when a message, a signal or the clock starts it. */
  readonly opens?: Readonly<Record<string, unknown>>
  /** Roles that run it beside the system administrators: they see its cases in 流程运行 and mend, stop and move them. */
  readonly operate?: readonly string[]
  /** The matter (事项) by which the authority table knows it; the fact `matter` in FEEL. */
  readonly matter?: string
  /** Node → its name and the words that must all occur in a clause which this step carries out; 定期|按期: either of them. */
  readonly asks?: Readonly<Record<string, { readonly name: string; readonly words: readonly string[] }>>
}

export interface DecisionDef {
  readonly label: string
  readonly conclude?: Conclude
}

/**
 * Makes of a table's answer what the case keeps, with the organisation at hand: pure, the same for a real case and for a
 * try-out. Throws Refused to refuse what the person asked for. What it answers under `rule` (a text) and `notes` (sentences) is
 * told to whoever is about to start a case; see foresee.ts.
 */
export type Conclude = (answer: Json, about: Concluding) => Json

/** What a decision was asked about: `starter` is who started the case, null for the system. */
export interface Concluding {
  readonly facts: Facts
  readonly directory: Directory
  readonly starter: string | null
}

/**
 * Work without a person: runs when a node starts and `every` so many seconds after it ended. It writes through the store, in
 * commands small enough that nobody waits for them, and must do no harm when it is done twice.
 */
export interface PackJob {
  readonly every: number
  readonly run: (server: Server) => Promise<void>
}

/** A read for a page of the pack's own, with the rights of the person who asks; throws Refused to refuse. */
export type View = (asked: Asked) => Promise<unknown>

/** The same as a workbook: the name of the file and its sheets. */
export type WorkbookView = (asked: Asked) => Promise<{ readonly name: string; readonly sheets: readonly Sheet[] }>

/** Who asks a view for what: `sql` reads as that person, `now` is the clock, `params` are the words of the address. */
export interface Asked {
  readonly sql: Sql
  readonly me: Me
  readonly directory: Directory
  readonly server: Server
  readonly now: Date
  readonly params: Readonly<Record<string, string>>
}

/** Clauses by what they ask for: a record's name, or `process/node`. */
export type Explain = (sql: Sql, targets: readonly string[]) => Promise<Map<string, ClauseRef[]>>

/** Computes derived fields from a row and the working calendar: pure, so that it may run at every write. */
export type Derivation = (
  row: Readonly<Record<string, unknown>>,
  calendar: Calendar,
) => Readonly<Record<string, unknown>>

export type Packs = Readonly<Record<string, PackDef>>

/** Everything that the packs declare, by name. */
export interface Registry {
  readonly packs: Packs
  readonly records: Records
  readonly roles: Readonly<Record<string, string>>
  readonly processes: Readonly<Record<string, ProcessDef & { readonly pack: string }>>
  readonly decisions: Readonly<Record<string, DecisionDef & { readonly pack: string }>>
  readonly rules: Readonly<Record<string, Rule>>
  readonly derivations: Readonly<Record<string, Derivation>>
  readonly guides: Readonly<Record<string, Guide>>
}

/** Declares a pack; the types of its records stay exact. */
export const pack = <const P extends PackDef>(def: P): P => def

/** Roles of the kernel itself: who keeps the organisation, who gives out roles, who keeps the models of processes. */
const kernelRoles = { organiser: '组织管理员', administrator: '系统管理员', process_keeper: '流程管理员' }

/** Rules of the kernel itself: making the company at the first run, and what the organisation refuses. */
const kernelRules: Readonly<Record<string, Rule>> = {
  ...identityRules,
  'kernel.setup': alone(async (work, _row, input) => void (await setupCompany(work, input.input as Setup))),
}

/**
 * Puts the packs together and proves that every name that one of them uses exists: records, roles, fields, actions,
 * rules, processes, packs.
 * @throws Error with all problems, each with its pack and record
 */
export function assemble(packs: Packs): Registry {
  const all = Object.values(packs)
  const roles: Record<string, string> = Object.assign({}, kernelRoles, ...all.map(rolesOf))
  const registry: Registry = {
    packs,
    records: withAbove(
      Object.assign({}, identityRecords, ...all.map((pack) => pack.records), { role_holder: roleHolder(roles) }),
    ),
    roles,
    processes: Object.assign({}, ...all.map((pack) => owned(pack, pack.processes, (process) => process))),
    decisions: Object.assign({}, ...all.map((pack) => owned(pack, pack.decisions, decisionOf))),
    rules: Object.assign({}, kernelRules, ...all.map((pack) => pack.rules)),
    derivations: Object.assign({}, identityDerivations, ...all.map((pack) => pack.derivations)),
    guides: Object.assign({}, ...all.map((pack) => pack.guides)),
  }
  const problems = problemsOf(registry)
  if (problems.length > 0) throw new Error(`定义有 ${problems.length} 处不对：\n${problems.join('\n')}`)
  return registry
}

const rolesOf = (pack: PackDef) =>
  Object.fromEntries(Object.entries(pack.roles ?? {}).map(([name, role]) => [name, role.label]))

const decisionOf = (decision: string | DecisionDef): DecisionDef =>
  typeof decision === 'string' ? { label: decision } : decision

const owned = <T, R extends object>(
  pack: PackDef,
  entries: Readonly<Record<string, T>> | undefined,
  read: (entry: T) => R,
) =>
  Object.fromEntries(Object.entries(entries ?? {}).map(([name, entry]) => [name, { ...read(entry), pack: pack.name }]))
