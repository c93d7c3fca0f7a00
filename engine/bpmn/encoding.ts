import { parseXml, withDescendants } from '../xml-tree.ts'

/**
 * The text of an XML file by the encoding that it declares, UTF-8 without one (XML 1.0, 4.3.3). An encoding that is not
 * known is read as UTF-8, so that a person at least sees the file.
 */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  try {
    return new TextDecoder(declared ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** A decoded text with its declaration set right: what it says of bytes no longer concerns a reader of characters. */
export function asUtf8(xml: string): string {
  return xml.replace(/^(\s*<\?xml[^>]*?encoding\s*=\s*["'])[\w.:-]+/, '$1UTF-8')
}

/**
 * A text as the parser reads it: blank space around the `=` of an attribute, which XML allows (3.1, rule 25) and the parser
 * does not know, is closed up; the declared encoding is set right.
 */
export function readable(xml: string): string {
  const text = asUtf8(xml)
  if (!LOOSE.test(text)) return text
  const document = parseXml(text)
  const tags = document ? [...withDescendants(document)].map(({ from, open }) => ({ from, open })) : []
  return tags.toReversed().reduce((result, { from, open }) => {
    const tag = result.slice(from, open)
    const closed = tag.replaceAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g, '$1=$2')
    return closed === tag ? result : result.slice(0, from) + closed + result.slice(open)
  }, text)
}

const LOOSE = /<\w[^<>]*?(\s=|=\s+["'])/
