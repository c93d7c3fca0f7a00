import { BpmnModdle } from 'bpmn-moddle'
import { DmnModdle } from 'dmn-moddle'
import { jw } from './bpmn/jw.ts'
import { type Element, text } from './element.ts'

/** What became of one element between two texts of a model; `details` are the settings that differ, with both values. */
export type Difference = {
  element: string
  type: string
  name: string
  change: 'added' | 'removed' | 'changed'
  details: Detail[]
}
export type Detail = { setting: string; before: string; after: string }

/**
 * What the second text changes of the first, element by element (by id), in document order, removed ones last. Moved shapes
 * do not count, nor does the order in which things are written. Throws for a text that is not XML.
 */
export async function compareModels(kind: 'bpmn' | 'dmn', before: string, after: string): Promise<Difference[]> {
  const [old, now] = [await elementsOf(kind, before), await elementsOf(kind, after)]
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

const headOf = (element: string, { type, name }: Entry) => ({ element, type, name })

function detailsOf(before: Map<string, string>, after: Map<string, string>): Detail[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((setting) => ({ setting, before: before.get(setting) ?? '', after: after.get(setting) ?? '' }))
    .filter((detail) => detail.before !== detail.after)
}

async function elementsOf(kind: 'bpmn' | 'dmn', xml: string): Promise<Map<string, Entry>> {
  // The parser of DMN knows the namespace of 1.3 only; what is compared here is written the same way in all versions.
  const { rootElement } =
    kind === 'bpmn'
      ? await new BpmnModdle({ jw }).fromXML(xml)
      : await new DmnModdle().fromXML(
          xml.replace(
            /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(MODEL|DMNDI)\/?/g,
            'https://www.omg.org/spec/DMN/20191111/$1/',
          ),
        )
  const found = new Map<string, Entry>()
  visit(rootElement, found)
  found.delete(rootElement.id ?? '')
  return found
}

/** An element with an id stands for itself; what has none belongs to the nearest one around it. */
function visit(element: Element, found: Map<string, Entry>): void {
  const settings = new Map<string, string>()
  readSettings(element, '', settings, found)
  if (element.id) found.set(element.id, { type: element.$type, name: text(element, 'name') ?? '', settings })
}

/** Flows say where they lead themselves; drawings and technical names say nothing about what is run. */
const LEFT_OUT = [
  'id',
  'incoming',
  'outgoing',
  'diagrams',
  'dmnDI',
  'di',
  'targetNamespace',
  'exporter',
  'exporterVersion',
]

function readSettings(element: Element, path: string, settings: Map<string, string>, found: Map<string, Entry>): void {
  const names = Object.getOwnPropertyNames(element).filter((name) => !name.startsWith('$') && !LEFT_OUT.includes(name))
  for (const name of names) readValue(element, element[name], path ? `${path}.${name}` : name, settings, found)
  for (const [name, value] of Object.entries(element.$attrs ?? {}))
    if (!name.startsWith('xmlns') && name !== 'xsi:type') settings.set(path ? `${path}.${name}` : name, String(value))
}

function readValue(
  holder: Element,
  value: unknown,
  path: string,
  settings: Map<string, string>,
  found: Map<string, Entry>,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) readValue(holder, item, listed(path, item, index), settings, found)
    return
  }
  if (!isElement(value)) {
    if (value !== undefined && value !== null && String(value).trim() !== '') settings.set(path, String(value).trim())
  } else if (value.$parent !== holder) settings.set(path, value.id ?? '')
  else if (value.id && !value.$type.endsWith('EventDefinition')) visit(value, found)
  else readSettings(value, path, settings, found)
}

/** Settings of a list keep their place in it; the one list of extensions goes by the name of each. */
const listed = (path: string, item: unknown, index: number) =>
  isElement(item) && path.endsWith('extensionElements.values') ? item.$type.toLowerCase() : `${path}.${index + 1}`

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && '$type' in value
