/** An element of an XML text as it is written: prefixes kept, attributes in order, text and comments beside children. */
export type XmlElement = {
  name: string
  attributes: Map<string, string>
  children: XmlElement[]
  /** All character data directly inside, entities resolved. */
  text: string
  line: number
  parent?: XmlElement
  /** Where the start tag begins and ends, and where the end tag begins and ends, in the text. */
  from: number
  open: number
  close: number
  to: number
}

/**
 * Reads well-formed XML into a tree of what stands in the text, without a schema: what a model reader drops or folds
 * (a repeated child, an unknown attribute, an element in the wrong place) is still there, and each element knows its
 * line and its place in the text. Undefined when tags do not match. DOCTYPE and entities beyond the five of XML and
 * character references are not resolved.
 */
export function parseXml(xml: string): XmlElement | undefined {
  const walk: Walk = { xml, line: 1, counted: 0, stack: [] }
  let at = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    addText(walk, xml.slice(at, next === -1 ? xml.length : next))
    if (next === -1) break
    at = xml.startsWith('<![CDATA[', next) ? cdata(walk, next) : (skip(xml, next) ?? tag(walk, next))
    if (at === -1) return undefined
  }
  return walk.stack.length === 0 ? walk.root : undefined
}

/** The name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The namespace of a name where it stands: looked up outwards through the `xmlns` attributes. */
export function namespaceOf(element: XmlElement, name = element.name): string {
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : ''
  const attribute = prefix ? `xmlns:${prefix}` : 'xmlns'
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const found = at.attributes.get(attribute)
    if (found !== undefined) return found
  }
  return ''
}

/** An element and everything below it, in document order. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* withDescendants(child)
}

/** Text for an attribute or character data. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

type Walk = { xml: string; line: number; counted: number; stack: XmlElement[]; root?: XmlElement }

function addText({ stack }: Walk, text: string): void {
  const element = stack.at(-1)
  if (element && text !== '') element.text += decode(text)
}

function cdata({ xml, stack }: Walk, at: number): number {
  const end = xml.indexOf(']]>', at)
  const element = stack.at(-1)
  if (element && end !== -1) element.text += xml.slice(at + 9, end)
  return end === -1 ? -1 : end + 3
}

function skip(xml: string, at: number): number | undefined {
  const end = xml.startsWith('<!--', at) ? '-->' : xml.startsWith('<?', at) ? '?>' : xml.startsWith('<!', at) ? '>' : ''
  if (end === '') return undefined
  const found = xml.indexOf(end, at + 2)
  return found === -1 ? -1 : found + end.length
}

const TAG = /<(\/?)([^\s<>/="']+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function tag(walk: Walk, at: number): number {
  TAG.lastIndex = at
  const match = TAG.exec(walk.xml)
  if (!match) return -1
  const [whole, slash, name = '', attributes = '', empty] = match
  const end = at + whole.length
  if (slash) return closeTag(walk, name, at, end)
  walk.line += countLines(walk.xml, walk.counted, at)
  walk.counted = at
  const parent = walk.stack.at(-1)
  const element: XmlElement = {
    name,
    attributes: new Map([...attributes.matchAll(ATTRIBUTE)].map(([, key = '', a, b]) => [key, decode(a ?? b ?? '')])),
    children: [],
    text: '',
    line: walk.line,
    from: at,
    open: end,
    close: end,
    to: end,
    ...(parent ? { parent } : {}),
  }
  parent?.children.push(element)
  walk.root ??= element
  if (!empty) walk.stack.push(element)
  return end
}

function closeTag({ stack }: Walk, name: string, at: number, end: number): number {
  const element = stack.pop()
  if (element?.name !== name) return -1
  element.close = at
  element.to = end
  return end
}

const ENTITIES: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
