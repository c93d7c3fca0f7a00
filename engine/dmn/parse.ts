import { DmnModdle } from 'dmn-moddle'
import { children, type Element } from '../element.ts'
import type { Problem } from '../types.ts'
import { scanXml } from '../xml.ts'

/** The decisions and inputs of a DMN file, the line of each id, and what is wrong with the file as such. */
export type Parsed = { decisions: Element[]; inputs: Element[]; lines: Map<string, number>; problems: Problem[] }

/** Elements of a file: a table of a thousand rules and twenty columns. */
const mostCells = 50_000

/** Reads DMN 1.1 to 1.6 XML. Never throws for what the file holds; it comes back with problems. */
export async function parseDmn(xml: string): Promise<Parsed> {
  const { lines, problems } = scanXml(xml, mostCells)
  const parsed: Parsed = { decisions: [], inputs: [], lines, problems }
  if (problems.length > 0) return parsed
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(asVersion13(xml))
    const elements = children(rootElement, 'drgElement')
    parsed.decisions = elements.filter((element) => element.$type === 'dmn:Decision')
    parsed.inputs = elements.filter((element) => element.$type === 'dmn:InputData')
    parsed.problems = [
      ...problems,
      ...elements.flatMap(notRun),
      ...warnings.map((warning) => unreadable(warning.message)),
    ]
  } catch (error) {
    parsed.problems.push(unreadable(error instanceof Error ? error.message : String(error)))
  }
  return parsed
}

/** The parser knows the namespace of DMN 1.3; what we run of the other versions is written the same way. */
function asVersion13(xml: string): string {
  return xml.replace(
    /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(MODEL|DMNDI)\/?/g,
    'https://www.omg.org/spec/DMN/20191111/$1/',
  )
}

const RUN = ['dmn:Decision', 'dmn:InputData', 'dmn:KnowledgeSource', 'dmn:TextAnnotation', 'dmn:Association']

function notRun(element: Element): Problem[] {
  if (RUN.includes(element.$type)) return []
  const label = element.$type === 'dmn:BusinessKnowledgeModel' ? '业务知识模型' : '决策服务'
  return [{ level: 'error', element: element.id ?? '', message: `${label}现在还不能运行，请改成判定。` }]
}

function unreadable(message: string): Problem {
  return { level: 'error', element: '', message: `文件里有读不懂的内容：${message}` }
}
