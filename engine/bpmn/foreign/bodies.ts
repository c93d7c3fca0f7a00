import { escapeXml, localName, type XmlElement } from '../../xml-tree.ts'
import { type Additions, add, type Edit } from './edit.ts'
import { type Entry, feelOf, map, miss } from './entry.ts'
import { codeToFeel, isExpression, Untranslatable } from './translate.ts'

/** The standard's own places of expressions, which every product fills in its own language. */
const PLACES = [
  'conditionExpression',
  'condition',
  'loopCardinality',
  'completionCondition',
  'loopCondition',
  'activationCondition',
  'timeDate',
  'timeDuration',
  'timeCycle',
]

/** Rewrites an expression into FEEL and keeps it as it was in an extension of the element that holds it. */
export function readBody(entry: Entry): Edit[] {
  const { element } = entry
  const place = localName(element.name)
  if (place === 'script') return readScript(entry)
  if (!PLACES.includes(place)) return []
  const language = element.attributes.get('language')
  const written = element.text.trim()
  const holder = element.parent
  if (!holder || written === '' || (!language && !isExpression(written))) return []
  const host: Entry = { ...entry, element: holder }
  const isCode = language !== undefined && !isExpression(written)
  const feel = isCode ? fromLanguage(host, place, language, written) : feelOf(host, place, written)
  if (feel === undefined || (feel === written && !language)) return []
  map(host, `${place} ${written}`, `FEEL ${feel}`)
  keep(entry.additions, holderOf(holder), place, language, written)
  return replaced(element, feel)
}

function fromLanguage(entry: Entry, place: string, language: string, written: string): string | undefined {
  if (/feel/i.test(language)) return written
  try {
    return codeToFeel(written.replace(/^return\s+/, ''))
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error
    miss(entry, `${place}（${language}）「${written}」`, error.message, '请用 FEEL 重写这个表达式。')
    return undefined
  }
}

function readScript(entry: Entry): Edit[] {
  const task = entry.element.parent
  if (!task || localName(task.name) !== 'scriptTask') return []
  const format = task.attributes.get('scriptFormat') ?? ''
  if (/feel/i.test(format)) return []
  const todo = '请用 FEEL 重写，scriptFormat 写 feel；或换成自动任务，由规则来做。'
  miss({ ...entry, element: task }, `脚本（${format || '没有写语言'}）`, '脚本任务只运行 FEEL。', todo)
  return []
}

/** The new body; the attribute that named the old language goes, since the text is FEEL now. */
function replaced(element: XmlElement, feel: string): Edit[] {
  const body: Edit = { at: element.open, remove: element.close - element.open, insert: escapeXml(feel) }
  if (!element.attributes.has('language')) return [body]
  const attributes = [...element.attributes].filter(([name]) => name !== 'language')
  const start = attributes.map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('')
  return [{ at: element.from, remove: element.open - element.from, insert: `<${element.name}${start}>` }, body]
}

/** An event definition keeps it with the event, a loop with its activity: those have room for extensions everywhere. */
function holderOf(holder: XmlElement): XmlElement {
  return /EventDefinition$|LoopCharacteristics$/.test(localName(holder.name)) && holder.parent ? holder.parent : holder
}

const ORIGIN = 'urn:jingwei:origin:1'

function keep(
  additions: Additions,
  holder: XmlElement,
  place: string,
  language: string | undefined,
  written: string,
): void {
  const attributes = `xmlns:origin="${ORIGIN}" of="${place}"${language ? ` language="${escapeXml(language)}"` : ''}`
  add(additions, holder, [`<origin:expression ${attributes}>${escapeXml(written)}</origin:expression>`])
}
