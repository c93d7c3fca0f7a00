import type { Problem } from '../types.ts'
import { parseDmn, problemAt } from './parse.ts'
import { attribute, childOf, childrenOf, type XmlNode } from './tree.ts'

/** What a requirements graph consists of (DMN 1.5, 6.2): `authority` and other elements without values are left out. */
export type Kind = 'input' | 'decision' | 'knowledge' | 'service'

/** An element of a requirements graph. `index` is its place among all elements of the file and of those it imports. */
export type DrgElement = { index: number; kind: Kind; id: string; name: string; node: XmlNode; model: Model }

/** A file and what it imports, by the name that it gives each import (DMN 1.5, 6.3.3). */
export type Model = {
  namespace: string
  root: XmlNode
  imports: Map<string, Model>
  elements: DrgElement[]
}

/** A file with all that it imports. `elements` are those of all files, by index. */
export type Library = { model: Model; elements: DrgElement[]; problems: Problem[] }

const KINDS: { readonly [name: string]: Kind } = {
  inputData: 'input',
  decision: 'decision',
  businessKnowledgeModel: 'knowledge',
  decisionService: 'service',
}

const mostFiles = 100

/**
 * Reads a file and, through its imports, the others that it names by namespace. Where no file has the namespace, the id of
 * its definitions is taken for it. An import of another kind than DMN is refused.
 */
export function readLibrary(xml: string, sources: readonly string[]): Library {
  const library: Library = { model: undefined as unknown as Model, elements: [], problems: [] }
  const others = sources.map((source) => parseDmn(source))
  const known = new Map<XmlNode, Model>()
  const read = (parsed: ReturnType<typeof parseDmn>): Model => {
    const earlier = known.get(parsed.root)
    if (earlier) return earlier
    library.problems.push(...parsed.problems)
    const { root, namespace } = parsed
    const model: Model = { root, namespace, imports: new Map(), elements: [] }
    known.set(root, model)
    model.elements = drgElements(model, library.elements.length)
    library.elements.push(...model.elements)
    for (const node of childrenOf(root, 'import')) {
      if (known.size > mostFiles) library.problems.push(problemAt(node, `导入的文件超过 ${mostFiles} 个。`))
      else importInto(model, node)
    }
    return model
  }
  const importInto = (model: Model, node: XmlNode) => {
    const wanted = attribute(node, 'namespace') ?? ''
    if (!isDmn(node)) {
      library.problems.push(problemAt(node, `导入的「${wanted}」不是 DMN 文件，不能运行。`))
      return
    }
    const found =
      others.find((other) => other.namespace === wanted && other.root !== model.root) ??
      others.find((other) => attribute(other.root, 'id') === wanted && other.root !== model.root)
    if (found) model.imports.set(node.attributes.get('name')?.trim() ?? '', read(found))
    else library.problems.push(problemAt(node, `导入的「${wanted}」没有找到，请把那个文件一起上传。`))
  }
  library.model = read(parseDmn(xml))
  return library
}

/** The name under which an element is known: that of its variable, else its own. */
export function nameOf(node: XmlNode): string {
  const variable = childOf(node, 'variable')
  return (variable && attribute(variable, 'name')) ?? attribute(node, 'name') ?? attribute(node, 'id') ?? ''
}

function isDmn(node: XmlNode): boolean {
  const type = attribute(node, 'importType')
  return type === undefined || /\/spec\/DMN\//.test(type)
}

function drgElements(model: Model, from: number): DrgElement[] {
  const nodes = model.root.children.filter((node) => Object.hasOwn(KINDS, node.name))
  return nodes.map((node, at) => ({
    index: from + at,
    kind: KINDS[node.name]!,
    id: attribute(node, 'id') ?? '',
    name: nameOf(node),
    node,
    model,
  }))
}
