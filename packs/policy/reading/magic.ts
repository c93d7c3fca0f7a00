/**
 * Says what a known kind of file is, as the rest of a sentence that begins with its name; undefined when it may be text.
 * Signatures are the usual ones of the formats' own specifications.
 */
export const describeBinary = (bytes: Uint8Array): string | undefined => {
  const head = latin(bytes.subarray(0, 4096))
  if (head.startsWith('PK\u0003\u0004')) return describeZip(latin(bytes))
  const known = signatures.find(([signature]) => head.startsWith(signature))
  if (known) return known[1]
  if (/^\s*<(?:!doctype html|html)/i.test(head)) return webPage
  return undefined
}

const saveAsText = (program: string) => `请在 ${program} 里另存为纯文本（.txt）后再导入。`
const picture = '是图片。请先做文字识别，把结果存成纯文本（.txt）后再导入。'
const executable = '是程序文件，不是制度。请选择纯文本（.txt）的制度文件。'
const archive = '是压缩包。请先解压，再选择里面的文字文件。'
const webPage = '是网页文件。请用浏览器打开，复制正文存成纯文本（.txt）后再导入。'

const signatures: readonly (readonly [string, string])[] = [
  ['%PDF', '是 PDF 文件。请打开后复制全文，或另存为纯文本（.txt）后再导入；扫描件要先做文字识别。'],
  ['\u00d0\u00cf\u0011\u00e0', `是老版本的 Office 文件（.doc、.xls）。${saveAsText('Office 或 WPS')}`],
  ['{\\rtf', `是 RTF 文件。${saveAsText('Word 或 WPS')}`],
  ['\u0089PNG', picture],
  ['\u00ff\u00d8\u00ff', picture],
  ['GIF8', picture],
  ['II*\u0000', picture],
  ['MM\u0000*', picture],
  ['Rar!', archive],
  ['7z\u00bc\u00af', archive],
  ['\u001f\u008b', archive],
  ['MZ\u0090', executable],
  ['\u007fELF', executable],
]

const describeZip = (content: string): string => {
  if (content.includes('word/')) return `是 Word 文件（.docx）。${saveAsText('Word 或 WPS')}`
  if (content.includes('xl/')) return '是 Excel 文件（.xlsx）。制度请用纯文本（.txt）导入；表格请到台账里导入。'
  if (content.includes('ppt/')) return '是演示文稿（.pptx）。请把文字复制出来，存成纯文本（.txt）后再导入。'
  return archive
}

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
