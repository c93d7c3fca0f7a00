import type { ModdleReference } from 'bpmn-moddle'
import { children, type Element, flag } from '../element.ts'
import type { Problem } from '../types.ts'
import { scanXml } from '../xml.ts'
import { asUtf8 } from './encoding.ts'
import { newModdle } from './moddle.ts'
import { checkRules } from './rules/check.ts'

/**
 * A file read for interchange: its tree where it could be read at all, what is wrong with it, and whether it has a
 * process to run. Nothing is thrown away: foreign extensions, pictures and what is not executable stay in the tree.
 */
export type ReadModel = {
  definitions?: Element
  references: ModdleReference[]
  problems: Problem[]
  /** Ids of the processes that are marked executable. */
  executable: string[]
}

/**
 * Reads a BPMN file tolerantly, for looking at, keeping and passing on; `compileModel` is the strict way to a running
 * process. Never throws for what the file holds. A breach of the standard is a problem, and the tree comes all the same.
 */
export async function readModel(xml: string): Promise<ReadModel> {
  const { lines, problems } = scanXml(xml)
  try {
    const { rootElement, references, elementsById, warnings } = await newModdle().fromXML(asUtf8(xml))
    const checked = checkRules({ definitions: rootElement, references, byId: elementsById, xml })
    const all = [...problems, ...unread(warnings), ...checked]
    return {
      definitions: rootElement,
      references,
      problems: all.map((one) => atLine(one, lines)),
      executable: executableOf(rootElement),
    }
  } catch (error) {
    const message = `文件不是可以读取的 BPMN：${error instanceof Error ? error.message : String(error)}`
    return { references: [], problems: [...problems, { level: 'error', element: '', message }], executable: [] }
  }
}

/** What the parser could not read; references that lead nowhere have their own rule. */
function unread(warnings: Error[]): Problem[] {
  return warnings
    .filter(({ message }) => !/unresolved reference/.test(message))
    .map(({ message }) => ({ level: 'error', element: '', message: `文件里有读不懂的内容：${message}` }))
}

function executableOf(definitions: Element): string[] {
  const processes = children(definitions, 'rootElements').filter((root) => root.$type === 'bpmn:Process')
  return processes.filter((process) => flag(process, 'isExecutable')).map((process) => process.id ?? '')
}

function atLine(problem: Problem, lines: Map<string, number>): Problem {
  const line = problem.line ?? lines.get(problem.element)
  return line === undefined ? problem : { ...problem, line }
}

/**
 * The XML of a model that `readModel` gave: everything of it, foreign extensions and diagrams included. Prefixes stay as the
 * file had them; comments and blank space are not kept.
 */
export async function writeModel(definitions: Element): Promise<string> {
  const { xml } = await newModdle().toXML(definitions, { format: true })
  return xml
}
