/**
 * GBK as a two-way table, made once by decoding every two-byte code with the platform's decoder (WHATWG Encoding,
 * index gb18030): the platform can read GBK and not write it.
 */
interface Table {
  charOf: Map<number, string>
  codeOf: Map<string, number>
}

let table: Table | undefined

/** The two-byte GBK code of a character (lead × 256 + trail), or undefined when it has none. */
export const codeOf = (char: string): number | undefined => gbk().codeOf.get(char)

/** The character of a two-byte code, or undefined when the pair is not a character. */
export const charOf = (lead: number, trail: number): string | undefined => gbk().charOf.get(lead * 256 + trail)

/** Is it one of the 3,755 frequent characters (GB/T 2312 level 1)? Expects simplified characters. */
export const isCommon = (char: string): boolean => {
  const code = codeOf(char)
  return code !== undefined && code >= 0xb0a1 && code <= 0xd7f9 && (code & 0xff) >= 0xa1
}

/** Is it a character of the simplified standard set (GB/T 2312, both levels)? */
export const isStandard = (char: string): boolean => {
  const code = codeOf(char)
  return code !== undefined && code >= 0xb0a1 && code <= 0xf7fe && (code & 0xff) >= 0xa1
}

export const han = /\p{Script=Han}/u

/** Share (0..1) of the Han characters that are frequent ones; 0 for a text without Han. Expects simplified text. */
export const commonShare = (text: string): number => {
  const characters = Array.from(text).filter((char) => han.test(char) || isPrivate(char))
  return characters.length === 0 ? 0 : characters.filter(isCommon).length / characters.length
}

/** Private-use characters are what unassigned GBK codes decode to: always a sign of damage. */
export const isPrivate = (char: string): boolean => char >= '\ue000' && char <= '\uf8ff'

const gbk = (): Table => {
  table ??= build()
  return table
}

const build = (): Table => {
  const codes: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) codes.push(lead * 256 + trail)
  }
  const bytes = Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff, 0x0a]))
  const characters = new TextDecoder('gb18030').decode(bytes).split('\n')
  const charOf = new Map<number, string>()
  const codeOf = new Map<string, number>()
  codes.forEach((code, index) => {
    const char = characters[index] ?? ''
    if (char.length !== 1 || char === '\ufffd') return
    charOf.set(code, char)
    codeOf.set(char, code)
  })
  return { charOf, codeOf }
}
