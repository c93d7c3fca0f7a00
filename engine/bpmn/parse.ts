import type { Element } from '../element.ts'
import type { Problem } from '../types.ts'
import { unreadable } from '../unreadable.ts'
import { scanXml } from '../xml.ts'
import { readable } from './encoding.ts'
import { moddle } from './moddle.ts'
import { checkRules } from './rules/check.ts'

/** A BPMN file as a tree, the line of each id, and what is wrong with the file as such. */
export type Parsed = { definitions?: Element; lines: Map<string, number>; problems: Problem[] }

/**
 * Reads BPMN 2.0 XML. Never throws for what the file holds: a file that is too big, has a DOCTYPE, is not well-formed,
 * uses an id twice, or breaks a rule of the standard comes back with problems.
 */
export async function parseBpmn(xml: string): Promise<Parsed> {
  const { lines, problems } = scanXml(xml)
  if (problems.length > 0) return { lines, problems }
  try {
    const { rootElement, warnings, references, elementsById } = await moddle.fromXML(readable(xml))
    const checked = checkRules({ definitions: rootElement, references, byId: elementsById, xml })
    return { definitions: rootElement, lines, problems: [...unread(warnings), ...checked] }
  } catch (error) {
    return { lines, problems: [unreadable(error, 'BPMN')] }
  }
}

/** References that lead nowhere have their own rule; the rest of the parser's warnings is passed on. */
function unread(warnings: Error[]): Problem[] {
  return warnings
    .map((warning) => warning.message)
    .filter((message) => !/unresolved reference/.test(message))
    .map((message) => problem('', `文件里有读不懂的内容：${message}`))
}

function problem(element: string, message: string): Problem {
  return { level: 'error', element, message }
}
