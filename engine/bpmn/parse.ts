import { BpmnModdle } from 'bpmn-moddle'
import type { Element } from '../element.ts'
import type { Problem } from '../types.ts'
import { scanXml } from '../xml.ts'
import { jw } from './jw.ts'

/** One reader for all files: making it takes longer than reading a small file. */
const moddle = new BpmnModdle({ jw })
// The library takes the script of a global task for an attribute; in the schema of BPMN 2.0.2 it is an element.
for (const property of moddle.registry.typeMap['bpmn:GlobalScriptTask']?.properties ?? [])
  if (property.name === 'bpmn:script') property.isAttr = false

/** A BPMN file as a tree, the line of each id, and what is wrong with the file as such. */
export type Parsed = { definitions?: Element; lines: Map<string, number>; problems: Problem[] }

/**
 * Reads BPMN 2.0 XML. Never throws for what the file holds: a file that is too big, has a DOCTYPE, is not well-formed,
 * uses an id twice, or refers to ids that do not exist comes back with problems.
 */
export async function parseBpmn(xml: string): Promise<Parsed> {
  const { lines, problems } = scanXml(xml)
  if (problems.length > 0) return { lines, problems }
  try {
    const { rootElement, warnings, references, elementsById } = await moddle.fromXML(xml)
    const found = [...danglingReferences(references, elementsById), ...unreadable(warnings)]
    return { definitions: rootElement, lines, problems: found }
  } catch (error) {
    return { lines, problems: [problem('', `文件不是可以读取的 BPMN：${messageOf(error)}`)] }
  }
}

type Reference = { element: Element; property: string; id: string }

function danglingReferences(references: Reference[], elements: Record<string, Element>): Problem[] {
  return references
    .filter(({ id, element, property }) => !Object.hasOwn(elements, id) && !isForeign(element, property))
    .map(({ element, property, id }) =>
      problem(element.id ?? id, `${property.replace(/^\w+:/, '')} 指向的「${id}」在文件里没有。`),
    )
}

/** The diagram is not run, and the type of data may be one of another language. */
function isForeign(element: Element, property: string): boolean {
  return element.$type.startsWith('bpmndi:') || property.endsWith('structureRef')
}

/** Dangling references are told in our own words; the rest of the parser's warnings is passed on. */
function unreadable(warnings: Error[]): Problem[] {
  return warnings
    .map((warning) => warning.message)
    .filter((message) => !/unresolved reference/.test(message))
    .map((message) => problem('', `文件里有读不懂的内容：${message}`))
}

function problem(element: string, message: string): Problem {
  return { level: 'error', element, message }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
