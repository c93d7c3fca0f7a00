import type { PackDef, Registry } from './pack.ts'
import { aboveProblems } from './record/above.ts'
import type { Fields } from './record/field.ts'
import { defaultOpenness, isNarrower, opennessWords } from './record/openness.ts'
import { partsOf } from './record/part.ts'
import type { AnyRecord, Records } from './record/record.ts'
import { named } from './record/who.ts'

/** Everything that the definitions name and that does not exist: each with its pack and record, in Chinese. */
export const problemsOf = (registry: Registry): string[] => [
  ...Object.values(registry.records).flatMap((def) => recordProblems(def, registry)),
  ...Object.values(registry.packs).flatMap((pack) => packProblems(pack, registry)),
]

/** First path segments of the kernel's own routes, and its tables: no record may take one. */
const reserved = [
  ...['attempt', 'calendar_day', 'command', 'counter', 'credential', 'document', 'event', 'file', 'install', 'job'],
  ...['invitation', 'message', 'process_case', 'seal', 'share', 'step_log', 'todo'],
  ...['incident', 'subscription', 'cases', 'migrations'],
  'hello',
  'session',
  'setup',
  'invitations',
  'join',
  'password',
  'meta',
  'options',
  'inbox',
  'todos',
  'messages',
  'workbench',
  'processes',
  'models',
  'files',
  'stream',
  'openapi.json',
  'view',
  'demo',
]

function recordProblems(def: AnyRecord, registry: Registry): string[] {
  const fields: Fields = def.fields
  const missing = (what: string, names: readonly string[], known: object) =>
    names.filter((name) => !(name in known)).map((name) => `${def.name}：${what}“${name}”不存在`)
  const columns = {
    ...fields,
    id: 1,
    number: 1,
    status: 1,
    version: 1,
    createdBy: 1,
    createdUnit: 1,
    createdAt: 1,
    updatedAt: 1,
  }
  const whos = [
    def.allow.read,
    def.allow.create,
    def.allow.edit,
    ...Object.values(def.actions).map((action) => action.allow),
  ].map(named)
  return [
    ...(reserved.includes(def.name) ? [`${def.name}：这个名字留给系统用`] : []),
    ...(isNarrower(def) && !def.because?.trim()
      ? [`${def.name}：能看的人比这一类默认的少（${opennessWords[defaultOpenness(def)]}），要用 because 写明理由`]
      : []),
    ...missing(
      '指向的记录',
      Object.values(fields).flatMap((field) => field.to ?? []),
      registry.records,
    ),
    ...missing(
      '字段',
      [
        def.title,
        ...def.views.list,
        ...(def.views.mine ? [def.views.mine] : []),
        ...(def.indexes ?? []).flat(),
        ...Object.values(def.sections ?? {}).flat(),
      ],
      columns,
    ),
    ...missing(
      '权限里的字段',
      whos.flatMap((who) => who.fields),
      columns,
    ),
    ...missing('检查规则', def.check ? [def.check] : [], registry.rules),
    ...aboveProblems(def, registry.records),
    ...partProblems(def, registry.records),
    ...missing('审批参考', def.reference ? [def.reference] : [], viewsOf(registry)),
    ...missing('推算函数', def.derive ? [def.derive] : [], registry.derivations),
    ...missing(
      '角色',
      whos.flatMap((who) => who.roles),
      registry.roles,
    ),
    ...Object.entries(def.actions).flatMap(([name, action]) => [
      ...missing(`操作 ${name} 的状态`, [...action.from, action.to], def.states),
      ...missing(`操作 ${name} 要填的字段`, action.ask ?? [], fields),
      ...missing(`操作 ${name} 的规则`, action.rule ? [action.rule] : [], registry.rules),
      ...missing(`操作 ${name} 的流程`, action.starts ? [action.starts] : [], registry.processes),
    ]),
  ]
}

/** Every view by its address, '<pack>/<view>'. */
const viewsOf = ({ packs }: Registry): object =>
  Object.fromEntries(
    Object.values(packs).flatMap(({ name, views }) => Object.keys(views ?? {}).map((view) => [`${name}/${view}`, 1])),
  )

function partProblems(def: AnyRecord, records: Records): string[] {
  const fields: Fields = def.fields
  const misplaced = Object.entries(fields).filter(([, field]) => field.part && field.kind !== 'ref')
  const strangers = (def.views.parts ?? []).filter(
    (name) => !partsOf(def, records).some((part) => part.def.name === name),
  )
  return [
    ...misplaced.map(([name]) => `${def.name}：“${name}”不指向别的记录，不能是它的一部分`),
    ...strangers.map((name) => `${def.name}：“${name}”不是它的一部分`),
  ]
}

function packProblems(pack: PackDef, registry: Registry): string[] {
  const entries = Object.values(pack.menu ?? {}).flat()
  return [
    ...(pack.uses ?? [])
      .filter((name) => !(name in registry.packs))
      .map((name) => `${pack.name}：没有名为“${name}”的包`),
    ...Object.entries(pack.processes ?? {})
      .filter(([, process]) => !(process.on in registry.records))
      .map(([name]) => `${pack.name}：流程 ${name} 的记录不存在`),
    ...Object.keys(pack.guides ?? {})
      .filter((name) => !(name in registry.records))
      .map((name) => `${pack.name}：下一步说的记录“${name}”不存在`),
    ...entries
      .filter((entry) => typeof entry === 'string' && !(entry in registry.records))
      .map((entry) => `${pack.name}：菜单里的“${entry}”不存在`),
  ]
}
