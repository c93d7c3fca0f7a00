import type { Problem } from './types.ts'

/** What a first look at the text of a model tells: where each id stands, and what speaks against reading on. */
export type Scan = { lines: Map<string, number>; problems: Problem[] }

const LIMIT = { characters: 2_000_000, elements: 5_000, depth: 50 }

/**
 * Looks over XML without building anything, so that a hostile or absurd file is refused before a parser spends time on
 * it: no DOCTYPE (hence no entities), at most 2 MB, 5,000 elements outside the diagram part and 50 levels (C48). Also
 * notes the line of every id, which the parser does not keep, and ids that occur twice.
 * @param most elements beside the diagram: a drawn process has few, a rule table has two for each cell
 */
export function scanXml(xml: string, most = LIMIT.elements): Scan {
  if (xml.length > LIMIT.characters)
    return refuse(`文件太大：超过 ${LIMIT.characters / 1_000_000} MB。请拆成几个流程。`)
  if (/<!DOCTYPE/i.test(xml)) return refuse('文件里有 DOCTYPE 声明，为安全起见不读取。请删掉这一段再上传。')
  return walkTags(xml, most)
}

const TAG = /<(\/?)([^\s<>/]+)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/y
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

function walkTags(xml: string, most: number): Scan {
  const scan: Scan = { lines: new Map(), problems: [] }
  let line = 1
  let depth = 0
  let elements = 0
  let counted = 0
  for (const { at, close, name, attributes } of tagsOf(xml)) {
    line += countLines(xml, counted, at)
    counted = at
    if (close) {
      depth -= 1
    } else {
      depth += attributes.endsWith('/') ? 0 : 1
      elements += isDiagram(name) ? 0 : 1
      noteId(scan, attributes, line)
    }
    if (depth > LIMIT.depth) return refuse(`文件嵌套超过 ${LIMIT.depth} 层，不像是画出来的流程，没有读取。`)
    if (elements > most) return refuse(`文件里的元素超过 ${most} 个，没有读取。请拆成几个流程。`)
  }
  return scan
}

/** Every tag in order. Stops where the text is broken; the parser says what is wrong there. */
function* tagsOf(xml: string) {
  let at = xml.indexOf('<')
  while (at !== -1) {
    const skipped = SKIPPED.find(([open]) => xml.startsWith(open, at))
    if (skipped) {
      const end = xml.indexOf(skipped[1], at)
      at = end === -1 ? -1 : xml.indexOf('<', end)
    } else {
      TAG.lastIndex = at
      const tag = TAG.exec(xml)
      if (tag) yield { at, close: tag[1] === '/', name: tag[2] ?? '', attributes: tag[3] ?? '' }
      at = tag ? xml.indexOf('<', at + tag[0].length) : -1
    }
  }
}

function isDiagram(name: string): boolean {
  return /^(bpmndi|dmndi|di|dc|omgdi|omgdc):/.test(name)
}

function noteId(scan: Scan, attributes: string, line: number): void {
  const id = /(?:^|\s)id\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes)
  const name = id?.[1] ?? id?.[2]
  if (name === undefined) return
  const earlier = scan.lines.get(name)
  if (earlier !== undefined) {
    const message = `编号「${name}」用了两次（第 ${earlier} 行和第 ${line} 行）。每个元素要有自己的编号。`
    scan.problems.push({ level: 'error', element: name, line, message, rule: 'EXT002 · BPMN 2.0.2 8.3.1' })
  }
  scan.lines.set(name, line)
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

function refuse(message: string): Scan {
  return { lines: new Map(), problems: [{ level: 'error', element: '', message }] }
}
