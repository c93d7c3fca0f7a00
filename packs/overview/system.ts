import type { Asked, Registry } from '#kernel/pack.ts'
import type { Server } from '#kernel/server.ts'
import type { Sheet } from '#kernel/xlsx.ts'
import { counting, readTrees } from '#packs/policy/define.ts'
import type { CarrierRow, ClauseNode } from '#packs/policy/pages/coverage.ts'
import { coverageView, dutyUnits, policyLines, unitsOf } from './coverage.ts'
import { linesIn, type SystemLens } from './pages/system-lens.ts'
import { modelsOf } from './steps.ts'
import type { Linked, SystemLine, SystemView } from './system-types.ts'

const { coverageOf, headOf, leavesOf } = counting

/**
 * 体系总览: every clause that asks for something, with the process, form and indicator that carry it and the unit that
 * answers; then what no clause asks for. What is missing is in it as an empty cell.
 */
export async function systemView({ sql, directory, server }: Asked): Promise<SystemView> {
  const [policies, trees, duties] = [await policyLines(sql), await readTrees(sql), await dutyUnits(sql)]
  const names = namesOf(server)
  const lines: SystemLine[] = []
  for (const { id, title, owner } of policies) {
    for (const chapter of trees.get(id) ?? []) {
      for (const clause of leavesOf([chapter])) {
        const units = unitsOf(clause, duties, owner).flatMap((unit) => directory.units.get(unit) ?? [])
        lines.push({
          policy: { id, title },
          chapter: chapter === clause ? '' : headOf(chapter),
          clause: { anchor: clause.anchor, title: pathOf(chapter, clause) },
          exempt: clause.mark === 'exempt',
          ...carriedBy(clause, names),
          units: units.map((unit) => ({ words: unit.name, link: `/r/duty?unit=${unit.id}`, id: unit.id })),
        })
      }
    }
  }
  const carried = new Set(
    [...trees.values()]
      .flatMap((tree) => leavesOf(tree))
      .flatMap((clause) => clause.carriers.map(({ target }) => target.split('/')[0])),
  )
  return {
    total: coverageOf(policies.flatMap(({ id }) => trees.get(id) ?? [])),
    lines,
    loose: [
      ...modelsOf(server)
        .filter(({ name }) => !carried.has(name))
        .map(({ name, label, on }) => ({ kind: 'process' as const, name, words: label, link: `/r/${on}` })),
      ...Object.values(server.registry.records)
        .filter(({ name, nature }) => nature === 'request' && !carried.has(name))
        .map(({ name, label }) => ({ kind: 'form' as const, name, words: label, link: `/r/${name}` })),
    ],
  }
}

/** The same as a workbook, through the filters of the page; a second sheet has the coverage of every policy. */
export async function systemWorkbook(asked: Asked): Promise<{ name: string; sheets: Sheet[] }> {
  const [view, coverage] = [await systemView(asked), await coverageView(asked)]
  const words = (cells: readonly Linked[]) => cells.map((cell) => cell.words).join('；') || '—'
  const rows = linesIn(view, asked.params as SystemLens).map((line) => [
    `《${line.policy.title}》`,
    line.chapter,
    line.clause.title,
    words(line.duties),
    words(line.processes),
    words(line.forms),
    words(line.indicators),
    words(line.units),
    line.exempt ? '不要求落实' : isCarried(line) ? '已落实' : '还没落地',
  ])
  return {
    name: `体系总览 ${asked.directory.day}`,
    sheets: [
      { name: '体系总览', columns: heads.map(([label, width]) => ({ label, width })), rows },
      {
        name: '条款落地率',
        columns: [
          { label: '制度', width: 36 },
          { label: '章', width: 30 },
          ...['已落实', '要落实', '落地率%', '不要求落实'].map((label) => ({ label, width: 12 })),
        ],
        rows: coverage.policies.flatMap((policy) => [
          [`《${policy.title}》`, '全文', policy.done, policy.all, policy.percent, policy.exempt],
          ...policy.chapters.map((chapter) => [
            `《${policy.title}》`,
            chapter.title,
            chapter.done,
            chapter.all,
            chapter.percent,
            chapter.exempt,
          ]),
        ]),
      },
    ],
  }
}

/** A clause with those above it below the chapter: 第四条 运营管理部 · （一） 运营计划. */
function pathOf(chapter: ClauseNode, clause: ClauseNode): string {
  const way = (node: ClauseNode): ClauseNode[] | undefined =>
    node === clause ? [node] : node.children.map(way).flatMap((found) => (found ? [[node, ...found]] : []))[0]
  const [, ...below] = way(chapter) ?? []
  return (below.length > 0 ? below : [clause]).map(headOf).join(' · ')
}

const heads = [
  ['制度', 30],
  ['章', 22],
  ['条款', 36],
  ['职责', 40],
  ['流程', 28],
  ['表单', 24],
  ['指标', 20],
  ['责任部门', 24],
  ['落实', 12],
] as const

const isCarried = ({ duties, processes, forms, indicators, others }: SystemLine) =>
  [duties, processes, forms, indicators, others].some((cells) => cells.length > 0)

interface Names {
  readonly registry: Registry
  /** `process/node` → the node's name. */
  readonly steps: ReadonlyMap<string, string>
}

const namesOf = (server: Server): Names => ({
  registry: server.registry,
  steps: new Map(
    modelsOf(server).flatMap(({ name, model }) =>
      model.nodes.map((node) => [`${name}/${node.id}`, node.name] as const),
    ),
  ),
})

function carriedBy({ carriers }: ClauseNode, names: Names) {
  const of = (...kinds: string[]): Linked[] =>
    carriers.filter(({ kind }) => kinds.includes(kind)).map((carrier) => linkedTo(carrier, names))
  return {
    duties: of('duty'),
    processes: of('process', 'step'),
    forms: of('form', 'action'),
    indicators: of('indicator'),
    others: of('check'),
  }
}

/** What a carrier leads to, by its own name where this release knows it, else by the words of the carrier. */
function linkedTo({ kind, target, words, clause }: CarrierRow, { registry, steps }: Names): Linked {
  const name = target.split('/')[0] ?? ''
  const step = steps.get(target)
  const process = Object.hasOwn(registry.processes, name) ? registry.processes[name] : undefined
  const form = Object.hasOwn(registry.records, name) ? registry.records[name] : undefined
  if (kind === 'duty') return { words, link: `/r/duty/${target}` }
  if (process) return { words: step ? `${process.label} · ${step}` : process.label, link: `/r/${process.on}` }
  if (form && (kind === 'form' || kind === 'action')) return { words: form.label, link: `/r/${name}` }
  return { words, link: `/r/carrier?clause=${clause}` }
}
