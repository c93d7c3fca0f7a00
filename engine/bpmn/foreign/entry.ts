import { localName, type XmlElement } from '../../xml-tree.ts'
import type { Additions } from './edit.ts'
import type { Settings } from './settings.ts'
import { Untranslatable, valueToFeel } from './translate.ts'

/** A setting of another product that has one of ours: where it stood, and both as they are written. */
export type Mapped = { element: string; line: number; from: string; to: string }

/** A setting of another product without an equal here: where, what, why, and what to do about it. */
export type Unmatched = { element: string; line: number; what: string; why: string; todo: string }

/** One BPMN element that is being mapped. */
export type Entry = {
  element: XmlElement
  settings: Settings
  mapped: Mapped[]
  unmatched: Unmatched[]
  /** The variable in which the product keeps who started the case. */
  initiator: string | undefined
  /** What is to be written beside what is there. */
  additions: Additions
}

/** The id under which a person finds the element: its own, else that of the nearest element around it. */
export function idOf(element: XmlElement): string {
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const id = at.attributes.get('id')
    if (id) return id
  }
  return ''
}

/** Notes that a setting was mapped. */
export function map({ element, mapped }: Entry, from: string, to: string): void {
  mapped.push({ element: idOf(element), line: element.line, from, to })
}

/** Notes that a setting has no equal. */
export function miss({ element, unmatched }: Entry, what: string, why: string, todo: string): void {
  unmatched.push({ element: idOf(element), line: element.line, what, why, todo })
}

/** The FEEL of a value; undefined, and noted as unmatched, where it has none. */
export function feelOf(entry: Entry, what: string, written: string): string | undefined {
  try {
    return valueToFeel(written)
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error
    miss(entry, `${what}「${written}」`, error.message, '请用 FEEL 重写这个表达式。')
    return undefined
  }
}

/** True when the element is one of these, by the standard's tag. */
export function isTag(entry: Entry, ...tags: string[]): boolean {
  return tags.includes(localName(entry.element.name))
}
