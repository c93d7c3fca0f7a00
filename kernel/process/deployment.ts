import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { compileModel } from '#engine/bpmn/compile.ts'
import type { Model } from '#engine/bpmn/model.ts'
import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Facts } from '#engine/types.ts'
import type { Sql } from '../db.ts'
import type { Registry } from '../pack.ts'
import { assignmentFunctions } from './assign.ts'

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
  decide(name: string, facts: Facts, clock: { now: string; zone: string }): unknown
}

/**
 * Compares the packs' files with the editions in the database: a changed file becomes a new edition, effective at once
 * if the company never revised it, else a proposal. Then compiles what is effective and what open cases are pinned to.
 * @throws Error that names file, element and reason when a model does not compile or names what this release lacks
 */
export async function deploy(sql: Sql, registry: Registry, now: Date): Promise<Deployment> {
  const wanted = [
    ...Object.entries(registry.processes).map(([name, { pack }]) => ({ kind: 'bpmn' as const, name, pack })),
    ...Object.entries(registry.decisions).map(([name, { pack }]) => ({ kind: 'dmn' as const, name, pack })),
  ]
  for (const { kind, name, pack } of wanted)
    await offer(sql, kind, name, await readPackFile(pack, `${name}.${kind}`), now)
  const { rows } = await sql.query<Edition>(`select id, kind, name, number, source, state from document d
    where kind in ('bpmn', 'dmn') and (state = 'effective' or exists (select from process_case c where c.document = d.id and c.status in ('running', 'incident')))`)
  return compileAll(rows, registry)
}

/** A file of a pack as text. */
export const readPackFile = (pack: string, name: string) =>
  readFile(new URL(`../../packs/${pack}/${name}`, import.meta.url), 'utf8')

async function offer(sql: Sql, kind: string, name: string, source: string, now: Date): Promise<void> {
  const sha256 = createHash('sha256').update(source).digest()
  const { rows } = await sql.query<{ number: number; origin: string; state: string; same: boolean }>(
    'select number, origin, state, sha256 = $3 as same from document where kind = $1 and name = $2 order by number',
    [kind, name, sha256],
  )
  if (rows.some((row) => row.same)) return
  const revised = rows.some((row) => row.origin === 'company')
  if (!revised)
    await sql.query(`update document set state = 'superseded' where kind = $1 and name = $2 and state = 'effective'`, [
      kind,
      name,
    ])
  await sql.query(
    'insert into document (kind, name, number, source, sha256, origin, state, effective_from, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      kind,
      name,
      (rows.at(-1)?.number ?? 0) + 1,
      source,
      sha256,
      'pack',
      revised ? 'proposed' : 'effective',
      revised ? null : now,
      now,
    ],
  )
}

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
  decisions: ReadonlyMap<string, Decisions>,
): Deployment {
  const byId = new Map(editions.map((edition) => [edition.id, edition]))
  const effective = new Map(
    editions
      .filter((edition) => edition.kind === 'bpmn' && edition.state === 'effective')
      .map((edition) => [edition.name, edition]),
  )
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
    decide: (name, facts, clock) => known(decisions.get(name), `判定规则 ${name}`).decide(name, facts, clock),
  }
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
