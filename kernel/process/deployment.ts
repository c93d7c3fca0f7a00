import { readFile } from 'node:fs/promises'
import { compileModel } from '#engine/bpmn/compile.ts'
import type { Model } from '#engine/bpmn/model.ts'
import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Facts, Json } from '#engine/types.ts'
import type { Sql } from '../db.ts'
import type { Registry } from '../pack.ts'
import { assignmentFunctions } from './assign.ts'
import { offer } from './editions.ts'

interface Edition {
  readonly id: number
  readonly kind: 'bpmn' | 'dmn'
  readonly name: string
  readonly number: number
  readonly source: string
  readonly state: string
}
type Decisions = Awaited<ReturnType<typeof compileDecisions>>

/** The editions of processes and decisions that can run here, compiled once. */
export interface Deployment {
  /** Whether the edition is compiled here: at the start those are the effective ones and those of open cases. */
  has(document: number): boolean
  /** Compiles more editions: what another node deployed meanwhile, or what only the history still shows. */
  ensure(sql: Sql, documents: readonly number[]): Promise<void>
  model(document: number): Model
  edition(document: number): Edition
  effective(process: string): Edition
  /** The edition of a decision that applies now. */
  decision(name: string): Edition
  decide(name: string, facts: Facts, clock: { now: string; zone: string }): Json
  /** Takes up the editions that became effective since this node last looked, on whichever node that happened. */
  refresh(sql: Sql): Promise<void>
}

/**
 * Compares the packs' files with the editions in the database: a changed file becomes a new edition, effective at once
 * if the company never revised it, else a proposal. Then compiles what is effective and what open cases are pinned to.
 * @throws Error that names file, element and reason when a model does not compile or names what this release lacks
 */
export async function deploy(sql: Sql, registry: Registry, now: Date): Promise<Deployment> {
  const wanted = [
    ...Object.entries(registry.processes).map(([name, { pack, model }]) => ({
      kind: 'bpmn' as const,
      name,
      file: model ?? `${pack}/${name}`,
    })),
    ...Object.entries(registry.decisions).map(([name, { pack }]) => ({
      kind: 'dmn' as const,
      name,
      file: `${pack}/${name}`,
    })),
  ]
  for (const { kind, name, file } of wanted) await offer(sql, kind, name, await readPackFile(`${file}.${kind}`), now)
  const { rows } = await sql.query<Edition>(`select id, kind, name, number, source, state from document d
    where kind in ('bpmn', 'dmn') and (state = 'effective' or exists (select from process_case c where c.document = d.id and c.status in ('running', 'incident', 'suspended')))`)
  return compileAll(rows, registry)
}

/** A file of a pack as text, by its path below packs/. */
export const readPackFile = (path: string) => readFile(new URL(`../../packs/${path}`, import.meta.url), 'utf8')

async function compileAll(editions: readonly Edition[], registry: Registry): Promise<Deployment> {
  const models = new Map<number, Model>()
  const decisions = new Map<string, Decisions>()
  for (const edition of editions) {
    try {
      if (edition.kind === 'bpmn') models.set(edition.id, await compileEdition(edition))
      else decisions.set(edition.name, await compileDecisions(edition.source))
    } catch (error) {
      throw new Error(
        `${edition.name}.${edition.kind} 第 ${edition.number} 版不能运行：\n${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
  }
  const problems = editions.flatMap((edition) =>
    edition.kind === 'bpmn' ? missingNames(edition, models.get(edition.id)!, registry) : [],
  )
  if (problems.length > 0) throw new Error(`流程里的名字在这一版程序里没有：\n${problems.join('\n')}`)
  return deployment(editions, models, decisions)
}

const compileEdition = (edition: Edition) =>
  compileModel(edition.source, { functions: Object.keys(assignmentFunctions) })

function deployment(
  editions: readonly Edition[],
  models: Map<number, Model>,
  decisions: Map<string, Decisions>,
): Deployment {
  const byId = new Map(editions.map((edition) => [edition.id, edition]))
  const effectiveOf = (kind: Edition['kind']) =>
    new Map(
      editions
        .filter((edition) => edition.kind === kind && edition.state === 'effective')
        .map((edition) => [edition.name, edition]),
    )
  const [effective, rules] = [effectiveOf('bpmn'), effectiveOf('dmn')]
  const known = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`没有部署${what}`)
    return value
  }
  return {
    has: (document) => models.has(document),
    async ensure(sql, documents) {
      const missing = documents.filter((document) => !models.has(document))
      for (const edition of missing.length > 0 ? await readEditions(sql, missing) : []) {
        // An edition that this release cannot run any more is history without its steps.
        const model = await compileEdition(edition).catch(() => undefined)
        if (model) models.set(edition.id, model)
        byId.set(edition.id, edition)
      }
    },
    model: (document) => known(models.get(document), `流程版本 ${document}`),
    edition: (document) => known(byId.get(document), `流程版本 ${document}`),
    effective: (process) => known(effective.get(process), `流程 ${process}`),
    decision: (name) => known(rules.get(name), `判定规则 ${name}`),
    decide: (name, facts, clock) => known(decisions.get(name), `判定规则 ${name}`).decide(name, facts, clock),
    async refresh(sql) {
      for (const edition of await readEffective(sql, rules)) {
        // An edition that this release cannot run leaves the one before in force here.
        const compiled = await compileDecisions(edition.source).catch(() => undefined)
        if (compiled) decisions.set(edition.name, compiled)
        rules.set(edition.name, compiled ? edition : (rules.get(edition.name) ?? edition))
      }
    },
  }
}

/** The decisions whose edition in force is another than the one that is known here. */
async function readEffective(sql: Sql, known: ReadonlyMap<string, Edition>): Promise<Edition[]> {
  const { rows } = await sql.query<Edition>(
    `select id, kind, name, number, source, state from document where kind = 'dmn' and state = 'effective' and id <> all($1::int[])`,
    [[...known.values()].map((edition) => edition.id)],
  )
  return rows
}

async function readEditions(sql: Sql, documents: readonly number[]): Promise<Edition[]> {
  const { rows } = await sql.query<Edition>(
    `select id, kind, name, number, source, state from document where kind = 'bpmn' and id = any($1::int[])`,
    [documents],
  )
  return rows
}

/** Every action, field, role and rule that a model names must exist on its record (style.md 12: process and record disagree). */
function missingNames(edition: Edition, model: Model, registry: Registry): string[] {
  const def = registry.records[registry.processes[edition.name]?.on ?? '']
  if (!def) return [`${edition.name}：没有包声明这个流程`]
  return model.nodes.flatMap((node) => {
    const actions =
      node.kind === 'user'
        ? node.settings.outcomes.flatMap((outcome) => outcome.action ?? [])
        : node.kind === 'service'
          ? [node.settings.action ?? []].flat()
          : []
    const rules = node.kind === 'service' ? [node.settings.rule ?? []].flat() : []
    const fields = node.kind === 'user' ? node.settings.edit : []
    return [
      ...actions
        .filter((name) => !(name in def.actions))
        .map((name) => `${edition.name} 的“${node.name}”：${def.label}没有操作 ${name}`),
      ...rules
        .filter((name) => !(name in registry.rules))
        .map((name) => `${edition.name} 的“${node.name}”：没有规则 ${name}`),
      ...fields
        .filter((name) => !(name in def.fields))
        .map((name) => `${edition.name} 的“${node.name}”：${def.label}没有字段 ${name}`),
    ]
  })
}
