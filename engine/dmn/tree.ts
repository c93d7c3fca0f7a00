/** An element of an XML text: its name without prefix, the namespace it stands in, and the line where it begins. */
export type XmlNode = {
  name: string
  namespace: string
  attributes: ReadonlyMap<string, string>
  children: XmlNode[]
  /** The characters directly inside, references resolved, spaces kept. */
  text: string
  line: number
  parent?: XmlNode
}

/** XML that is not well formed, with the line. */
export class XmlProblem extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

/**
 * Reads a text as XML (XML 1.0 with namespaces). Attributes keep their prefix (`xsi:type`), elements lose theirs and know
 * their namespace instead. A DOCTYPE is not read, so that there are no entities but the five of XML.
 * @throws XmlProblem at the first place that is not well formed
 */
export function readXml(xml: string): XmlNode {
  const holder: Open = { node: nodeOf('', '', new Map(), 1), qualified: '', namespaces: new Map([['', '']]) }
  const open: Open[] = [holder]
  let line = 1
  for (const { kind, value, from } of piecesOf(xml)) {
    const inside = open.at(-1)!
    line += newlines(value.lead)
    if (value.lead !== '') addText(inside, value.lead, line, open.length)
    if (kind === 'text') addText(inside, value.raw, line, open.length, true)
    if (kind === 'close') closeTag(open, value.raw, line)
    if (kind === 'open') openTag(open, value.raw, line, from)
    line += newlines(value.tag)
  }
  if (open.length > 1) throw new XmlProblem(line, `元素「${open.at(-1)!.qualified}」没有结束。`)
  const [root] = holder.node.children
  if (!root) throw new XmlProblem(1, '里面没有元素。')
  return { ...root }
}

/** The value of an attribute, trimmed; undefined when absent or empty. */
export function attribute(node: XmlNode, name: string): string | undefined {
  return node.attributes.get(name)?.trim() || undefined
}

/** The first child with one of these names. */
export function childOf(node: XmlNode, ...names: string[]): XmlNode | undefined {
  return node.children.find((child) => names.includes(child.name))
}

/** Every child with this name. */
export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((child) => child.name === name)
}

/** The text of a child element, trimmed; undefined when absent or empty. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return (node && childOf(node, name)?.text.trim()) || undefined
}

type Open = { node: XmlNode; qualified: string; namespaces: ReadonlyMap<string, string> }
type Piece = {
  kind: 'open' | 'close' | 'text' | 'skip'
  value: { lead: string; raw: string; tag: string }
  from: number
}

const SKIPPED = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const

/** Tags, character data and what is skipped, each with the text before it. */
function* piecesOf(xml: string): Generator<Piece> {
  let at = xml.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < xml.length) {
    const from = xml.indexOf('<', at)
    const lead = xml.slice(at, from === -1 ? undefined : from)
    if (from === -1) {
      yield { kind: 'skip', value: { lead, raw: '', tag: '' }, from: at }
      return
    }
    const piece = pieceAt(xml, from)
    yield { kind: piece.kind, value: { lead, raw: piece.raw, tag: xml.slice(from, piece.to) }, from }
    at = piece.to
  }
}

const TAG = /<(\/?)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/y

function pieceAt(xml: string, from: number): { kind: Piece['kind']; raw: string; to: number } {
  if (xml.startsWith('<![CDATA[', from)) {
    const end = xml.indexOf(']]>', from)
    return end === -1 ? broken() : { kind: 'text', raw: xml.slice(from + 9, end), to: end + 3 }
  }
  const skipped = SKIPPED.find(([start]) => xml.startsWith(start, from))
  if (skipped) {
    const end = xml.indexOf(skipped[1], from + skipped[0].length)
    return end === -1 ? broken() : { kind: 'skip', raw: '', to: end + skipped[1].length }
  }
  TAG.lastIndex = from
  const tag = TAG.exec(xml)
  if (!tag) return broken()
  return { kind: tag[1] === '/' ? 'close' : 'open', raw: tag[2] ?? '', to: from + tag[0].length }

  function broken(): never {
    throw new XmlProblem(1 + newlines(xml.slice(0, from)), '这里的标签没有写完整。')
  }
}

function openTag(open: Open[], raw: string, line: number, from: number): void {
  const isEmpty = raw.endsWith('/')
  const body = isEmpty ? raw.slice(0, -1) : raw
  const qualified = /^[^\s/]+/.exec(body)?.[0]
  if (!qualified || !NAME.test(qualified)) throw new XmlProblem(line, `这里的标签没有名称（第 ${from + 1} 个字符）。`)
  const attributes = attributesOf(body.slice(qualified.length), line)
  const outer = open.at(-1)!
  const namespaces = withNamespaces(outer.namespaces, attributes)
  const colon = qualified.indexOf(':')
  const namespace = namespaces.get(qualified.slice(0, Math.max(colon, 0)))
  if (namespace === undefined) throw new XmlProblem(line, `前缀「${qualified.slice(0, colon)}」没有声明。`)
  const node = nodeOf(qualified.slice(colon + 1), namespace, attributes, line, outer.node)
  outer.node.children.push(node)
  if (!isEmpty) open.push({ node, qualified, namespaces })
}

const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}._·-]*(:[\p{L}_][\p{L}\p{N}\p{M}._·-]*)?$/u
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

function attributesOf(source: string, line: number): Map<string, string> {
  const attributes = new Map<string, string>()
  let at = 0
  while (source.slice(at).trim() !== '') {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(source)
    if (!found?.[1] || attributes.has(found[1])) throw new XmlProblem(line, '这里的属性写得不对，或者写了两次。')
    attributes.set(found[1], resolved(found[2] ?? found[3] ?? '', line))
    at += found[0].length
  }
  return attributes
}

function withNamespaces(outer: ReadonlyMap<string, string>, attributes: Map<string, string>) {
  const declared = [...attributes].flatMap(([name, value]): [string, string][] => {
    if (name === 'xmlns') return [['', value]]
    return name.startsWith('xmlns:') ? [[name.slice(6), value]] : []
  })
  return declared.length === 0 ? outer : new Map([...outer, ...declared])
}

function closeTag(open: Open[], raw: string, line: number): void {
  const closing = open.length > 1 ? open.pop() : undefined
  if (closing?.qualified === raw.trim()) return
  throw new XmlProblem(line, `「${raw.trim()}」在这里结束，却没有在这里开始。`)
}

function addText({ node }: Open, raw: string, line: number, depth: number, isVerbatim = false): void {
  if (depth > 1) node.text += isVerbatim ? raw : resolved(raw, line)
  else if (raw.trim() !== '') throw new XmlProblem(line, '根元素外面有文字。')
}

const KNOWN: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolved(raw: string, line: number): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&([^;\s]*;?)/g, (whole, name: string) => {
    const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}));$/i.exec(name)
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : undefined
    if (point !== undefined && point <= 0x10ffff) return String.fromCodePoint(point)
    const known = name.endsWith(';') ? KNOWN[name.slice(0, -1)] : undefined
    if (known === undefined) throw new XmlProblem(line, `不认识的字符引用「${whole}」。`)
    return known
  })
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function nodeOf(
  name: string,
  namespace: string,
  attributes: Map<string, string>,
  line: number,
  parent?: XmlNode,
): XmlNode {
  return { name, namespace, attributes, children: [], text: '', line, ...(parent ? { parent } : {}) }
}
