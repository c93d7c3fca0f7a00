/** A matter and every word by which people call it. */
export interface Matter {
  readonly matter: string
  readonly names: readonly string[]
}

/** What a question says: the matter, the values it names, and the words that remain. */
export interface Question {
  readonly matter: string | null
  readonly days: number | null
  readonly amount: number | null
  readonly grade: string | null
  readonly budgeted: boolean | null
  readonly kind: string | null
  readonly words: readonly string[]
}

/**
 * Reads a question as people type it: 「请假 5 天 谁批」「买货架八万六要谁签」「用印外带」. Numbers may be Arabic or Chinese, with
 * 天, 元, 万; a bare number is what `numbers` says for the matter.
 * @param kinds the words by which rows tell cases of a matter apart, by matter
 */
export function readQuestion(
  question: string,
  matters: readonly Matter[],
  kinds: Readonly<Record<string, readonly string[]>> = {},
  numbers: Readonly<Record<string, 'days' | 'amount'>> = {},
): Question {
  const text = withDigits(question.normalize('NFKC').toLowerCase())
  const matter = matterIn(text, matters)
  const days = daysIn(text)
  const money = moneyIn(text)
  const bare = matter && days === null && money === null ? bareIn(text) : null
  const as = matter ? numbers[matter] : undefined
  return {
    matter,
    days: days ?? (as === 'days' ? bare : null),
    amount: money ?? (as === 'amount' ? bare : null),
    grade: /([abc])\s*[级类]/.exec(text)?.[1]?.toUpperCase() ?? null,
    budgeted: /预算外|没有?预算|超预算/.test(text) ? false : /预算内|有预算/.test(text) ? true : null,
    kind: kindIn(text, (matter && kinds[matter]) || []),
    words: wordsIn(text),
  }
}

function matterIn(text: string, matters: readonly Matter[]): string | null {
  const named = matters.flatMap(({ matter, names }) => [matter, ...names].map((name) => ({ matter, name })))
  const found = named.filter(({ name }) => text.includes(name.toLowerCase()))
  return found.toSorted((a, b) => b.name.length - a.name.length)[0]?.matter ?? null
}

/** One of the rows' words of which a part occurs: 「外带」 of 「其他文件或外带」. */
const kindIn = (text: string, kinds: readonly string[]) =>
  kinds.find((kind) => kind.split(/[、，或]/).some((part) => text.includes(part))) ?? null

const number = String.raw`(\d[\d,]*(?:\.\d+)?)`

function daysIn(text: string): number | null {
  const found = new RegExp(`${number}\\s*(?:个)?(?:工作)?[天日](半)?`).exec(text)
  if (found) return amountOf(found[1]) + (found[2] ? 0.5 : 0)
  return /半天/.test(text) ? 0.5 : null
}

function moneyIn(text: string): number | null {
  const found = new RegExp(`${number}\\s*(亿|千万|百万|十万|万|千|k|w)?\\s*(元|块钱|块|人民币)?`, 'g')
  const said = [...text.matchAll(found)].find(([, , scale, unit]) => scale || unit)
  return said ? Math.round(amountOf(said[1]) * (scales[said[2] ?? ''] ?? 1) * 100) / 100 : null
}

const scales: Readonly<Record<string, number>> = {
  千: 1e3,
  k: 1e3,
  万: 1e4,
  w: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
}

function bareIn(text: string): number | null {
  const found = new RegExp(number).exec(text)
  return found ? amountOf(found[1]) : null
}

const amountOf = (digits = '') => Number(digits.replaceAll(',', ''))

/** What is left to look for in clauses: without numbers, units and the words that every question has. */
const wordsIn = (text: string) =>
  text
    .replaceAll(/[\d.,]+\s*(?:亿|万|千|元|块钱|块|天半|天|日|级)?/g, ' ')
    .replaceAll(
      /谁来?审?批准?|谁签字?|找谁|怎么办|怎么走|怎么|多少|要不要|需要|可以|什么|哪些?|应该|能不能|[吗呢的了要请问?？,，。!！]/g,
      ' ',
    )
    .split(/\s+/)
    .filter((word) => word.length >= 2)

const digit: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** Chinese numerals before a unit, and after 万, as digits: 五天 → 5天, 十二万 → 12万, 八万六 → 8.6万. */
function withDigits(text: string): string {
  return text
    .replace(
      /([零〇一二两三四五六七八九十百千]+)万([一二两三四五六七八九])(?![十百千])/g,
      (_, high: string, low: string) => `${numeral(high)}.${digit[low]}万`,
    )
    .replace(
      /(\d+)万([一二两三四五六七八九\d])(?![十百千\d])/g,
      (_, high: string, low: string) => `${high}.${digit[low] ?? low}万`,
    )
    .replace(/([零〇一二两三四五六七八九十百千]+)(?=\s*(?:个?(?:工作)?[天日]|万|亿|元|块))/g, (said) =>
      String(numeral(said)),
    )
}

/** 一百二十 → 120; 十二 → 12; 一二〇 → 120. */
function numeral(said: string): number {
  if (![...said].some((sign) => sign in places)) return Number([...said].map((sign) => digit[sign] ?? 0).join(''))
  let [sum, one] = [0, 0]
  for (const sign of said) {
    if (sign in places) {
      sum += (one || 1) * places[sign]!
      one = 0
    } else one = digit[sign] ?? 0
  }
  return sum + one
}
