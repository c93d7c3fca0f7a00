import { readFile } from 'node:fs/promises'
import type { Model } from '#engine/bpmn/model.ts'
import type { Decisions } from '#engine/dmn/compile.ts'
import type { Facts, Json } from '#engine/types.ts'
import type { Sql } from '../db.ts'
import type { Registry } from '../pack.ts'
import { missingNames } from './check-names.ts'
import { type Compiled, openCompiled } from './compiled.ts'
import { offer } from './editions.ts'
import { sha256Of } from './reader.ts'

/** An edition of a process or decision, as it is stored. */
export interface Edition {
  readonly id: number
  readonly kind: 'bpmn' | 'dmn'
  readonly name: string
  readonly number: number
  readonly source: string
  readonly state: string
}

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
  /**
   * Takes up the editions that became effective since this node last looked, on whichever node that happened. A process
   * that is not compiled here yet is compiled beside the requests and taken up then; until then the one before applies.
   */
  refresh(sql: Sql): Promise<void>
  /** What this node has compiled, by the text; compiling what is about to be published makes publishing instant. */
  readonly compiled: Compiled
  stop(): Promise<void>
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
  const compiled = openCompiled()
  const models = new Map<number, Model>()
  const decisions = new Map<string, Decisions>()
  for (const edition of editions) {
    try {
      if (edition.kind === 'bpmn') models.set(edition.id, await compiled.model(edition.source))
      else decisions.set(edition.name, await compiled.decisions(edition.source))
    } catch (error) {
      throw new Error(
        `${edition.name}.${edition.kind} 第 ${edition.number} 版不能运行：\n${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
  }
  const problems = editions.flatMap(({ id, kind, name }) =>
    kind === 'bpmn' ? missingNames(name, models.get(id)!, registry).map(({ message }) => `${name}：${message}`) : [],
  )
  if (problems.length > 0) throw new Error(`流程里的名字在这一版程序里没有：\n${problems.join('\n')}`)
  return deployment(editions, models, decisions, compiled)
}

function deployment(
  editions: readonly Edition[],
  models: Map<number, Model>,
  decisions: Map<string, Decisions>,
  compiled: Compiled,
): Deployment {
  const byId = new Map(editions.map((edition) => [edition.id, edition]))
  const effectiveOf = (kind: Edition['kind']) =>
    new Map(
      editions
        .filter((edition) => edition.kind === kind && edition.state === 'effective')
        .map((edition) => [edition.name, edition]),
    )
  const [effective, rules] = [effectiveOf('bpmn'), effectiveOf('dmn')]
  /** The newest edition that is to be in force, by process; it may be compiling still. */
  const wanted = new Map<string, number>()
  const take = (edition: Edition, model: Model) => {
    models.set(edition.id, model)
    byId.set(edition.id, edition)
    if (wanted.get(edition.name) === edition.id) effective.set(edition.name, edition)
  }
  const takeProcess = (edition: Edition) => {
    if (edition.state === 'effective') wanted.set(edition.name, edition.id)
    const model = models.get(edition.id) ?? compiled.known(sha256Of(edition.source))
    if (model) return take(edition, model)
    // An edition that this release cannot run leaves the one before in force here.
    compiled.model(edition.source).then(
      (made) => take(edition, made),
      () => {},
    )
  }
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
        const model = await compiled.model(edition.source).catch(() => undefined)
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
      const inForce = [...effective.values(), ...rules.values()].map((edition) => edition.id)
      for (const edition of await readChanged(sql, inForce, [...models.keys()])) {
        if (edition.kind === 'bpmn') {
          takeProcess(edition)
          continue
        }
        const made = await compiled.decisions(edition.source).catch(() => undefined)
        if (made) decisions.set(edition.name, made)
        rules.set(edition.name, made ? edition : (rules.get(edition.name) ?? edition))
      }
    },
    compiled,
    stop: () => compiled.stop(),
  }
}

/**
 * What moved since this node looked: editions in force that are not in force here, and proposals of processes that are not
 * compiled yet, so that publishing one finds it ready.
 */
async function readChanged(sql: Sql, inForce: readonly number[], compiled: readonly number[]): Promise<Edition[]> {
  const { rows } = await sql.query<Edition>(
    `select id, kind, name, number, source, state from document
     where kind in ('bpmn', 'dmn') and (state = 'effective' and id <> all($1::int[])
       or kind = 'bpmn' and state = 'proposed' and id <> all($2::int[]))
     order by id`,
    [inForce, compiled],
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
