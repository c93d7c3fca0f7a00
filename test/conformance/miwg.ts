import type { Page } from 'playwright-core'
import { drawable } from '#engine/bpmn/drawable.ts'
import { decodeXml } from '#engine/bpmn/encoding.ts'
import { importForeign } from '#engine/bpmn/foreign/import.ts'
import { readModel, writeModel } from '#engine/bpmn/read.ts'
import { localName, parseXml, withDescendants, type XmlElement } from '#engine/xml-tree.ts'
import { canonical, differences } from './canonical.ts'
import { browserProgram, type Drawing, draw, openViewer } from './draw.ts'
import { bytesOf, type Failure, filesBelow, folderOf, type Score, scoreOf } from './suite.ts'

/**
 * The models of the BPMN Model Interchange Working Group: each is imported (read whole, every element known), written again
 * without loss, mapped from another product's settings without loss, and drawn with a graphic for every shape and edge of
 * its diagrams. Where there is no browser, drawing is skipped with a word.
 * @param dir a folder that is searched with all its folders for `*.bpmn`
 */
export async function miwg(dir?: string): Promise<Score> {
  const folder = folderOf('bpmn-miwg', dir)
  if (!folder) return scoreOf('miwg', 0, [], ['没有找到 MIWG 的模型，跳过。'])
  const files = filesBelow(folder, '**/*.bpmn')
  const program = browserProgram()
  const viewer = program === undefined ? undefined : await openViewer(program)
  const notes = viewer ? [] : ['没有 chromium（CHROMIUM=路径 指定），没有画图。']
  const failures: Failure[] = []
  for (const file of files) {
    const found = await tryModel(decodeXml(bytesOf(folder, file)), viewer?.page)
    failures.push(...found.faults.map((why) => ({ case: file, why })))
    notes.push(...found.notes.map((note) => `${file}：${note}`))
  }
  await viewer?.close()
  return scoreOf('miwg', files.length, failures, notes)
}

/** What is wrong with how one model is handled, and what one may want to know. */
export async function tryModel(xml: string, page?: Page): Promise<{ faults: string[]; notes: string[] }> {
  const { definitions, problems, executable } = await readModel(xml)
  const document = parseXml(xml)
  if (!document) return { faults: definitions ? ['读了不成文的 XML'] : [], notes: ['文件不是合格的 XML，没有读取'] }
  if (!definitions) return { faults: [`没有读取：${problems.at(-1)?.message ?? ''}`], notes: [] }
  const unread = problems.filter(({ rule }) => rule === undefined).map(({ message }) => message)
  const written = await writeModel(definitions)
  const faults = [...unread, ...lost(xml, written), ...(await lostOnImport(xml, document))]
  if (page) faults.push(...(await undrawn(page, xml, document)))
  const errors = problems.filter(({ level, rule }) => level === 'error' && rule !== undefined)
  const runs = executable.length > 0 ? `可执行：${executable.join('、')}` : '不可执行，作说明用'
  return { faults, notes: [runs, ...errors.map(({ element, message, rule }) => `${rule} ${element} ${message}`)] }
}

/** What a round trip lost, changed or added. */
function lost(before: string, after: string): string[] {
  const [one, other] = [canonical(before), canonical(after)]
  if (!one || !other) return ['写出来的不是合格的 XML']
  return differences(one, other).map((difference) => `往返后不同：${difference}`)
}

/** After mapping a product's settings nothing of the file is gone, and the result makes the round trip too. */
async function lostOnImport(xml: string, document: XmlElement): Promise<string[]> {
  const { origin, xml: imported } = await importForeign(xml)
  if (origin === 'none') return []
  const { definitions } = await readModel(imported)
  if (!definitions) return ['导入别的产品的设置后读不了']
  const after = parseXml(imported)
  const gone = after ? idsOf(document).filter((id) => !idsOf(after).includes(id)) : ['全部']
  const missing = gone.map((id) => `导入别的产品的设置后没有了「${id}」`)
  return [...missing, ...lost(imported, await writeModel(definitions))]
}

function idsOf(document: XmlElement): string[] {
  return [...withDescendants(document)].flatMap((element) => element.attributes.get('id') ?? [])
}

/** Shapes and edges of the file without a graphic, graphics without size, and names that cannot be read. */
async function undrawn(page: Page, xml: string, document: XmlElement): Promise<string[]> {
  const parts = partsOf(document)
  if (parts.length === 0) return []
  const drawing = await draw(page, drawable(xml))
  if (drawing.error) return [`画不出来：${drawing.error}`]
  const drawn = largest(drawing)
  const words = drawing.words.replaceAll(/\s+/g, '')
  return parts.flatMap(({ id, name, isShape }) => {
    const graphic = drawn.get(id)
    if (!graphic) return [`没有画「${id}」`]
    if (isShape && (graphic.width === 0 || graphic.height === 0)) return [`「${id}」画得没有大小`]
    if (!isShape && graphic.width + graphic.height === 0) return [`「${id}」画得没有长度`]
    return name === '' || words.includes(firstWord(name)) ? [] : [`「${id}」的名字「${name}」没有写出来`]
  })
}

/** The largest graphic of each element: a label beside it, and the same element in another diagram, are graphics too. */
function largest({ graphics }: Drawing): Map<string, Drawing['graphics'][number]> {
  const found = new Map<string, Drawing['graphics'][number]>()
  for (const graphic of graphics) {
    const known = found.get(graphic.id)
    if (!known || graphic.width + graphic.height > known.width + known.height) found.set(graphic.id, graphic)
  }
  return found
}

type Part = { id: string; name: string; isShape: boolean }

/** What the diagrams of a file show, with the name that stands on it; what leads to no element has nothing to show. */
function partsOf(document: XmlElement): Part[] {
  const named = new Map([...withDescendants(document)].map((element) => [element.attributes.get('id') ?? '', element]))
  return [...withDescendants(document)].flatMap((element) => {
    const kind = localName(element.name)
    const shown = named.get(localName(element.attributes.get('bpmnElement') ?? ''))
    if ((kind !== 'BPMNShape' && kind !== 'BPMNEdge') || !shown) return []
    const isNamed = WITH_NAME.test(localName(shown.name))
    return [
      {
        id: shown.attributes.get('id') ?? '',
        name: isNamed ? (shown.attributes.get('name') ?? '') : '',
        isShape: kind === 'BPMNShape',
      },
    ]
  })
}

/** Elements whose name is written on the drawing, whatever else there is. */
const WITH_NAME = /^(\w*[tT]ask|startEvent|endEvent|intermediate\w+Event|boundaryEvent|callActivity|participant)$/

/** A long name is cut into lines and its end may be left out; its beginning must be there. */
function firstWord(name: string): string {
  return name.replaceAll(/\s+/g, '').slice(0, 6)
}
