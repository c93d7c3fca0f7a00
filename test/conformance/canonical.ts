import { localName, namespaceOf, parseXml, type XmlElement } from '#engine/xml-tree.ts'

/** A tree of XML without what means nothing: prefixes, blank space between tags, order of attributes, standard values. */
export type Canonical = {
  name: string
  attributes: { [name: string]: string }
  text: string
  children: Canonical[]
}

/**
 * What two texts of a model must have in common to be one and the same. Siblings of the same name keep their order, which
 * means something; siblings of different names do not, since the schema or the writer orders them.
 */
export function canonical(xml: string): Canonical | undefined {
  const document = parseXml(xml)
  return document && canonicalElement(document)
}

/** Where two trees differ, as paths with both sides; empty when they say the same. */
export function differences(before: Canonical, after: Canonical, path = before.name): string[] {
  const label = `${path}${before.attributes.id ? `#${before.attributes.id}` : ''}`
  if (before.name !== after.name) return [`${label}：成了 ${after.name}`]
  const names = [...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])]
  const found = names
    .filter((name) => !sameValue(before.attributes[name], after.attributes[name]))
    .map((name) => `${label} @${name}：「${before.attributes[name] ?? '无'}」→「${after.attributes[name] ?? '无'}」`)
  if (before.text !== after.text) found.push(`${label} 文字：「${cut(before.text)}」→「${cut(after.text)}」`)
  return [...found, ...childDifferences(before, after, label)]
}

function childDifferences(before: Canonical, after: Canonical, label: string): string[] {
  const tags = [...new Set([...before.children, ...after.children].map(({ name }) => name))]
  return tags.flatMap((tag) => {
    const [ours, theirs] = [before, after].map(({ children }) => children.filter(({ name }) => name === tag))
    if (!ours || !theirs) return []
    if (ours.length !== theirs.length)
      return [`${label} 里的 ${localTag(tag)}：${ours.length} 个 → ${theirs.length} 个`]
    return ours.flatMap((one, index) => {
      const other = theirs[index]
      return other ? differences(one, other, `${label}/${localTag(tag)}`) : []
    })
  })
}

function canonicalElement(element: XmlElement): Canonical {
  const children = element.children.map(canonicalElement)
  const text = element.text.replaceAll('\r\n', '\n').trim()
  const attributes = [...element.attributes]
    .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .map(([name, value]) => [qualified(element, name), meaningOf(element, name, value)] as const)
    .filter(([name, value]) => STANDARD[name] !== value && !(name === `${XSI}type` && value === POINT))
  return formal({
    name: `{${namespaceOf(element)}}${localName(element.name)}`,
    attributes: Object.fromEntries(attributes),
    text: children.length > 0 ? text.replaceAll(/\s+/g, ' ') : text,
    children,
  })
}

/** `expression` of the formal type and `formalExpression` are one and the same: the schema lets either stand for the other. */
function formal(element: Canonical): Canonical {
  const { [`${XSI}type`]: type, ...attributes } = element.attributes
  if (!element.name.endsWith('}expression') || !type?.endsWith('}tFormalExpression')) return element
  return { ...element, name: element.name.replace(/expression$/, 'formalExpression'), attributes }
}

function qualified(element: XmlElement, name: string): string {
  return name.includes(':') ? `{${namespaceOf(element, name)}}${localName(name)}` : name
}

/** The type that the schema gives a waypoint anyway. */
const POINT = '{http://www.omg.org/spec/DD/20100524/DC}Point'
const XSI = '{http://www.w3.org/2001/XMLSchema-instance}'

/** The type of an element is a name with a prefix, which may change as prefixes do. */
function meaningOf(element: XmlElement, name: string, value: string): string {
  if (qualified(element, name) !== `${XSI}type`) return value.replaceAll('\r\n', '\n')
  return `{${namespaceOf(element, value.includes(':') ? value : 'x')}}${localName(value)}`
}

/** Values that the schema gives an attribute that is not written: writing them or not says the same. */
const STANDARD: { [name: string]: string } = {
  isForCompensation: 'false',
  isInterrupting: 'true',
  parallelMultiple: 'false',
  cancelActivity: 'true',
  triggeredByEvent: 'false',
  startQuantity: '1',
  completionQuantity: '1',
  isClosed: 'false',
  processType: 'None',
  isCollection: 'false',
  isSequential: 'false',
  behavior: 'All',
  instantiate: 'false',
  gatewayDirection: 'Unspecified',
  eventGatewayType: 'Exclusive',
  associationDirection: 'None',
  itemKind: 'Information',
  testBefore: 'false',
  textFormat: 'text/plain',
  isUnlimited: 'true',
  minimum: '0',
  maximum: '1',
  ordering: 'Parallel',
  cancelRemainingInstances: 'true',
  waitForCompletion: 'true',
  loopType: 'None',
  method: '##Compensate',
  implementation: '##WebService',
  mustUnderstand: 'false',
  expressionLanguage: 'http://www.w3.org/1999/XPath',
  typeLanguage: 'http://www.w3.org/2001/XMLSchema',
}

function sameValue(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return true
  if (one === undefined || other === undefined) return false
  const numeric = /^-?\d+(\.\d+)?(e-?\d+)?$/i
  if (numeric.test(one) && numeric.test(other)) return Number(one) === Number(other)
  return one.trim() === other.trim()
}

function localTag(name: string): string {
  return name.slice(name.indexOf('}') + 1)
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
