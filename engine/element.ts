import type { ModdleElement } from 'bpmn-moddle'

/** An element of a parsed BPMN file. Nothing about it is certain, so it is read through the functions below. */
export type Element = ModdleElement

/** The text of an attribute or text child, trimmed; undefined when absent or empty. */
export function text(element: Element, property: string): string | undefined {
  const value = element[property]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** A child or a resolved reference. */
export function child(element: Element, property: string): Element | undefined {
  const value = element[property]
  return isElement(value) ? value : undefined
}

/** Children or resolved references of a property that takes many. */
export function children(element: Element, property: string): Element[] {
  const value = element[property]
  return Array.isArray(value) ? value.filter(isElement) : []
}

/** An attribute that is true or false, with the standard's default when it is not written. */
export function flag(element: Element, property: string, standard = false): boolean {
  const value = element[property]
  return typeof value === 'boolean' ? value : standard
}

/** How a person finds the element again: its name, else its id. */
export function title(element: Element): string {
  return text(element, 'name') ?? element.id ?? element.$type.replace(/^\w+:/, '')
}

/** The extension elements of an element. */
export function extensions(element: Element): Element[] {
  const holder = child(element, 'extensionElements')
  return holder ? children(holder, 'values') : []
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && '$type' in value
}
