import type { ModdleReference } from 'bpmn-moddle'
import { children, type Element, flag } from '../element.ts'
import type { Problem } from '../types.ts'
import { unreadable } from '../unreadable.ts'
import { scanXml } from '../xml.ts'
import { readable } from './encoding.ts'
import { moddle } from './moddle.ts'
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
    const { rootElement, references, elementsById, warnings } = await moddle.fromXML(readable(xml))
    const checked = checkRules({ definitions: rootElement, references, byId: elementsById, xml })
    keepDangling(references, elementsById)
    const all = [...problems, ...unread(warnings), ...checked]
    return {
      definitions: rootElement,
      references,
      problems: all.map((one) => atLine(one, lines)),
      executable: executableOf(rootElement),
    }
  } catch (error) {
    return { references: [], problems: [...problems, unreadable(error, 'BPMN')], executable: [] }
  }
}

/**
 * The parser drops references that lead nowhere. They stay as a bare id, so that they are written again; to whoever reads
 * the tree they are no elements.
 */
function keepDangling(references: ModdleReference[], byId: Readonly<Record<string, Element>>): void {
  const places = new Map<Element, Map<string, string[]>>()
  for (const { element, property, id } of references) {
    const ids = places.get(element) ?? places.set(element, new Map()).get(element)
    ids?.set(property, [...(ids.get(property) ?? []), id])
  }
  for (const [element, ids] of places) {
    for (const [property, all] of ids)
      if (all.some((id) => !Object.hasOwn(byId, id))) keepAll(element, property, all, byId)
  }
}

function keepAll(element: Element, property: string, ids: string[], byId: Readonly<Record<string, Element>>): void {
  const targets = ids.map((id) => byId[id] ?? { id })
  const isMany = element.$descriptor.propertiesByName[property]?.isMany
  element.set(property, isMany ? targets : targets.at(-1))
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
  const { xml } = await moddle.toXML(definitions, { format: true })
  return xml
}
