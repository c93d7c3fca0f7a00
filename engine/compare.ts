import { localName, parseXml, type XmlElement } from './xml-tree.ts'

/**
 * What became of one element between two texts of a model; `type` is the name of its tag without prefix, `details` are the
 * settings that differ, with both values.
 */
export type Difference = {
  element: string
  type: string
  name: string
  change: 'added' | 'removed' | 'changed'
  details: Detail[]
}
export type Detail = { setting: string; before: string; after: string }

/**
 * What the second text of a BPMN or DMN model changes of the first, element by element (by id), in document order, removed
 * ones last. Moved shapes do not count, nor prefixes. Throws for a text that is not XML.
 */
export function compareModels(before: string, after: string): Difference[] {
  const [old, now] = [elementsOf(before), elementsOf(after)]
  const there = [...now].flatMap(([id, entry]): Difference[] => {
    const earlier = old.get(id)
    if (!earlier) return [{ ...headOf(id, entry), change: 'added', details: [] }]
    const details = detailsOf(earlier.settings, entry.settings)
    if (earlier.type !== entry.type) details.unshift({ setting: 'type', before: earlier.type, after: entry.type })
    return details.length > 0 ? [{ ...headOf(id, entry), change: 'changed', details }] : []
  })
  const gone = [...old]
    .filter(([id]) => !now.has(id))
    .map(([id, entry]): Difference => ({ ...headOf(id, entry), change: 'removed', details: [] }))
  return [...there, ...gone]
}

type Entry = { type: string; name: string; settings: Map<string, string> }
type Entries = Map<string, Entry>

const headOf = (element: string, { type, name }: Entry) => ({ element, type, name })

function detailsOf(before: Map<string, string>, after: Map<string, string>): Detail[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((setting) => ({ setting, before: before.get(setting) ?? '', after: after.get(setting) ?? '' }))
    .filter((detail) => detail.before !== detail.after)
}

function elementsOf(xml: string): Entries {
  const root = parseXml(xml)
  if (!root) throw new Error('这一版的内容不是完整的 XML，不能比较。')
  const found: Entries = new Map()
  readSettings(root, '', new Map(), found)
  return found
}

/** Flows say where they lead themselves; drawings and technical names say nothing about what is run. */
const LEFT_OUT = {
  attributes: ['id', 'targetNamespace', 'exporter', 'exporterVersion'],
  children: ['incoming', 'outgoing', 'BPMNDiagram', 'DMNDI'],
}

function readSettings(element: XmlElement, path: string, settings: Map<string, string>, found: Entries): void {
  const under = (name: string) => (path ? `${path}.${name}` : name)
  for (const [name, value] of element.attributes) {
    if (!LEFT_OUT.attributes.includes(name) && !/^(xmlns|xsi)(:|$)/.test(name)) settings.set(under(name), value.trim())
  }
  if (element.children.length === 0 && element.text.trim() !== '') settings.set(under('body'), element.text.trim())
  const counts = new Map<string, number>()
  for (const child of element.children) {
    const name = localName(child.name)
    if (LEFT_OUT.children.includes(name)) continue
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    readChild(child, pathOf(element, child, under(count === 1 ? name : `${name}.${count}`)), settings, found)
  }
}

/** An element with an id stands for itself; what has none, and what triggers an event, belongs to the nearest around it. */
function readChild(child: XmlElement, path: string, settings: Map<string, string>, found: Entries): void {
  const id = child.attributes.get('id')
  const type = localName(child.name)
  if (!id || type.endsWith('EventDefinition')) {
    readSettings(child, path, settings, found)
    return
  }
  const entry: Entry = { type, name: child.attributes.get('name')?.trim() ?? '', settings: new Map() }
  found.set(id, entry)
  readSettings(child, '', entry.settings, found)
}

/** Extensions go by their own name, wherever they hang. */
const pathOf = (holder: XmlElement, child: XmlElement, path: string) =>
  localName(holder.name) === 'extensionElements' ? child.name.toLowerCase() : path
