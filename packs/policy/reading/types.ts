/** The shapes that the reading of a policy document produces. All of them are plain JSON. */

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030'

export interface Refusal {
  /** A Chinese sentence for the person who chose the file: what it is, what was kept, what to do. */
  refused: string
}

export interface Decoded {
  text: string
  encoding: Encoding
  /** True when the last character was cut in half; the text before it is whole. */
  cut: boolean
}

export type CorrectionKind = 'gloss' | 'traditional' | 'mojibake' | 'page-mark' | 'invisible' | 'look-alike'

/** open: a proposal that waits for a person; mixed: some places applied, others not. */
export type CorrectionState = 'applied' | 'open' | 'rejected' | 'mixed'

/**
 * One change, or one change made at many places, listed once. Offsets are UTF-16 units of the original text, and at
 * every place `original.slice(place, place + before.length) === before`.
 */
export interface Correction {
  id: string
  kind: CorrectionKind
  label: string
  at: number
  places: number[]
  before: string
  after: string
  context: string
  confidence: number
  proposal: boolean
  state: CorrectionState
  alternatives: { after: string; score: number }[]
}

/** Lines that are not part of the policy. `from`/`to` are offsets of the original; line numbers begin at 1. */
export interface LeftOut {
  id: string
  kind: 'boilerplate' | 'page-mark'
  reason: string
  fromLine: number
  toLine: number
  from: number
  to: number
  words: string
  restored: boolean
}

/** One replacement in the original text. A list of edits is sorted by `at` and does not overlap. */
export interface Edit {
  id: string
  at: number
  before: string
  after: string
}

export type Level = '篇' | '章' | '节' | '条' | '款' | '项' | '目'

export type Style =
  | 'text'
  | 'chapter'
  | 'section'
  | 'heading'
  | 'cn'
  | 'article'
  | 'parenCn'
  | 'arabic'
  | 'decimal'
  | 'parenArabic'
  | 'circled'
  | 'bullet'
  | 'plain'

/**
 * One numbered unit of a policy. `from`/`to` bound its own heading and text in the cleaned text (children excluded);
 * `originalFrom`/`originalTo` bound the same words in the original.
 */
export interface Clause {
  anchor: string
  level: Level
  style: Style
  number: number
  label: string
  title: string
  titleConfidence: number
  text: string
  from: number
  to: number
  originalFrom: number
  originalTo: number
  children: Clause[]
}

/** Something recognised in a clause, with the words it came from. */
export interface Finding {
  kind: string
  name: string
  anchor: string
  words: string
  confidence: number
}

export interface DutyGroup extends Finding {
  kind: 'duty-group'
  duties: (Finding & { kind: 'duty' })[]
}

export interface Department extends Finding {
  kind: 'unit' | 'position'
  groups: DutyGroup[]
}

export interface Stage extends Finding {
  kind: 'stage'
  steps: (Finding & { kind: 'step' })[]
}

export interface FormNamed extends Finding {
  kind: 'form'
  fields: string[]
}

/** Who does what in a step. `name` is the actor as written. */
export interface Act extends Finding {
  kind: 'act'
  act: string
}

export interface Findings {
  departments: Department[]
  /** Units with work in the text and no duties of their own. */
  mentioned: Finding[]
  stages: Stage[]
  supervision: Finding[]
  appraisal: Finding[]
  forms: FormNamed[]
  acts: Act[]
}

export interface Notice {
  kind: 'cut' | 'unreadable' | 'numbering' | 'several-texts' | 'no-clauses' | 'choice'
  words: string
  /** Offset in the original where it can be seen, or -1. */
  at: number
}

/** What a person decided about a reading. The list is the whole of it: to undo a choice, leave it out. */
export type Choice =
  | { kind: 'correction'; id: string; verdict: 'accept' | 'reject'; after?: string; at?: number }
  | { kind: 'left-out'; id: string; verdict: 'restore' }
  | { kind: 'title'; title: string }
  | { kind: 'rename'; anchor: string; title: string }
  | { kind: 'move'; anchor: string; under: string | null; after: string | null }
  | { kind: 'merge'; anchor: string; into: string }
  | { kind: 'split'; anchor: string; at: number }
  /** Leaves a clause and all below it out of the policy; the original keeps its words. */
  | { kind: 'drop'; anchor: string }

export interface Source {
  name: string
  encoding: Encoding
  bytes: number
  sha256: string
  original: string
  cut: boolean
}

export interface Counts {
  characters: number
  clauses: number
  chapters: number
  /** Pronunciation glosses taken out or proposed, one for each place. */
  glosses: number
  traditional: number
  mojibake: number
  /** Proposals that still wait for a person. */
  open: number
  leftOutLines: number
  departments: number
  dutyGroups: number
  duties: number
  stages: number
  supervision: number
  appraisal: number
}

export interface Reading extends Source {
  text: string
  corrections: Correction[]
  leftOut: LeftOut[]
  notices: Notice[]
  title: { text: string; confidence: number }
  clauses: Clause[]
  findings: Findings
  counts: Counts
  choices: Choice[]
}
