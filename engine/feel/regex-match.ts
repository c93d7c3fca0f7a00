import { type Compiled, type Flags, parseRegex, type Regex } from './regex.ts'
import { foldOf } from './regex-set.ts'

/** Where a pattern was found: the ends of the whole and of each group, in characters; a group that took no part has none. */
export type Found = { from: number; to: number; groups: ([number, number] | undefined)[] }

/** A pattern that can be looked for; `spend` counts each step and ends what runs too long. */
export type Pattern = {
  groups: number
  find: (characters: string[], from: number, spend: () => void) => Found | undefined
}

type Search = { characters: string[]; groups: ([number, number] | undefined)[]; spend: () => void }
/** Goes on at a place; -1 when the rest does not fit there. */
type Onward = (at: number) => number
type Step = (search: Search, at: number, onward: Onward) => number

const KEPT = new Map<string, Pattern | null>()
const MOST_KEPT = 500

/** A pattern with its flags, null when it is none. Patterns are kept, since most stand in an expression for good. */
export function patternOf(text: string, flags: string): Pattern | null {
  const key = `${flags}/${text}`
  const kept = KEPT.get(key)
  if (kept !== undefined) return kept
  if (KEPT.size >= MOST_KEPT) KEPT.clear()
  const compiled = parseRegex(text, flags)
  const pattern = compiled && makePattern(compiled)
  KEPT.set(key, pattern)
  return pattern
}

function makePattern({ regex, groups, flags }: Compiled): Pattern {
  const step = compile(regex, flags)
  const find: Pattern['find'] = (characters, from, spend) => {
    for (let at = from; at <= characters.length; at += 1) {
      const search: Search = { characters, groups: [], spend }
      spend()
      const to = step(search, at, (end) => end)
      if (to !== -1) return { from: at, to, groups: search.groups }
    }
    return undefined
  }
  return { groups, find }
}

function compile(regex: Regex, flags: Flags): Step {
  switch (regex.is) {
    case 'set':
      return ({ characters, spend }, at, onward) => {
        spend()
        const c = characters[at]
        return c !== undefined && regex.has(c) ? onward(at + 1) : -1
      }
    case 'start':
      return ({ characters }, at, onward) => (isStart(characters, at, flags) ? onward(at) : -1)
    case 'end':
      return ({ characters }, at, onward) => (isEnd(characters, at, flags) ? onward(at) : -1)
    case 'back':
      return compileBack(regex.group, flags)
    case 'group':
      return compileGroup(compile(regex.of, flags), regex.index)
    case 'sequence':
      return compileSequence(regex.items.map((item) => compile(item, flags)))
    case 'choice':
      return compileChoice(regex.options.map((option) => compile(option, flags)))
    case 'repeat':
      return regex.of.is === 'set' ? compileRun(regex, regex.of.has) : compileRepeat(regex, compile(regex.of, flags))
  }
}

/** A line begins behind a line break, but not behind one that ends the text. */
function isStart(characters: string[], at: number, { multiline }: Flags): boolean {
  return at === 0 || (multiline && at < characters.length && characters[at - 1] === '\n')
}

function isEnd(characters: string[], at: number, { multiline }: Flags): boolean {
  return at === characters.length || (multiline && characters[at] === '\n')
}

function compileBack(group: number, { ignoreCase }: Flags): Step {
  const alike = (left: string, right: string | undefined) =>
    left === right || (ignoreCase && right !== undefined && foldOf(left) === foldOf(right))
  return ({ characters, groups, spend }, at, onward) => {
    const [from, to] = groups[group] ?? [0, 0]
    for (let index = from; index < to; index += 1) {
      spend()
      if (!alike(characters[index] ?? '', characters[at + index - from])) return -1
    }
    return onward(at + to - from)
  }
}

function compileGroup(of: Step, index: number | undefined): Step {
  if (index === undefined) return of
  return (search, at, onward) => {
    const before = search.groups[index]
    const result = of(search, at, (end) => {
      const inside = search.groups[index]
      search.groups[index] = [at, end]
      const rest = onward(end)
      if (rest === -1) search.groups[index] = inside
      return rest
    })
    if (result === -1) search.groups[index] = before
    return result
  }
}

function compileSequence(steps: Step[]): Step {
  return (search, at, onward) => {
    const from = (index: number, place: number): number => {
      const step = steps[index]
      return step ? step(search, place, (end) => from(index + 1, end)) : onward(place)
    }
    return from(0, at)
  }
}

function compileChoice(options: Step[]): Step {
  return (search, at, onward) => {
    for (const option of options) {
      search.spend()
      const end = option(search, at, onward)
      if (end !== -1) return end
    }
    return -1
  }
}

type Repeat = Extract<Regex, { is: 'repeat' }>

/** A repeated character needs no stack: it is counted first, then given back one by one. */
function compileRun({ least, most, greedy }: Repeat, has: (c: string) => boolean): Step {
  const fits = ({ characters, spend }: Search, at: number) => {
    spend()
    const c = characters[at]
    return c !== undefined && has(c)
  }
  if (!greedy) {
    return (search, at, onward) => {
      for (let count = 0; ; count += 1) {
        const end = count >= least ? onward(at + count) : -1
        if (end !== -1) return end
        if (count === most || !fits(search, at + count)) return -1
      }
    }
  }
  return (search, at, onward) => {
    let count = 0
    while (count < most && fits(search, at + count)) count += 1
    for (; count >= least; count -= 1) {
      search.spend()
      const end = onward(at + count)
      if (end !== -1) return end
    }
    return -1
  }
}

function compileRepeat({ least, most, greedy }: Repeat, of: Step): Step {
  return (search, at, onward) => {
    const again = (count: number, place: number): number => {
      search.spend()
      const more = () =>
        count < most ? of(search, place, (end) => (end === place && count >= least ? -1 : again(count + 1, end))) : -1
      if (count < least) return more()
      const first = greedy ? more() : onward(place)
      if (first !== -1) return first
      return greedy ? onward(place) : more()
    }
    return again(0, at)
  }
}
