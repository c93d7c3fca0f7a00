import type { ModdleReference } from 'bpmn-moddle'
import { child, children, type Element, flag, text, title } from '../../element.ts'
import { namespaceOf, withDescendants, type XmlElement } from '../../xml-tree.ts'

/** A model as the rules see it: the standard's elements in document order, references, flows, and the text's own tree. */
export type Tree = {
  definitions: Element
  all: Element[]
  /** Elements by the types that were asked for, filled as rules ask. */
  byType: Map<string, Element[]>
  references: ModdleReference[]
  byId: Readonly<Record<string, Element>>
  incoming: Map<Element, Element[]>
  outgoing: Map<Element, Element[]>
  document: XmlElement
  /** The tags of the standard in the text, in order. */
  tags: XmlElement[]
  /** The file declares the namespace of a product that says in its own words how a step is carried out. */
  hasProduct: boolean
}

/** One breach of a rule: where, and a Chinese sentence that says what is wrong and what would be right; a minor one only warns. */
export type Finding = { element: Element; message: string; isMinor?: boolean }

/**
 * A rule of the standard. `id` is its number in the Bamberg catalogue of BPMN 2.0 serialization constraints (`EXT023`) or
 * `REF`/`XSD` for the schema; `section` that of BPMN 2.0.2. `binds` says how far it stops a publication: `always`; in an
 * `executable` process, while it is a warning in a drawing; or `standard`: a warning also where a product's own namespace
 * settles the matter in another way (what transports a message, which language an expression is in).
 */
export type Rule = {
  id: string
  section: string
  binds: 'always' | 'executable' | 'standard'
  find: (tree: Tree) => Finding[]
}

/** Indexes a parsed model for the rules. */
export function treeOf(
  definitions: Element,
  references: ModdleReference[],
  byId: Readonly<Record<string, Element>>,
  document: XmlElement,
): Tree {
  const all: Element[] = []
  collect(definitions, all)
  const flows = all.filter((element) => element.$type === 'bpmn:SequenceFlow')
  return {
    definitions,
    all,
    byType: new Map(),
    references,
    byId,
    incoming: groupBy(flows, 'targetRef'),
    outgoing: groupBy(flows, 'sourceRef'),
    document,
    tags: [...withDescendants(document)].filter(isBpmn),
    hasProduct: [...document.attributes.values()].some((value) => PRODUCTS.test(value)),
  }
}

/** Elements of a type of the metamodel, subtypes included, as `bpmn:Activity`. */
export function ofType(tree: Tree, ...types: string[]): Element[] {
  const key = types.join()
  const known = tree.byType.get(key)
  if (known) return known
  const found = tree.all.filter((element) => isA(element, ...types))
  tree.byType.set(key, found)
  return found
}

/** True when an element is of one of these types or a subtype. */
export function isA(element: Element | undefined, ...types: string[]): boolean {
  return element !== undefined && types.some((type) => isKind(element, type))
}

/** What is asked of each type of the metamodel, once: asking every element again would be most of the work of a check. */
const kinds = new Map<string, Map<string, boolean>>()

function isKind(element: Element, type: string): boolean {
  const known = kinds.get(element.$type) ?? new Map<string, boolean>()
  if (known.size === 0) kinds.set(element.$type, known)
  const answer = known.get(type) ?? element.$instanceOf(type)
  known.set(type, answer)
  return answer
}

/** The nearest element around this one that has one of the types. */
export function around(element: Element, ...types: string[]): Element | undefined {
  for (let at = element.$parent; at; at = at.$parent) if (isA(at, ...types)) return at
  return undefined
}

/** Whether an element takes part in an executable process; what stands beside the processes does when one is executable. */
export function isExecutable(tree: Tree, element: Element): boolean {
  const process = element.$type === 'bpmn:Process' ? element : around(element, 'bpmn:Process')
  if (process) return flag(process, 'isExecutable')
  const processes = children(tree.definitions, 'rootElements').filter((root) => root.$type === 'bpmn:Process')
  return processes.length === 0 || processes.some((one) => flag(one, 'isExecutable'))
}

/** The event definitions of an event: written in place, or at the top of the file and referred to. */
export function definitionsOf(event: Element): Element[] {
  return [...children(event, 'eventDefinitions'), ...children(event, 'eventDefinitionRef')]
}

/** The kinds of an event's definitions, as `message`. */
export function kindsOf(event: Element): string[] {
  return definitionsOf(event).map(kindOf)
}

/** `message` of a `bpmn:MessageEventDefinition`. */
export function kindOf(definition: Element): string {
  return definition.$type.replace('bpmn:', '').replace('EventDefinition', '').toLowerCase()
}

/** One finding for each element that passes, with its title in the message. */
export function each(
  elements: Element[],
  breaks: (element: Element) => boolean,
  say: (name: string, element: Element) => string,
): Finding[] {
  return elements.filter(breaks).map((element) => ({ element, message: say(title(element), element) }))
}

/** What an item-aware element holds: its own item definition, or that of the data object or store it refers to. */
export function itemOf(element: Element | undefined): Element | undefined {
  if (!element) return undefined
  const target = child(element, 'dataObjectRef') ?? child(element, 'dataStoreRef')
  return child(element, 'itemSubjectRef') ?? (target && child(target, 'itemSubjectRef'))
}

/** Whether two item definitions say the same: one and the same, or both name the same structure. */
export function sameItem(one: Element | undefined, other: Element | undefined): boolean {
  if (one === other) return true
  const structure = one && text(one, 'structureRef')
  return structure !== undefined && other !== undefined && structure === text(other, 'structureRef')
}

/** Namespaces of engines: ours, Camunda 7 and 8, Operaton, Activiti, Flowable, jBPM, W4, Bonita, Trisotech, Oracle. */
const PRODUCTS =
  /^(urn:jingwei:bpmn:|https?:\/\/(camunda|operaton|(www\.)?activiti|flowable)\.(org|com)\/|https?:\/\/www\.(jboss\.org\/drools|w4\.eu|bonitasoft|trisotech|oracle)[./])/

function collect(element: Element, all: Element[]): void {
  all.push(element)
  for (const property of element.$descriptor.properties) {
    if (property.isReference || property.isVirtual || property.isAttr) continue
    if (property.name === 'bpmn:extensionElements' || property.name === 'bpmn:diagrams') continue
    const value = element[property.name.replace('bpmn:', '')]
    for (const one of Array.isArray(value) ? value : [value]) if (isStandard(one)) collect(one, all)
  }
}

function isStandard(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && '$type' in value && String(value.$type).startsWith('bpmn:')
}

function groupBy(flows: Element[], end: string): Map<Element, Element[]> {
  const groups = new Map<Element, Element[]>()
  for (const flow of flows) {
    const node = child(flow, end)
    const group = node && groups.get(node)
    if (group) group.push(flow)
    else if (node) groups.set(node, [flow])
  }
  return groups
}

/** The namespace of BPMN 2.0 models. */
export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** True for a tag of the standard in the text's own tree. */
export function isBpmn(element: XmlElement): boolean {
  return namespaceOf(element) === BPMN
}
