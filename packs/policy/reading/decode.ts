import { commonShare } from './gbk.ts'
import { describeBinary } from './magic.ts'
import { simplify } from './simplify.ts'
import type { Decoded, Encoding, Refusal } from './types.ts'

/**
 * Reads the bytes of a policy file as text: UTF-8, UTF-16 (either order) and GB18030, with or without a mark.
 * Everything else is refused with words that say what the file is and what to do. `limit` is in bytes.
 */
export const decode = (bytes: Uint8Array, name: string, limit: number): Decoded | Refusal => {
  if (bytes.length === 0) return { refused: `“${name}”是空文件，里面没有内容。请检查后重新选择文件。` }
  if (bytes.length > limit) return { refused: tooLarge(name, bytes.length, limit) }
  const binary = describeBinary(bytes)
  if (binary) return { refused: `“${name}”${binary}` }
  const decoded = byMark(bytes) ?? byContent(bytes)
  if (!decoded) return { refused: isBinary(bytes) ? noText(name) : unreadable(name, bytes) }
  if (decoded.text.trim() === '') return { refused: `“${name}”里只有空白，没有文字。请检查后重新选择文件。` }
  return decoded
}

const tooLarge = (name: string, size: number, limit: number): string =>
  `“${name}”有 ${megabytes(size)}，超过了 ${megabytes(limit)} 的上限，没有导入。` +
  '制度的正文一般不到 500 KB：请去掉图片或拆成几个文件，另存为纯文本（.txt）后再导入。'

const megabytes = (size: number): string =>
  size < 1_000_000 ? `${Math.max(1, Math.round(size / 1000))} KB` : `${(size / 1_000_000).toFixed(1)} MB`

const byMark = (bytes: Uint8Array): Decoded | undefined => {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return attempt(bytes.subarray(3), 'UTF-8')
  if (a === 0xff && b === 0xfe) return attempt(bytes.subarray(2), 'UTF-16LE')
  if (a === 0xfe && b === 0xff) return attempt(bytes.subarray(2), 'UTF-16BE')
  return undefined
}

const byContent = (bytes: Uint8Array): Decoded | undefined => {
  const wide = wideOrder(bytes)
  if (wide) return attempt(bytes, wide)
  if (bytes.includes(0)) return undefined
  const utf8 = attempt(bytes, 'UTF-8')
  if (utf8 && !(utf8.cut && utf8.text.length < 3)) return utf8
  const national = attempt(bytes, 'GB18030')
  return national && looksChinese(national.text) ? national : undefined
}

/** A stream decode is strict about wrong bytes and forgives only a last character that was cut in half. */
const attempt = (bytes: Uint8Array, encoding: Encoding): Decoded | undefined => {
  const decoder = new TextDecoder(encoding.toLowerCase(), { fatal: true })
  try {
    const text = decoder.decode(bytes, { stream: true })
    if (controls.test(text)) return undefined
    return { text, encoding, cut: !endsClean(decoder) }
  } catch {
    return undefined
  }
}

const endsClean = (decoder: TextDecoder): boolean => {
  try {
    decoder.decode()
    return true
  } catch {
    return false
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary from a text
const controls = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/

/**
 * UTF-16 without a mark: in Chinese text nearly every unit has a high byte of 00 (ASCII), 30 (punctuation),
 * 4E-9F (Han) or FF (full-width forms).
 */
const wideOrder = (bytes: Uint8Array): Encoding | undefined => {
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined
  const likely = (offset: number) => {
    let hits = 0
    for (let at = offset; at < bytes.length; at += 2) if (isWideHigh(bytes[at] ?? 0)) hits++
    return hits / (bytes.length / 2)
  }
  if (likely(1) > 0.95 && attempt(bytes, 'UTF-16LE') && !attempt(bytes, 'UTF-8')) return 'UTF-16LE'
  if (likely(0) > 0.95 && attempt(bytes, 'UTF-16BE') && !attempt(bytes, 'UTF-8')) return 'UTF-16BE'
  return undefined
}

const isWideHigh = (byte: number): boolean =>
  byte === 0 || byte === 0x20 || byte === 0x30 || byte === 0xff || (byte >= 0x4e && byte <= 0x9f)

const looksChinese = (text: string): boolean => commonShare(simplify(text.slice(0, 4000))) > 0.8

/** Zero bytes or many control characters in what is no encoding of text: a program's own format. */
const isBinary = (bytes: Uint8Array): boolean => {
  const sample = bytes.subarray(0, 4096)
  const controls = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length
  return sample.includes(0) || controls > sample.length * 0.1
}

const noText = (name: string): string =>
  `“${name}”不是文字文件，读不出内容。请选择纯文本（.txt）的制度文件；原文件没有改动。`

const unreadable = (name: string, bytes: Uint8Array): string => {
  const found = others.find(([label]) => looksLike(bytes, label))
  const what = found ? `像是 ${found[1]} 编码` : '不是能识别的文字编码'
  return `“${name}”${what}，只能读 UTF-8、UTF-16 和 GB18030（GBK）。请用记事本打开，另存为 UTF-8 后再导入；原文件没有改动。`
}

const others = [['big5', '繁体 Big5']] as const

const looksLike = (bytes: Uint8Array, label: string): boolean => {
  try {
    return looksChinese(new TextDecoder(label, { fatal: true }).decode(bytes.subarray(0, 8000), { stream: true }))
  } catch {
    return false
  }
}
