import type { Model } from '#engine/bpmn/model.ts'
import type { Json, Problem } from '#engine/types.ts'
import type { Directory } from '../identity/directory.ts'
import { resolve } from './assign.ts'
import { nameOf, spelledSources } from './check-names.ts'

/**
 * Who would get the steps today: a place that an assignment rule spells out and that nobody holds is a warning, with the
 * sentence that the todo would carry and to whom the work would go instead.
 */
export function vacantPlaces(model: Model, directory: Directory, roles: Readonly<Record<string, string>>): Problem[] {
  return model.nodes.flatMap((node) => {
    if (node.kind !== 'user') return []
    const places = spelledSources(node).filter(({ by, of }) => by !== 'role' || Object.hasOwn(roles, of))
    return places.flatMap((source): Problem[] => {
      const { people, instead } = resolve(directory, { ...source } as Json, null, roles)
      if (people.length > 0 && !instead) return []
      const words = instead ?? '按规则找不到任何人，也没有系统管理员可以代收'
      return [{ level: 'warning', element: node.id, message: `“${nameOf(node)}”今天没有人办：${words}。` }]
    })
  })
}
