import type { Problem } from '../critique/types.ts'

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
  /** For look-alikes, which a person may judge place by place: the words around each of `places`. */
  contexts?: string[]
  confidence: number
  proposal: boolean
  state: CorrectionState
  alternatives: { after: string; score: number }[]
}

/** Lines that are not part of the policy. `from`/`to` are offsets of the original; line numbers begin at 1. */
export interface LeftOut {
  id: string
  kind: 'boilerplate' | 'page-mark' | 'repeated-title'
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
  | 'appendix'
  | 'hash'

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

/** 主责, 配合, 审核, 批准, 知会: in which part a unit has a duty. */
export type Part = 'lead' | 'assist' | 'review' | 'approve' | 'inform'

export interface DutyFound extends Finding {
  kind: 'duty'
  part: Part
}

export interface DutyGroup extends Finding {
  kind: 'duty-group'
  duties: DutyFound[]
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

/** What an act is in the life of a paper: drafted, reviewed, signed together, approved, copied to; else carried out. */
export type ActRole = 'draft' | 'review' | 'join' | 'approve' | 'copy' | 'carry'

/** Who does what in a step. `name` is the actor as written. */
export interface Act extends Finding {
  kind: 'act'
  act: string
  role: ActRole
}

export type PeriodUnit = 'minute' | 'hour' | 'day' | 'workday' | 'week' | 'month' | 'quarter' | 'half-year' | 'year'

/**
 * every: `times` times in `every` units, on a day of it where one is said (-1 is its end, 25 the 25th), and whether that
 * day is the last possible one. within: at most `amount` units, before or after something. now and then: 定期, without a number.
 */
export type Period =
  | { is: 'every'; every: number; unit: PeriodUnit; times: number; on?: number; until?: boolean }
  | { is: 'within'; amount: number; unit: PeriodUnit; before?: boolean }
  | { is: 'now-and-then' }

export interface PeriodFound extends Finding {
  kind: 'period'
  period: Period
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
  periods: PeriodFound[]
  /** Measures that the text names: 满意度, 完成率 … */
  indicators: Finding[]
}

export interface Notice {
  kind: 'cut' | 'unreadable' | 'numbering' | 'several-texts' | 'no-clauses' | 'choice' | 'announced' | 'gap'
  words: string
  /** Offset in the original where it can be seen, or -1. */
  at: number
  /** What could be done about it: in words, and as the choices that do it when a person agrees. */
  proposal?: { words: string; choices: Choice[] }
}

/**
 * What a text is: policy 制度, posts 部门或岗位职责, process 流程说明, article 文章, outline 培训提纲, notes 学习笔记, fragment 零散文字
 * (what is left of slides and tables). The first three are proposed as policies, the others as "not a policy".
 */
export type TextKind = 'policy' | 'posts' | 'process' | 'article' | 'outline' | 'notes' | 'fragment'

/**
 * One text of a file. A file always has at least one; `reading.texts[0].anchor === null` says that it is the only one and
 * that all of `reading.clauses` belong to it. Of several, each is a root clause of level 篇 with this `anchor`, and its
 * own clauses are the children of that one (`clausesOf(reading, text)` in own-texts.ts gives them in both cases). Texts are
 * in the order of the file. A text that is not `kept` makes no policy; it keeps its clauses, so that it can be looked at.
 */
export interface OwnText {
  /** `text:` and the offset of the original where it begins: stays the same whatever a person decides elsewhere. */
  id: string
  anchor: string | null
  title: string
  titleConfidence: number
  kind: TextKind
  /** 0..1; how sure the kind is; 1 when a person said so. */
  confidence: number
  /** Why it was taken for this kind: a Chinese sentence. */
  reason: string
  /** True when it becomes a policy of its own; proposed from the kind until a person decides. */
  kept: boolean
  decided: boolean
  /** Bounds in the cleaned text and in the original, its titles included. */
  from: number
  to: number
  originalFrom: number
  originalTo: number
  /** How many clauses it has, and how many characters. */
  clauses: number
  characters: number
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
  /** Corrects the printed number of a clause; its anchor stays. */
  | { kind: 'label'; anchor: string; label: string }
  /** Makes a policy of a text, or leaves the text out. */
  | { kind: 'text'; id: string; verdict: 'keep' | 'leave' }
  | { kind: 'text-title'; id: string; title: string }
  | { kind: 'text-kind'; id: string; is: TextKind }
  /** Takes away the border in front of a text: it continues the one before. */
  | { kind: 'join'; id: string }
  /** That a person looked at something which the reading was not sure of; `reject` of a duty group also drops it. */
  | { kind: 'seen'; id: string; verdict: 'accept' | 'reject' }
  /** Begins a new text at an offset of the original, which is moved to the beginning of its line. */
  | { kind: 'cut'; at: number; title: string }

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
  lookAlikes: number
  /** Proposals that still wait for a person. */
  open: number
  /** Texts in the file, and how many of them are to become policies. */
  texts: number
  keptTexts: number
  leftOutLines: number
  departments: number
  dutyGroups: number
  duties: number
  stages: number
  supervision: number
  appraisal: number
  overlaps: number
  gaps: number
}

export interface Reading extends Source {
  text: string
  corrections: Correction[]
  leftOut: LeftOut[]
  notices: Notice[]
  title: { text: string; confidence: number }
  /** The texts of the file, at least one. */
  texts: OwnText[]
  clauses: Clause[]
  findings: Findings
  /** What is wrong with the texts that are to become policies. */
  problems: Problem[]
  counts: Counts
  choices: Choice[]
}
