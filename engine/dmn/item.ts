import type { Value } from '../feel/values.ts'
import type { Model } from './model.ts'
import { attribute, childOf, childrenOf, textOf, type XmlNode } from './tree.ts'
import { ANY, builtinType, type Constraint, type ItemType } from './type.ts'

/** How item definitions read their texts and say what is wrong with them. */
export type Readers = {
  constraint: (source: string, node: XmlNode) => Constraint
  constants: (source: string) => readonly Value[]
  refuse: (node: XmlNode, message: string) => void
}

/** Types by name, as a file sees them. */
export type Types = { named: (typeRef: string | undefined, node: XmlNode) => ItemType }

/**
 * The types of a file (DMN 1.5, 7.3.2): references, collections, components, functions and constraints. The types of an
 * import are known under its name, `tariff.tPrice`. A name that nobody knows is refused.
 */
export function itemTypes(model: Model, typesOf: (model: Model) => Types, readers: Readers): Types {
  const nodes = new Map(childrenOf(model.root, 'itemDefinition').map((node) => [attribute(node, 'name') ?? '', node]))
  const made = new Map<string, ItemType>()
  const imported = (name: string, at: XmlNode): ItemType => {
    for (const [prefix, other] of model.imports) {
      const rest = prefix === '' ? name : name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : undefined
      const isThere = childrenOf(other.root, 'itemDefinition').some((node) => attribute(node, 'name') === rest)
      if (isThere) return typesOf(other).named(rest, at)
    }
    readers.refuse(at, `没有叫「${name}」的类型。`)
    return ANY
  }
  const types: Types = {
    named(typeRef, at) {
      const name = typeRef?.trim() ?? ''
      if (name === '') return ANY
      // Before DMN 1.2 a type was a qualified name: `feel:number`, `tns:tLoan`.
      const bare = name.replace(/^[\w-]+:/, '')
      const node = nodes.get(name) ?? nodes.get(bare)
      if (!node) return builtinType(bare) ?? imported(name, at)
      const earlier = made.get(name)
      if (earlier) return earlier
      // A type may hold itself, so it is known before it is made.
      const type: ItemType = { is: 'reference', of: () => whole }
      made.set(name, type)
      const whole = definition(node, types, readers)
      return type
    },
  }
  return types
}

function definition(node: XmlNode, types: Types, readers: Readers): ItemType {
  const allowed = textOf(childOf(node, 'allowedValues'), 'text')
  const constraint = textOf(childOf(node, 'typeConstraint'), 'text')
  const tests = (source: string | undefined) => (source ? [readers.constraint(source, node)] : [])
  const isCollection = attribute(node, 'isCollection') === 'true'
  const form = formOf(node, types)
  const item: ItemType = {
    is: 'reference',
    of: () => form,
    tests: [...tests(allowed), ...(isCollection ? [] : tests(constraint))],
    ...(allowed ? { values: readers.constants(allowed) } : {}),
  }
  return isCollection ? { is: 'list', of: () => item, tests: tests(constraint) } : item

  function formOf(of: XmlNode, known: Types): ItemType {
    const components = childrenOf(of, 'itemComponent')
    if (components.length > 0) {
      return {
        is: 'context',
        parts: new Map(components.map((part) => [attribute(part, 'name') ?? '', definition(part, known, readers)])),
      }
    }
    const functionItem = childOf(of, 'functionItem')
    if (!functionItem) return known.named(textOf(of, 'typeRef'), of)
    return { is: 'function', result: () => known.named(attribute(functionItem, 'outputTypeRef'), functionItem) }
  }
}
