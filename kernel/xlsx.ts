import { zip } from './zip.ts'

/**
 * A cell: words, a number, nothing; an exact amount ('12.80'), a day ('YYYY-MM-DD'), or a local clock time
 * ('YYYY-MM-DDTHH:MM', already in the company's zone), each of which a spreadsheet can count with.
 */
export type Cell =
  | string
  | number
  | null
  | { readonly amount: string }
  | { readonly day: string }
  | { readonly clock: string }

/** A sheet: its name, its heads with widths in characters, and its rows as they come. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly { readonly label: string; readonly width?: number }[]
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
}

/** The media type of a workbook. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * A workbook (ECMA-376, SpreadsheetML) as it is made, row by row. Words stay words: nothing that a person typed becomes a
 * formula. Heads are bold and stay in place, and every column can be filtered.
 */
export function xlsx(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const names = sheetNames(sheets.map(({ name }) => name))
  const numbers = sheets.map((_, index) => index + 1)
  return zip([
    { name: '[Content_Types].xml', text: [contentTypes(numbers)] },
    { name: '_rels/.rels', text: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [workbook(names)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [
        relations([
          ...numbers.map((n) => ['worksheet', `worksheets/sheet${n}.xml`] as const),
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', text: [styles] },
    ...sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text: worksheet(sheet) })),
  ])
}

/** Names as a workbook allows them: at most 31 characters, none of []:*?/\, no two alike. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name, index) => {
    const plain =
      clean(name)
        .replaceAll(/[[\]:*?/\\]/g, ' ')
        .replaceAll(/^'+|'+$/g, '')
        .trim() || `表${index + 1}`
    let made = plain.slice(0, 31)
    for (let n = 2; taken.has(made.toLowerCase()); n++) made = `${plain.slice(0, 27)} (${n})`
    taken.add(made.toLowerCase())
    return made
  })
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

/** Styles by place: 0 plain, 1 head, 2 amount, 3 day, 4 clock, 5 words that look like a formula, 6 words on several lines. */
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="微软雅黑"/></font><font><b/><sz val="11"/><name val="微软雅黑"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6F0EE"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf quotePrefix="1"/><xf applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const contentTypes = (numbers: readonly number[]) =>
  `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${xlsxType}.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`

const relations = (targets: readonly (readonly [type: string, target: string])[]) =>
  `${head}<Relationships xmlns="${packaged}/relationships">${targets.map(([type, target], index) => `<Relationship Id="r${index + 1}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`

const workbook = (names: readonly string[]) =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join('')}</sheets></workbook>`

/** The XML of a sheet in pieces of some ten kilobytes, since each piece costs a step of the stream. */
async function* worksheet({ columns, rows }: Sheet): AsyncGenerator<string> {
  const widths = columns.map(({ label, width }, index) => {
    const chars = width ?? Math.min(Math.max(label.length * 2.2 + 2, 12), 60)
    return `<col min="${index + 1}" max="${index + 1}" width="${chars}" customWidth="1"/>`
  })
  const labels = columns.map(({ label }, index) => words(label, `${letters(index)}1`, 1)).join('')
  let text = `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${labels}</row>`
  let count = 1
  for await (const row of rows) {
    count += 1
    text += `<row r="${count}">${row.map((cell, index) => cellOf(cell, `${letters(index)}${count}`)).join('')}</row>`
    if (text.length < 32_768) continue
    yield text
    text = ''
  }
  yield `${text}</sheetData><autoFilter ref="A1:${letters(columns.length - 1)}${count}"/></worksheet>`
}

function cellOf(cell: Cell, place: string): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? value(String(cell), place, 0) : words(String(cell), place, 0)
  if (typeof cell === 'string') return words(cell, place, /^[=+\-@\t\r]/.test(cell) ? 5 : cell.includes('\n') ? 6 : 0)
  // A spreadsheet counts in doubles: an amount of more digits stays what it is, as words.
  if ('amount' in cell) return isExact(cell.amount) ? value(cell.amount, place, 2) : words(cell.amount, place, 0)
  if ('day' in cell) return dated(cell.day, `${cell.day}T00:00`, place, 3)
  return dated(cell.clock.replace('T', ' '), cell.clock, place, 4)
}

const value = (number: string, place: string, style: number) => `<c r="${place}" s="${style}"><v>${number}</v></c>`

const words = (text: string, place: string, style: number) =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, 32_767))}</t></is></c>`

/** Days are counted from 1899-12-30; a spreadsheet knows none before 1900-03-01 for sure. */
function dated(shown: string, clock: string, place: string, style: number): string {
  const serial = Date.parse(`${clock}Z`) / 86_400_000 + 25_569
  return serial >= 61 ? value(String(Math.round(serial * 86_400) / 86_400), place, style) : words(shown, place, 0)
}

const isExact = (amount: string) => /^-?\d+(\.\d+)?$/.test(amount) && amount.replaceAll(/\D/g, '').length <= 15

/** A … Z, AA …: the letters of a column by its place. */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

/** Characters that XML 1.0 cannot hold are left out, and `_x0041_` is not read as a letter (ECMA-376 22.9.2.19). */
const escaped = (text: string) =>
  clean(text)
    .replaceAll(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const clean = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
