import type { Problem } from '../types.ts'
import { scanXml } from '../xml.ts'
import { attribute, readXml, type XmlNode, XmlProblem } from './tree.ts'

/** One DMN file as it was written, without what does not belong to the standard, and what is wrong with it as such. */
export type Parsed = { root: XmlNode; namespace: string; problems: Problem[] }

/** Elements of a file: a table of a thousand rules and twenty columns. */
const mostCells = 50_000
/** Every edition of the standard from 1.1 on. */
const MODEL = /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(MODEL\/?|dmn\.xsd)$/

/** Reads DMN 1.1 to 1.6 XML. Never throws for what the file holds; it comes back with problems. */
export function parseDmn(xml: string): Parsed {
  const { problems } = scanXml(xml, mostCells)
  // What is wrong with an element, such as an id that is used twice, does not keep the others from being read.
  if (problems.some(({ element }) => element === '')) return { root: nothing, namespace: '', problems }
  try {
    const root = standardPart(readXml(xml))
    const isModel = root.name === 'definitions' && MODEL.test(root.namespace)
    if (!isModel) problems.push({ level: 'error', element: '', line: root.line, message: '这不是 DMN 文件。' })
    return { root, namespace: attribute(root, 'namespace') ?? '', problems }
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error
    const message = `文件里有读不懂的内容：${error.message}`
    return { root: nothing, namespace: '', problems: [{ level: 'error', element: '', line: error.line, message }] }
  }
}

/** A problem at an element: its id or that of the nearest around it, and its line. */
export function problemAt(node: XmlNode, message: string, level: Problem['level'] = 'error'): Problem {
  return { level, element: idOf(node), line: node.line, message }
}

const nothing: XmlNode = { name: '', namespace: '', attributes: new Map(), children: [], text: '', line: 1 }

/** Extensions, diagrams and other foreign elements are nothing that runs. */
function standardPart(node: XmlNode): XmlNode {
  node.children = node.children.filter(
    (child) => child.namespace === node.namespace && child.name !== 'extensionElements',
  )
  for (const child of node.children) standardPart(child)
  return node
}

function idOf(node: XmlNode): string {
  for (let at: XmlNode | undefined = node; at; at = at.parent) {
    const id = attribute(at, 'id')
    if (id) return id
  }
  return ''
}
