import { localName, type XmlElement } from '../../xml-tree.ts'

/** A change of a text: at a place, so many characters out, this in. `closes` opens an empty tag that ends there. */
export type Edit = { at: number; remove: number; insert: string; closes?: string }

/** What is to be put into an element: extension elements, and what stands at its end. */
export type Additions = Map<XmlElement, { extensions: string[]; tail: string }>

/** A text with all changes made, later places first, so that earlier ones keep theirs; changes at one place keep their order. */
export function edited(text: string, edits: Edit[]): string {
  const numbered = edits.map((edit, index) => ({ edit, index }))
  const ordered = numbered.toSorted((a, b) => b.edit.at - a.edit.at || b.index - a.index)
  return ordered.reduce((result, { edit }) => apply(result, edit), text)
}

/** Notes what an element is to get. */
export function add(additions: Additions, element: XmlElement, extensions: string[], tail = ''): void {
  const known = additions.get(element) ?? { extensions: [], tail: '' }
  additions.set(element, { extensions: [...known.extensions, ...extensions], tail: known.tail + tail })
}

/** The changes that put everything noted in its place: extension elements stand after the documentation (tBaseElement). */
export function placed(additions: Additions): Edit[] {
  return [...additions].flatMap(([element, { extensions, tail }]) => placeIn(element, extensions.join(''), tail))
}

function placeIn(element: XmlElement, insert: string, tail: string): Edit[] {
  const holder = element.children.find((one) => localName(one.name) === 'extensionElements')
  const prefix = element.name.includes(':') ? `${element.name.slice(0, element.name.indexOf(':'))}:` : ''
  const whole = insert && `<${prefix}extensionElements>${insert}</${prefix}extensionElements>`
  if (element.open === element.to) {
    return whole || tail ? [{ at: element.open, remove: 0, insert: whole + tail, closes: element.name }] : []
  }
  const documentation = element.children.filter((one) => localName(one.name) === 'documentation').at(-1)
  const end: Edit[] = tail ? [{ at: element.close, remove: 0, insert: tail }] : []
  if (!insert) return end
  if (holder && holder.open !== holder.to) return [{ at: holder.open, remove: 0, insert }, ...end]
  if (holder) return [{ at: holder.from, remove: holder.to - holder.from, insert: whole }, ...end]
  return [{ at: documentation?.to ?? element.open, remove: 0, insert: whole }, ...end]
}

function apply(text: string, { at, remove, insert, closes }: Edit): string {
  if (closes === undefined) return text.slice(0, at) + insert + text.slice(at + remove)
  const start = text.slice(0, at).replace(/\s*\/>$/, '>')
  return `${start}${insert}</${closes}>${text.slice(at)}`
}
