import { documentNouns, knownTitles, strongOpeners, titleEndings, verbOpeners } from './words.ts'

export interface Titled {
  title: string
  /** Where the text begins in the words that were given. */
  textAt: number
  /** 0..1; how sure it is that the title ends here. */
  confidence: number
}

/**
 * Splits the words behind a clause number into title and text. They often run together (目的本制度旨在…), so in order:
 * words with nothing but sub-clauses behind them are all title; a first line; words before a colon or set
 * apart in another way; a known title; else
 * the place where a title most likely ends and a sentence begins. Words without a title give title '' and textAt 0.
 */
export const splitTitle = (words: string, hasChildren: boolean): Titled => {
  const trimmed = words.trim()
  if (hasChildren && leadsIn.test(trimmed)) return { title: '', textAt: 0, confidence: 0.9 }
  if (hasChildren && isShortTitle(trimmed)) return leadIn(words, trimmed)
  const line = /^([^\n]{2,24}?)[:：]?[ \t\r\u3000]*\n/.exec(words.trimStart())
  if (line && isShortTitle(line[1] ?? '')) return atPrefix(words, line[1] ?? '', 0.95)
  const long = longLine.exec(words.trimStart())
  if (long) return atPrefix(words, long[1] ?? '', 0.8)
  const stopped = /^([^，,。；;：:、\n]{2,16})。\n/.exec(words.trimStart())?.[1]
  if (stopped && isNominal(stopped)) return { ...atPrefix(words, `${stopped}。`, 0.85), title: stopped }
  const colon = /^([^，,。；;：:、\n]{2,16})[:：](?=.)/.exec(words.trimStart())
  if (colon && !startsSentence(colon[1] ?? ''))
    return { ...atPrefix(words, colon[0], 0.95), title: (colon[1] ?? '').trim() }
  const apart = setApart.exec(words.trimStart())
  if (apart && !(apart[0].endsWith('。') && opensSentence(apart[0])))
    return { ...atPrefix(words, apart[0], 0.85), title: apart[1] ?? '' }
  return bestSplit(words)
}

/** A line with a comma in it that breaks off without a full stop, far shorter than the paragraph below it. */
const longLine = /^([^\n。；;：:]{2,24}[^\n。；;：:，,、])[ \t]*\n(?=[^\n]{50})/

const isNominal = (words: string): boolean =>
  titleEndings.some((ending) => words.endsWith(ending)) && !opensSentence(words)

/** 【目的】为…, 申请 员工填写…, 车辆使用。各部门…: a title that brackets, a space or a full stop set apart. */
const setApart = /^(?:【(?=[^】]+】))?([\u4e00-\u9fa5]{2,8})(?:】|[ \t\u3000]+|。)(?=\S)/

/** The name of a whole document, such as …管理制度, at the end of the words; undefined when there is none. */
export const documentTitle = (words: string): string | undefined =>
  new RegExp(`([^\\s，,。；;：:、]{2,30}${documentNouns})(?:[(（][^()（）]{1,12}[)）])?$`).exec(words.trim())?.[0]

/** A long title that ends in a colon may be a title and the sentence that leads into the list. */
const leadIn = (words: string, trimmed: string): Titled => {
  const whole = { title: trimmed.replace(/[:：]$/, ''), textAt: words.length, confidence: 0.98 }
  if (trimmed.length <= 12 || !/[:：]$/.test(trimmed)) return whole
  const split = bestSplit(words)
  return split.title === '' ? { ...whole, confidence: 0.6 } : split
}

/** A sentence in front of a list: …应当符合下列条件： */
const leadsIn = /^[^\n]{2,}(?:须|应|必须|不得|下列|以下|如下|分别|填写|提交)[^\n]*[:：]$/

const isShortTitle = (words: string): boolean => words.length <= 24 && words.length > 0 && !/[，,。；;\n]/.test(words)

const atPrefix = (words: string, prefix: string, confidence: number): Titled => {
  const lead = words.length - words.trimStart().length
  return { title: prefix.trim(), textAt: lead + prefix.length, confidence }
}

const startsSentence = (words: string): boolean => /^(?:如下|以下|包括|负责|对|由|在)/.test(words)

const longest = 18
const shortestText = 6

const bestSplit = (words: string): Titled => {
  const line = words.trimStart()
  const reach = Math.min(longest, line.search(/[，,。；;：:！？\n]|$/), line.length - shortestText)
  const scored = Array.from({ length: Math.max(0, reach - 1) }, (_, index) => index + 2)
    .map((at) => ({
      at,
      score: titleScore(line.slice(0, at)) + openScore(line.slice(0, at), line.slice(at)) + said(line, at),
    }))
    .toSorted((a, b) => b.score - a.score)
  const [best, second] = scored
  if (!best || best.score < (opensSentence(line) && said(line, best.at) === 0 ? sureScore : enoughScore))
    return { title: '', textAt: 0, confidence: 0.6 }
  const margin = best.score - Math.max(0, second?.score ?? 0)
  return atPrefix(words, line.slice(0, best.at), Math.min(0.95, 0.6 + margin * 0.1))
}

/** A nominal end (2) and an opener, or a strong opener (3.5) behind an even number of characters, are enough; words that open like a sentence need more to be a title. */
const enoughScore = 3.1
const sureScore = 4.8

const subjectEnd = /(?:部门|公司|团队|人员|负责人|员工|领导|管理层|客户|本制度|本办法|定期|每年|每月|及时)$/
const looseEnd = /[与和及或的对为在由将按经从向把被等各需须应可要会能]$/
const quantity = /[\d一二三四五六七八九十百千万][天日元次人个年月周级万]|小时|以[内上下外]/
const sentenceWords = /[的了将把被]|根据|按照|负责|通过|本制度|旨在|适用于|定期|对于|为了/

/** How much the words look like a whole title: two-character words, a nominal end, nothing that belongs to a sentence. */
const titleScore = (title: string): number => {
  if (knownTitles.includes(title)) return 6 + title.length * 0.1
  let score = titleEndings.some((ending) => title.endsWith(ending)) ? 2 : 0
  if (title.length === 2) score -= 2.5
  if (title.replace(/[与和及、]/g, '').length % 2 === 1) score -= 1
  if (looseEnd.test(title) && !title.endsWith('目的')) score -= 6
  if (subjectEnd.test(title)) score -= 3
  if (quantity.test(title)) score -= 3
  if (sentenceWords.test(title.replaceAll('目的', ''))) score -= 3
  return score - title.length * 0.08
}

/** A title that has an adjective (明确的目标) is one when the sentences behind it take its words up again. */
const said = (line: string, at: number): number => {
  const title = line.slice(0, at)
  const noun = title.slice(title.lastIndexOf('的') + 1)
  if (noun === title || noun.length < 4) return 0
  const rest = line.slice(at, at + 80)
  return rest.includes(title) ? 5 : rest.includes(noun.slice(0, 4)) ? 3 : 0
}

/** How much the rest looks like the beginning of a sentence. */
const openScore = (title: string, rest: string): number => {
  if (/^[与和及或的、，,:：)）]/.test(rest)) return -6
  if (/^为[\d一二三四五六七八九十]/.test(rest)) return 0
  if (/^(?:部门|[一二三四五六七八九十]部)/.test(rest)) return -6
  if (rest.startsWith(title)) return 4
  if (strongOpener(rest)) return isObject(title, rest) ? 2 : strongOpener(rest)
  if (subject.test(rest)) return Math.max(2.5, verbOpener(rest))
  return verbOpener(rest) || (rest.startsWith(title.slice(0, 2)) ? 1.5 : 0)
}

/** 制定|公司…: behind a verb the company is more likely what the verb is about. */
const isObject = (title: string, rest: string): boolean =>
  /^(?:公司|企业|员工)/.test(rest) && verbOpeners.some((verb) => title.endsWith(verb))

/** Units and people, with a few words in front of them that belong to the name. */
const subject =
  /^(?:[^\s、，,。；;：:和与及至的将对在于把由]{2,6}?部|[^\s、，,。；;：:和与及至的将对在于把由]{0,6}?(?:部门|公司|团队|负责人|管理层|领导|员工|人员|委员会|小组|主管|经理|专员|总监)|[\u4e00-\u9fa5]{0,9}?岗位)(?!的?(?:职责|职能|管理|目标))/
const moment = /^[\u4e00-\u9fa5]{2,8}?(?:后|前|时|中|期间)[，,]/

const opensSentence = (line: string): boolean => strongOpener(line) > 2 || verbOpener(line) > 2

const strongOpener = (rest: string): number => {
  if (moment.test(rest)) return 3.5
  const word = strongOpeners.find((opening) => rest.startsWith(opening))
  return word === undefined ? 0 : word.length > 1 || /[由在经对为]/.test(word) ? 3.5 : 2.5
}

/** A verb right before another opener (优化|梳理和优化…) still belongs to the title. */
const verbOpener = (rest: string): number => {
  const verb = verbOpeners.find((opening) => rest.startsWith(opening))
  if (verb === undefined) return 0
  const behind = rest.slice(verb.length)
  if (/^[与和及]/.test(behind)) return 2
  if (/^(?:公司|企业|员工|各|健全)/.test(behind)) return 3
  return strongOpener(behind) > 2.5 || verbOpeners.some((next) => behind.startsWith(next)) ? 0.5 : 3
}
