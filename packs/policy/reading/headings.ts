import { findMarks, type Mark } from './numbering.ts'
import type { Style } from './types.ts'
import { titleEndings } from './words.ts'

/** A mark that was accepted as the number of a clause. `depth` is its place in the tree, 0 for the outermost. */
export interface Heading extends Mark {
  depth: number
  /** How many # a Markdown heading has. */
  hashes?: number
}

/**
 * Picks the marks that really number clauses. Numbers must run on (一 二 三); a mark inside running text must stand where
 * a heading can stand: after the end of a sentence or right behind a short title. So 第1页, 2007. and 统一、规范 are none.
 * Numbering that breaks at the start of a line is accepted and reported.
 */
export const findHeadings = (text: string, texts: readonly Mark[]): { headings: Heading[]; notices: Doubt[] } => {
  const marks = findMarks(text).filter((mark) => !texts.some((own) => mark.from < own.to && mark.to > own.from))
  const all = chaptersAtLineEnd(
    text,
    [...texts, ...marks].toSorted((a, b) => a.from - b.from),
  )
  const seconds = new Map(all.filter((mark) => mark.number === 2).map((mark) => [kindOf(mark), mark.from]))
  const walk: Walk = {
    ...{ text, seconds, lists: titledLists(text, all), headings: [], open: [], article: 0, lastEnd: 0 },
    ...{ nested: false, notices: [] },
  }
  for (const mark of all) {
    if (mark.style === 'text') startText(walk, mark)
    else consider(walk, mark)
  }
  return { headings: walk.headings, notices: walk.notices }
}

/** Numbering that does not fit; `expected` is the number that should stand in front of the last one. */
export interface Doubt {
  words: string
  /** Offset of the text. */
  at: number
  expected?: string
}

/** 第二章 at the end of a line and a number 1 in the next one: a heading that lost its line. */
const chaptersAtLineEnd = (text: string, marks: readonly Mark[]): Mark[] =>
  marks.map((mark, index) => {
    const next = marks[index + 1]
    const isLast = mark.style === 'chapter' && !mark.atLineStart && next?.number === 1 && next.atLineStart
    return isLast && text.slice(mark.to, next.from).trim() === '' ? { ...mark, atLineStart: true } : mark
  })

/** Kinds of lists that begin at least twice below a line that can be their title. */
const titledLists = (text: string, marks: readonly Mark[]): ReadonlySet<string> => {
  const starts = new Set(marks.map((mark) => mark.from))
  const firsts = marks.filter((mark) => mark.number === 1 && mark.atLineStart && mark.style !== 'text')
  const titled = firsts.filter((mark) => {
    const line = titleLine(text, mark.from)
    return line !== undefined && !starts.has(line.from)
  })
  const counts = Map.groupBy(titled, kindOf)
  return new Set(Array.from(counts.keys()).filter((kind) => (counts.get(kind)?.length ?? 0) > 1))
}

interface Walk {
  text: string
  /** Where the last mark numbered 2 of each kind stands. */
  seconds: ReadonlyMap<string, number>
  lists: ReadonlySet<string>
  headings: Heading[]
  /** The path of open headings, outermost first. */
  open: Heading[]
  /** The number of the last 第N条, which runs on through the chapters. */
  article: number
  lastEnd: number
  /** True when this text puts (一) under 1. and not above it. */
  nested: boolean
  notices: Doubt[]
}

const startText = (walk: Walk, mark: Mark): void => {
  Object.assign(walk, { open: [], article: 0, nested: false })
  push(walk, mark, 0)
}

const consider = (walk: Walk, mark: Mark): void => {
  if (!mark.atLineStart && !standsAsHeading(walk, mark)) return
  if (mark.style === 'hash' || mark.style === 'appendix') {
    standAlone(walk, mark)
    return
  }
  const place = mark.style === 'bullet' ? bulletPlace(walk) : numberedPlace(walk, mark)
  if (place === undefined) return
  const number = mark.style === 'bullet' ? bulletNumber(walk, place) : mark.number
  push(walk, { ...mark, number }, place)
}

/** Headings that carry their depth themselves: # of Markdown by their count, 附件 above all others. */
const standAlone = (walk: Walk, mark: Mark): void => {
  const isHash = mark.style === 'hash'
  const base = walk.open[0]?.style === 'text' ? 1 : 0
  const above = walk.open.findLastIndex((heading) => heading.style === 'hash' && heading.hashes! < mark.number)
  const depth = isHash ? Math.max(base, above + 1) : base
  const sibling = walk.open[depth]
  const number = isHash ? (sibling?.number ?? 0) + 1 : mark.number
  if (!isHash) walk.article = 0
  push(walk, { ...mark, number, ...(isHash && { hashes: mark.number }) }, depth)
}

const push = (walk: Walk, mark: Mark & { hashes?: number }, depth: number): void => {
  const heading = { ...mark, depth }
  walk.open = [...walk.open.slice(0, depth), heading]
  walk.headings.push(heading)
  walk.lastEnd = mark.to
  if (mark.style === 'article') walk.article = mark.number
}

const longestTitle = 24
const sentenceEnd = /[。；;：:！？!?…”」』〕】]\s*$/

/** The words between the last heading and a mark; of long ones the end, which is all that the rules look at. */
const behindLast = (walk: Walk, mark: Mark): string =>
  walk.text.slice(Math.max(walk.lastEnd, mark.from - 200), mark.from)

const standsAsHeading = (walk: Walk, mark: Mark): boolean => {
  const between = behindLast(walk, mark)
  if (sentenceEnd.test(between)) return true
  if (mark.style === 'bullet' || between.trim() === '') return true
  return between.length >= 2 && between.trim().length <= longestTitle && !/[，,。；;：:\n]/.test(between.trim())
}

/** Depth at which a numbered mark belongs, or undefined when its number does not fit. */
const numberedPlace = (walk: Walk, mark: Mark): number | undefined => {
  const same = walk.open.findLastIndex((heading) => heading.style === mark.style)
  if (same >= 0) return siblingPlace(walk, mark, same)
  if (mark.style === 'article') {
    return mark.number === walk.article + 1 || mark.atLineStart ? childPlace(walk, mark) : undefined
  }
  if (mark.style === 'decimal' && (mark.number === 1 || followsPrefix(walk, mark))) return decimalPlace(walk, mark)
  if (mark.number !== 1) return mark.atLineStart ? oddStart(walk, mark) : undefined
  if (mark.atLineStart) return firstOfList(walk, mark)
  return continues(walk, mark) ? childPlace(walk, mark) : undefined
}

const siblingPlace = (walk: Walk, mark: Mark, same: number): number | undefined => {
  const last = walk.open[same]!
  if (mark.style === 'decimal' && mark.prefix !== last.prefix) return decimalPlace(walk, mark)
  if (mark.number === last.number + 1) return same
  if (!mark.atLineStart) return undefined
  if (mark.number === 1) return restart(walk, mark, same)
  if (mark.number === last.number && mark.style !== 'decimal') {
    note(walk, mark, `编号 ${mark.label} 用了两次。`)
    return same
  }
  if (mark.number <= last.number || mark.number > last.number + 3) return undefined
  note(walk, mark, `编号从 ${last.label} 跳到了 ${mark.label}，中间可能缺了条款。`)
  return same
}

const decimalPlace = (walk: Walk, mark: Mark): number | undefined => {
  const fits = followsPrefix(walk, mark)
  if (!mark.atLineStart && !(fits && mark.number === 1)) return undefined
  const place = childPlace(walk, mark)
  if (!fits) noteMisfit(walk, mark, walk.open[place - 1])
  return place
}

const noteMisfit = (walk: Walk, mark: Mark, parent: Heading | undefined): void => {
  const words = `${mark.label} 上面没有编号 ${mark.prefix} 的条款，编号前后不一致。`
  if (!parent || parent.style === 'text') {
    note(walk, mark, words)
    return
  }
  const said = `${mark.label} 在 ${parent.label || parent.title} 下面，编号前后不一致。`
  const expected = parent.style === 'heading' ? {} : { expected: numberPath(parent) }
  walk.notices.push({ words: said, at: mark.from, ...expected })
}

const followsPrefix = (walk: Walk, mark: Mark): boolean =>
  walk.open.some((heading) => numberPath(heading) === mark.prefix)

const numberPath = (heading: Mark): string =>
  heading.prefix === '' ? String(heading.number) : `${heading.prefix}.${heading.number}`

/** The first of several lists that have their titles on lines of their own: its title is a heading too. */
const firstOfList = (walk: Walk, mark: Mark): number => {
  const line = walk.lists.has(kindOf(mark)) ? lineBefore(walk, mark.from) : undefined
  const isFirstLine = line !== undefined && walk.text.slice(0, line.from).trim() === ''
  if (!line || isFirstLine) return childPlace(walk, mark)
  const heading = { ...line, number: 1 }
  const depth = childPlace(walk, heading)
  push(walk, heading, depth)
  return depth + 1
}

/** A number that begins again is a new list under the unnumbered line in front of it, when there is one. */
const restart = (walk: Walk, mark: Mark, same: number): number => {
  const line = lineBefore(walk, mark.from)
  const above = walk.open[same - 1]
  const top = walk.open.findIndex((heading) => heading.style === 'heading')
  const depth = above?.style === 'heading' ? same - 1 : same
  if (!line) {
    note(walk, mark, `${mark.label} 重新从头编号，前面没有标题。`)
    return same
  }
  const outer = lineBefore(walk, line.from)
  if (outer && titleEndings.some((ending) => outer.title.endsWith(ending))) {
    const place = top >= 0 ? top : depth
    push(walk, { ...outer, number: (top >= 0 ? (walk.open[top]?.number ?? 0) : 0) + 1 }, place)
    push(walk, { ...line, number: 1 }, place + 1)
    return place + 2
  }
  push(walk, { ...line, number: above?.style === 'heading' ? above.number + 1 : 1 }, depth)
  return depth + 1
}

/** The line above an offset, behind the last heading, as a heading without a number, when it can be one. */
const lineBefore = (walk: Walk, at: number): Mark | undefined => {
  const line = titleLine(walk.text, at)
  if (!line || line.from <= walk.lastEnd) return undefined
  const label = { prefix: '', label: '', number: 0, atLineStart: true }
  return { ...label, style: 'heading', from: line.from, to: line.from + line.title.length, title: line.title }
}

const titleLine = (text: string, at: number): { title: string; from: number } | undefined => {
  const end = text.slice(Math.max(0, at - 120), at).trimEnd()
  const title = end.slice(end.lastIndexOf('\n') + 1).trim()
  if (!end.includes('\n') && at > 120) return undefined
  if (title.length < 2 || title.length > longestTitle || /[，,。；;：:！？]/.test(title)) return undefined
  return { title, from: Math.max(0, at - 120) + end.length - title.length }
}

const oddStart = (walk: Walk, mark: Mark): number | undefined => {
  if (mark.number > 20) return undefined
  note(walk, mark, `编号从 ${mark.label} 开始，前面的编号没有找到。`)
  return childPlace(walk, mark)
}

/** In running text a 1 counts only when a 2 of its kind follows. */
const continues = (walk: Walk, mark: Mark): boolean => (walk.seconds.get(kindOf(mark)) ?? -1) > mark.from

const kindOf = (mark: Mark): string => `${mark.style} ${mark.prefix}`

const ranks: Record<Style, number> = {
  ...{ text: 0, chapter: 1, section: 2, cn: 3, article: 4, heading: 4.5, parenCn: 5, arabic: 6, decimal: 7 },
  ...{ parenArabic: 8, circled: 9, bullet: 10, plain: 11 },
  ...{ appendix: 0.5, hash: 0.6 },
}

const childPlace = (walk: Walk, mark: Mark): number => {
  if (mark.style === 'parenCn' && walk.open.at(-1)?.style === 'arabic') walk.nested = true
  const rank = rankOf(walk, mark)
  const parent = walk.open.findLastIndex((heading) => rankOf(walk, heading) < rank)
  return parent + 1
}

const rankOf = (walk: Walk, mark: Mark): number => {
  if (mark.style === 'parenCn' && walk.nested) return 6.5
  return ranks[mark.style] + (mark.style === 'decimal' ? mark.prefix.split('.').length * 0.1 : 0)
}

const bulletPlace = (walk: Walk): number => {
  const same = walk.open.findLastIndex((heading) => heading.style === 'bullet')
  return same >= 0 ? same : walk.open.length
}

const bulletNumber = (walk: Walk, place: number): number => {
  const last = walk.open[place]
  return last?.style === 'bullet' ? last.number + 1 : 1
}

const note = (walk: Walk, mark: Mark, words: string): void => {
  walk.notices.push({ words, at: mark.from })
}
