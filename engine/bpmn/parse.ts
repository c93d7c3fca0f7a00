import { BpmnModdle } from 'bpmn-moddle'
import { children, type Element } from '../element.ts'
import type { Problem } from '../types.ts'
import { scanXml } from '../xml.ts'
import { jw } from './jw.ts'

/** The process of a BPMN file as a tree, the line of each id, and what is wrong with the file as such. */
export type Parsed = { process?: Element; lines: Map<string, number>; problems: Problem[] }

/**
 * Reads BPMN 2.0 XML. Never throws for what the file holds: a file that is too big, has a DOCTYPE, is not well-formed,
 * uses an id twice, refers to ids that do not exist or has not exactly one process comes back with problems.
 */
export async function parseBpmn(xml: string): Promise<Parsed> {
  const { lines, problems } = scanXml(xml)
  if (problems.length > 0) return { lines, problems }
  try {
    const { rootElement, warnings, references, elementsById } = await new BpmnModdle({ jw }).fromXML(xml)
    const { process, problems: found } = onlyProcess(rootElement)
    const all = [...danglingReferences(references, elementsById), ...unreadable(warnings), ...found]
    return { ...(process ? { process } : {}), lines, problems: all }
  } catch (error) {
    return { lines, problems: [problem('', `文件不是可以读取的 BPMN：${messageOf(error)}`)] }
  }
}

type Reference = { element: Element; property: string; id: string }

function danglingReferences(references: Reference[], elements: Record<string, Element>): Problem[] {
  return references
    .filter(({ id, element }) => !Object.hasOwn(elements, id) && !element.$type.startsWith('bpmndi:'))
    .map(({ element, property, id }) =>
      problem(element.id ?? id, `${property.replace(/^\w+:/, '')} 指向的「${id}」在文件里没有。`),
    )
}

/** Dangling references are told in our own words; the rest of the parser's warnings is passed on. */
function unreadable(warnings: Error[]): Problem[] {
  return warnings
    .map((warning) => warning.message)
    .filter((message) => !/unresolved reference/.test(message))
    .map((message) => problem('', `文件里有读不懂的内容：${message}`))
}

function onlyProcess(definitions: Element): { process: Element | undefined; problems: Problem[] } {
  const roots = children(definitions, 'rootElements')
  const processes = roots.filter((root) => root.$type === 'bpmn:Process')
  const problems = roots.filter((root) => root.$type === 'bpmn:Collaboration').flatMap(messageFlows)
  if (processes.length !== 1) {
    problems.push(problem('', `一个文件要有且只有一个流程，这里有 ${processes.length} 个。`))
  }
  return { process: processes[0], problems }
}

function messageFlows(collaboration: Element): Problem[] {
  return children(collaboration, 'messageFlows').map((flow) =>
    problem(flow.id ?? '', '消息流还不能运行。请删掉它，或用文字说明代替。'),
  )
}

function problem(element: string, message: string): Problem {
  return { level: 'error', element, message }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
