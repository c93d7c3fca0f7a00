import { escapeXml, localName, namespaceOf, parseXml, withDescendants, type XmlElement } from '../../xml-tree.ts'
import { asUtf8 } from '../encoding.ts'
import { readAttribute } from './attributes.ts'
import { readBody } from './bodies.ts'
import { type Additions, add, type Edit, edited, placed } from './edit.ts'
import { readExtension } from './elements.ts'
import { type Entry, idOf, type Mapped, map, miss, type Unmatched } from './entry.ts'
import { addPerformers } from './people.ts'
import { noSettings, writeSettings } from './settings.ts'

/** A model of another product with our settings beside its own, and what became of each of those. */
export type Imported = {
  xml: string
  origin: 'camunda7' | 'camunda8' | 'flowable' | 'none'
  mapped: Mapped[]
  unmatched: Unmatched[]
}

/**
 * Maps the settings of a Camunda 7 (or Operaton), Camunda 8 or Flowable (or Activiti) model to ours. Nothing is taken out:
 * the products' own extensions stay where they are, ours (`jw:task` …) are put beside them, and an expression that had to
 * be rewritten is kept as it was in an extension of its own. What has no equal comes back as `unmatched`, with what to do.
 * A file of no such product, or one that is no XML, comes back unchanged with origin `none`.
 */
export async function importForeign(xml: string): Promise<Imported> {
  const document = parseXml(xml)
  const origin = document ? originOf(document) : 'none'
  if (!document || origin === 'none') return { xml, origin: 'none', mapped: [], unmatched: [] }
  const imported: Imported = { xml, origin, mapped: [], unmatched: [] }
  const context: Context = { initiator: initiatorOf(document), keys: messageKeys(document), additions: new Map() }
  const elements = [...withDescendants(document)].filter((element) => namespaceOf(element) === BPMN)
  const edits = elements.flatMap((element) => readElement(element, imported, context))
  return { ...imported, xml: asUtf8(edited(xml, [...declare(document), ...edits, ...placed(context.additions)])) }
}

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const PRODUCTS: [pattern: RegExp, origin: 'camunda7' | 'camunda8' | 'flowable'][] = [
  [/^http:\/\/camunda\.org\/schema\/zeebe\//, 'camunda8'],
  [/^http:\/\/(camunda|operaton)\.org\/schema\/1\.0\/bpmn/, 'camunda7'],
  [/^http:\/\/flowable\.org\/bpmn$/, 'flowable'],
  [/^http:\/\/(www\.)?activiti\.(org|com)\/bpmn/, 'flowable'],
]

type Context = { initiator: string | undefined; keys: Map<string, string>; additions: Additions }

function productOf(namespace: string): Imported['origin'] {
  return PRODUCTS.find(([pattern]) => pattern.test(namespace))?.[1] ?? 'none'
}

/** By the namespaces that are used: a file may declare several. Camunda 7 began with the namespace of Activiti. */
function originOf(document: XmlElement): Imported['origin'] {
  const used = [...withDescendants(document)].flatMap((element) => [
    productOf(namespaceOf(element)),
    ...[...element.attributes.keys()]
      .filter((name) => isForeign(element, name))
      .map((name) => productOf(namespaceOf(element, name))),
  ])
  const origin = used.find((one) => one !== 'none') ?? 'none'
  return origin === 'flowable' && document.attributes.has('xmlns:camunda') ? 'camunda7' : origin
}

function isForeign(element: XmlElement, attribute: string): boolean {
  return (
    attribute.includes(':') && !attribute.startsWith('xmlns:') && productOf(namespaceOf(element, attribute)) !== 'none'
  )
}

function declare(document: XmlElement): Edit[] {
  if (document.attributes.has('xmlns:jw')) return []
  return [attribute(document, 'xmlns:jw', 'urn:jingwei:bpmn:1')]
}

function attribute(element: XmlElement, name: string, value: string): Edit {
  return { at: element.from + 1 + element.name.length, remove: 0, insert: ` ${name}="${escapeXml(value)}"` }
}

function initiatorOf(document: XmlElement): string | undefined {
  for (const element of withDescendants(document)) {
    for (const [name, value] of element.attributes)
      if (isForeign(element, name) && localName(name) === 'initiator') return value
  }
  return undefined
}

/** Camunda 8 writes the correlation key at the message; here it stands where the message is awaited. */
function messageKeys(document: XmlElement): Map<string, string> {
  const keys = new Map<string, string>()
  for (const element of withDescendants(document)) {
    if (localName(element.name) !== 'subscription' || productOf(namespaceOf(element)) !== 'camunda8') continue
    keys.set(idOf(element), (element.attributes.get('correlationKey') ?? '').replace(/^\s*=\s*/, ''))
  }
  return keys
}

function readElement(element: XmlElement, imported: Imported, context: Context): Edit[] {
  const { initiator, additions } = context
  const entry: Entry = { element, settings: noSettings(), ...imported, initiator, additions }
  const edits = readBody(entry)
  if (LOOPS.includes(localName(element.name))) return edits
  for (const part of [element, ...element.children.filter((one) => LOOPS.includes(localName(one.name)))]) {
    readOwn(entry, part)
  }
  readMessage(entry, element, context)
  readPerformers(entry, element)
  if (localName(element.name) === 'userTask' && entry.settings.assign.length === 0) {
    miss(entry, '办理人', '没有写由谁办理，或写法读不懂。', '请在 jw:task 的 assign 里写上，如 role("…")。')
  }
  const settings = writeSettings(entry.settings)
  if (settings.length > 0) add(additions, element, settings)
  return [...edits, ...calledElement(entry), ...feelScript(entry)]
}

const LOOPS = ['multiInstanceLoopCharacteristics', 'standardLoopCharacteristics']

function readOwn(entry: Entry, part: XmlElement): void {
  for (const [name, value] of part.attributes) {
    if (isForeign(part, name)) readAttribute(entry, name, localName(name), value)
  }
  for (const extension of part.children
    .filter((one) => localName(one.name) === 'extensionElements')
    .flatMap((one) => one.children)) {
    if (productOf(namespaceOf(extension)) !== 'none' && !OWN_WAY.includes(localName(extension.name)))
      readExtension(entry, extension)
  }
}

/** Read elsewhere: the key of a message where it is awaited, the called process as an attribute. */
const OWN_WAY = ['subscription', 'calledElement']

function readMessage(entry: Entry, element: XmlElement, { keys }: Context): void {
  const definition = element.children.find((one) => localName(one.name) === 'messageEventDefinition')
  const reference = (localName(element.name) === 'receiveTask' ? element : definition)?.attributes.get('messageRef')
  const key = reference === undefined ? undefined : keys.get(localName(reference))
  if (!key) return
  entry.settings.message.key = key
  map(entry, `zeebe:subscription correlationKey ${key}`, `jw:message key ${key}`)
}

/** The standard's own performers, which these products read as users and groups (BPMN 2.0.2, 10.3.4). */
function readPerformers(entry: Entry, element: XmlElement): void {
  for (const role of element.children) {
    const kind = localName(role.name)
    if (!['potentialOwner', 'humanPerformer', 'performer'].includes(kind)) continue
    const formal = [...withDescendants(role)].find((one) => localName(one.name) === 'formalExpression')
    if (formal) addPerformers(entry, kind, formal.text.trim(), kind === 'potentialOwner' ? 'role' : 'person')
  }
}

/** Camunda 8 names the called process in an extension; the standard has an attribute for it. */
function calledElement(entry: Entry): Edit[] {
  const { element } = entry
  const called = extensionsOf(element).find((one) => localName(one.name) === 'calledElement')
  const id = called?.attributes.get('processId')
  if (id === undefined || localName(element.name) !== 'callActivity') return []
  if (id.startsWith('=')) {
    miss(entry, `${called?.name} ${id}`, '调用哪个流程要写明，不能由表达式算出。', '请画一个网关，各写各的调用。')
    return []
  }
  map(entry, `${called?.name} ${id}`, `calledElement ${id}`)
  if (element.attributes.has('calledElement')) return []
  return [attribute(element, 'calledElement', id)]
}

/** Camunda 8 writes a FEEL script in an extension; the standard has a child for it. */
function feelScript({ element, additions }: Entry): Edit[] {
  const script = extensionsOf(element).find((one) => localName(one.name) === 'script')
  const expression = script?.attributes.get('expression')
  const isWritten = element.children.some((one) => localName(one.name) === 'script')
  if (expression === undefined || isWritten || localName(element.name) !== 'scriptTask') return []
  const prefix = element.name.includes(':') ? `${element.name.slice(0, element.name.indexOf(':'))}:` : ''
  const body = escapeXml(expression.replace(/^\s*=\s*/, ''))
  add(additions, element, [], `<${prefix}script>${body}</${prefix}script>`)
  return element.attributes.has('scriptFormat') ? [] : [attribute(element, 'scriptFormat', 'feel')]
}

function extensionsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((one) => localName(one.name) === 'extensionElements').flatMap((one) => one.children)
}
