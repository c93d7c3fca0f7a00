import type { Directory } from '#kernel/identity/directory.ts'
import type { Registry } from '#kernel/pack.ts'
import { sayWho } from '#kernel/record/meta.ts'
import type { Action, AnyRecord } from '#kernel/record/record.ts'
import { named, type Who } from '#kernel/record/who.ts'
import type { DraftRow } from './draft.ts'
import type { Part } from './pages/parts.ts'
import { placesOfWho } from './places.ts'
import { type Clauses, marksOf } from './steps.ts'

/** A who-may rule as the sentence that people read. */
export const sayOf = (registry: Registry, def: AnyRecord, who: Who): string => sayWho(def, registry.roles, who)

/**
 * The authority that who-may data gives (权限, ORG-02): for every record who opens one, who may do what to it outside a
 * process, and who may read it.
 */
export function rightRows(registry: Registry, directory: Directory, clauses: Clauses): DraftRow[] {
  return Object.values(registry.records).flatMap((def) => {
    const group = { title: `权限 ${def.label}`, link: `/r/${def.name}` }
    const row = (title: string, part: Part, who: Who): DraftRow[] => {
      const sentence = `${title}${def.label}：${sayOf(registry, def, who)}`
      const places = placesOfWho(directory, registry.roles, who)
      const marks = marksOf(places, part, () => sentence, clauses.get(def.name), group.link)
      return marks.length > 0 ? [{ title, source: 'right', group, marks }] : []
    }
    const actions: Action[] = Object.values(def.actions)
    return [
      ...row('新建', 'lead', def.allow.create),
      ...actions.filter(({ allow }) => !isTodo(allow)).flatMap(({ label, allow }) => row(label, 'lead', allow)),
      ...row('查看', 'inform', def.allow.read),
    ]
  })
}

/** Actions that only a step of a process carries out stand with the process. */
const isTodo = (who: Who): boolean =>
  who === 'todo' || (Array.isArray(who) && named(who).fields.length === 0 && who.every((one) => one === 'todo'))
