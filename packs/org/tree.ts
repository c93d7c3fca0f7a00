/** One change of a reorganisation, as its lines hold it. */
export interface Change {
  readonly kind?: string
  readonly unit?: string | null
  readonly position?: string | null
  readonly name?: string | null
  readonly to?: string | null
}
/** The organisation that changes are tried on: units by id with the unit above, posts by id with their unit. */
export interface Shape {
  readonly units: ReadonlyMap<string, { readonly name: string; readonly parent: string | null }>
  readonly positions: ReadonlyMap<string, { readonly name: string; readonly unit: string }>
  /** Posts that somebody holds. */
  readonly held: ReadonlySet<string>
}

/** What is wrong with a set of changes, one sentence for each; empty when all of them can be carried out together. */
export function faultsOf(shape: Shape, changes: readonly Change[]): string[] {
  const incomplete = changes.flatMap((change, index) => {
    const words = missing(shape, change)
    return words ? [`第 ${index + 1} 行：${words}`] : []
  })
  if (incomplete.length > 0) return incomplete
  const parents = new Map([...shape.units].map(([id, { parent }]) => [id, parent]))
  const places = new Map([...shape.positions].map(([id, { unit }]) => [id, unit]))
  for (const { kind, unit, position, to } of changes) {
    if (kind === 'move') parents.set(unit!, to!)
    if (kind === 'post') places.set(position!, to!)
  }
  const closed = new Set(changes.filter(({ kind }) => kind === 'close').map(({ unit }) => unit!))
  const targets = changes.filter(({ kind, to }) => kind !== 'close' && to && closed.has(to))
  return [
    ...changes.flatMap(({ kind, unit }) =>
      kind === 'move' && isUnderItself(parents, unit!) ? [`${nameOf(shape, unit!)}不能划到自己的下级部门`] : [],
    ),
    ...targets.map(({ to }) => `${nameOf(shape, to!)}这次要撤销，不能再划到它下面`),
    ...[...closed].flatMap((unit) => closingFaults(shape, unit, closed, parents, places)),
  ]
}

function missing({ units, positions }: Shape, { kind, unit, position, name, to }: Change): string | undefined {
  const isUnit = (id: string | null | undefined) => Boolean(id && units.has(id))
  if (kind === 'post')
    return position && positions.has(position) ? (isUnit(to) ? undefined : '要选划到哪个部门') : '要选现有的岗位'
  if (kind === 'add') return name?.trim() ? (isUnit(to) ? undefined : '要选在哪个部门之下') : '要写新部门的名称'
  if (!isUnit(unit)) return '要选现有的部门'
  if (kind === 'rename') return name?.trim() ? undefined : '要写新的名称'
  return kind === 'move' && !isUnit(to) ? '要选划到哪个部门' : undefined
}

function isUnderItself(parents: ReadonlyMap<string, string | null>, unit: string): boolean {
  const seen = new Set([unit])
  for (let at = parents.get(unit); at; at = parents.get(at)) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

/** A unit can go when nothing is left in it: no unit that stays, no post that somebody holds. */
function closingFaults(
  shape: Shape,
  unit: string,
  closed: ReadonlySet<string>,
  parents: ReadonlyMap<string, string | null>,
  places: ReadonlyMap<string, string>,
): string[] {
  const below = [...parents].filter(([id, parent]) => parent === unit && !closed.has(id)).map(([id]) => id)
  const posts = [...places].filter(([id, at]) => at === unit && shape.held.has(id)).map(([id]) => id)
  const name = nameOf(shape, unit)
  return [
    ...below.map((id) => `${name}下面还有${nameOf(shape, id)}，先把它划走或一起撤销`),
    ...posts.map((id) => `${name}的${shape.positions.get(id)?.name ?? ''}还有人在岗，先划转岗位`),
  ]
}

const nameOf = ({ units }: Shape, id: string) => units.get(id)?.name ?? ''
