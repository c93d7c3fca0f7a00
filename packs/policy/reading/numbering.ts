import type { Style } from './types.ts'

/** Something in the text that looks like the number of a clause, before it is known to be one. */
export interface Mark {
  style: Style
  number: number
  /** The numbers in front of the last one: 3 in 3.1; empty for all other styles. */
  prefix: string
  label: string
  from: number
  to: number
  atLineStart: boolean
  /** A title that the mark brings along, for headings without a number. */
  title: string
}

const cn = '[一二三四五六七八九十百零〇两]{1,5}'
const digits = '\\d{1,2}'

const patterns: readonly (readonly [Style, RegExp])[] = [
  ['chapter', new RegExp(`第\\s*(${cn}|${digits})\\s*(?:章|部分|编)[、.．:：]?`, 'g')],
  ['section', new RegExp(`第\\s*(${cn}|${digits})\\s*节[、.．:：]?`, 'g')],
  ['article', new RegExp(`第\\s*(${cn}|\\d{1,3})\\s*条(?!(?:第|的|所|规定|至|到|和|或|、|及))[.．:：]?`, 'g')],
  ['cn', new RegExp(`(?<!${cn}|[第其之])(${cn})\\s*[、.．]`, 'g')],
  ['parenCn', new RegExp(`[(（]\\s*(${cn})\\s*[)）][、.．]?`, 'g')],
  ['decimal', /(?<![\d.])(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.%％])[、.．]?/g],
  ['arabic', /(?<![\d.．])(\d{1,2})(?:[.．](?!\d)|、)/g],
  ['arabic', /(?<=^|\n)[ \t\u3000]*(\d{1,2})[ \t\u3000]+(?=\p{Script=Han})/gu],
  ['parenArabic', /[(（]\s*(\d{1,2})\s*[)）]/g],
  ['parenArabic', /(?<![\d(（])(\d{1,2})[)）]/g],
  ['circled', /[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]/g],
  [
    'appendix',
    /(?<=^|\n)[ \t\u3000]*附[件表录][ \t\u3000]*([一二三四五六七八九十]{1,2}|\d{1,2})?(?=[ \t\u3000:：、.．]*[^\n。；;，,]{0,30}(?:\n|$))[ \t\u3000:：、.．]*/g,
  ],
  ['hash', /(?<=^|\n)[ \t]*(#{1,6})[ \t]+(?=\S)/g],
  ['bullet', /[•●■◆▪◇]|(?<=^|\n)[ \t\u3000]*[-·*](?=[ \t\u3000]*\p{Script=Han})/gu],
]

/** Every mark in the text that could number a clause, in order; where two overlap the earlier and longer one stays. */
export const findMarks = (text: string): Mark[] => {
  const all = patterns.flatMap(([style, pattern]) =>
    Array.from(text.matchAll(pattern), (match) => toMark(text, style, match[0], match[1] ?? match[0], match.index)),
  )
  let free = 0
  return all
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter((mark) => {
      if (mark.from < free) return false
      free = mark.to
      return true
    })
}

const toMark = (text: string, style: Style, whole: string, written: string, at: number): Mark => {
  const label = whole.trim()
  const from = at + whole.indexOf(label)
  const parts = written.split('.')
  return {
    ...{ style, number: numberOf(style, parts.at(-1) ?? ''), prefix: parts.slice(0, -1).join('.'), label, title: '' },
    ...{ from, to: at + whole.length, atLineStart: startsLine(text, from) },
  }
}

const startsLine = (text: string, from: number): boolean => {
  let at = from - 1
  while (at >= 0 && /[ \t\u3000]/.test(text[at] ?? '')) at--
  return at < 0 || text[at] === '\n'
}

const numberOf = (style: Style, written: string): number => {
  if (style === 'circled') return written.charCodeAt(0) - 0x245f
  if (style === 'bullet') return 0
  if (style === 'hash') return written.length
  if (style === 'appendix' && /附/.test(written)) return 1
  return /^\d+$/.test(written) ? Number(written) : chineseNumber(written)
}

const ones = '零一二三四五六七八九'

/** 十二 → 12, 一百零三 → 103. Returns 0 for what is not a number. */
export const chineseNumber = (written: string): number => {
  let total = 0
  let digit = 0
  for (const char of written.replaceAll('〇', '零').replaceAll('两', '二')) {
    if (char === '十' || char === '百') {
      total += (digit || 1) * (char === '十' ? 10 : 100)
      digit = 0
    } else digit = ones.indexOf(char)
  }
  return Math.max(0, total + digit)
}
