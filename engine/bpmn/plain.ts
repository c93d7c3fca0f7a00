/**
 * A copy of a parsed tree that may cross to another thread: the parser's objects keep types and defaults on prototypes,
 * which structured cloning drops. Circles and shared elements stay what they are; functions are left out.
 */
export function plain<T>(tree: T): T {
  const copies = new Map<object, unknown>()
  return copyOf(tree, copies) as T
}

function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
  const known = copies.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value))
    return kept(copies, value, [] as unknown[], (copy) => copy.push(...value.map((item) => copyOf(item, copies))))
  if (value instanceof Map)
    return kept(copies, value, new Map<unknown, unknown>(), (copy) => {
      for (const [key, item] of value) copy.set(key, copyOf(item, copies))
    })
  if (value instanceof Set)
    return kept(copies, value, new Set<unknown>(), (copy) => {
      for (const item of value) copy.add(copyOf(item, copies))
    })
  return kept(copies, value, {} as Record<string, unknown>, (copy) => copyProperties(value, copy, copies))
}

/** A copy is known before it is filled, so that what leads back to it finds it. */
function kept<C>(copies: Map<object, unknown>, value: object, copy: C, fill: (copy: C) => void): C {
  copies.set(value, copy)
  fill(copy)
  return copy
}

function copyProperties(value: object, copy: Record<string, unknown>, copies: Map<object, unknown>): void {
  const source = value as Record<string, unknown>
  // References, parent and attributes are out of sight of a loop; defaults of the standard are inherited.
  const names = new Set(['$type', ...Object.getOwnPropertyNames(source)])
  for (const name in source) names.add(name)
  for (const name of names) {
    const item = source[name]
    if (item !== undefined && typeof item !== 'function' && !isDrawing(item)) copy[name] = copyOf(item, copies)
  }
}

/** Shapes and edges say nothing about what is run. */
function isDrawing(item: unknown): boolean {
  const first = Array.isArray(item) ? item[0] : item
  return (
    typeof first === 'object' && first !== null && String((first as { $type?: unknown }).$type).startsWith('bpmndi:')
  )
}
