/**
 * The shapes that the server and the pages exchange. Types only: both sides import them, neither runs them.
 *
 *   GET    /api/hello                      → Hello                      (open to everybody)
 *   POST   /api/session  {login,password} | {person}                    → SessionView, sets the cookie
 *   GET    /api/session                    → SessionView | 401; DELETE → 204
 *   POST   /api/demo/reset                 → SessionView, sets the cookie (only in the demo: loads its company anew)
 *   POST   /api/setup    SetupBody         → SessionView                (once, with the link's token)
 *   GET    /api/invitations?person=        → AccountView                (administrators only, like the next)
 *   POST   /api/invitations {person}       → Invited                    (a new link ends the person's older ones)
 *   GET    /api/invitations/:token         → InvitationView | 404       (open to everybody, like the next)
 *   POST   /api/join     JoinBody          → SessionView, sets the cookie (once, with the link's token)
 *   POST   /api/password {old,new}         → SessionView, sets the cookie (all other sessions of mine end)
 *   GET    /api/meta/:record               → RecordMeta                 (cut to what I may see; ETag)
 *   GET    /api/:record?q&status&sort&cursor&limit&<field>=<value>      → ListView; the same at /export: .xlsx
 *   POST   /api/:record  {fields, action?} → RowView                    (create, and at once an action)
 *   POST   /api/:record/foresee {fields}   → Foreseen                   (who would get it if submitted now; writes nothing)
 *   GET    /api/:record/:id                → RowView
 *   PATCH  /api/:record/:id {fields, version}                           → RowView
 *   POST   /api/:record/:id/:action {fields?, opinion?, version?}       → RowView
 *   GET    /api/:record/:id/timeline       → TimelineView
 *   GET    /api/:record/:id/parts          → PartsView                  (the tabs of a row's page)
 *   GET    /api/options/:record?q&ids      → Option[]                   (for pickers)
 *   GET    /api/inbox?box=todo|read|done|started&q&cursor               → InboxView
 *   POST   /api/todos/:id {outcome, opinion?, fields?, version?}        → TodoDone
 *   GET    /api/messages                   → MessageView[]
 *   POST   /api/messages/read {ids}        → 204
 *   GET    /api/workbench                  → WorkbenchView
 *   GET    /api/processes/:name?record&id  → DiagramView
 *   POST   /api/files?name=…  (raw body)   → FileView
 *   GET    /api/files/:id                  → the bytes
 *   GET    /api/view/:pack/:name?…        → what a pack computes for a page of its own; at /export: .xlsx
 *   /api/cases, /api/migrations             → 流程运行: see runs-contract
 *   GET    /api/stream                     → server-sent events: {kind:'message'|'counts'|'record', …}; GET /api/openapi.json
 *
 * The shapes of hello, setup, invitations and passwords are in account-contract.ts.
 * Every unsafe request carries `Idempotency-Key` (a UUID made when the form opens) and is same-origin.
 * A refusal is {code, message, fields?, by?, at?, current?} with 404 absent, 403 forbidden, 422 invalid, 409 conflict,
 * 401 unauthenticated, 413 too large, 429 too many, 503 database gone (retry after a moment).
 */
import type { Kind, Tone } from '../record/field.ts'
import type { Nature, Views } from '../record/record.ts'

export interface Refusal {
  code: 'absent' | 'forbidden' | 'invalid' | 'conflict' | 'unauthenticated' | 'large' | 'busy' | 'unavailable' | 'error'
  message: string
  fields?: Record<string, string>
  by?: string
  at?: string
  current?: unknown
}

export interface NavItem {
  label: string
  path: string
  count?: number
}
export interface NavMenu {
  label: string
  section: '我的' | '管理' | '业务' | '保障'
  path?: string
  items: NavItem[]
}
export interface Counts {
  todo: number
  read: number
  messages: number
}
export interface SessionView {
  mode: 'demo' | 'real'
  company: string
  me: { id: string; name: string; unit: string; position: string; roles: string[] }
  nav: NavMenu[]
  /** What I may start, for 发起 and ⌘K. */
  starts: { record: string; label: string; nature: Nature; help?: string }[]
  counts: Counts
  now: string
}

export interface FieldMeta {
  name: string
  kind: Kind
  label: string
  required: boolean
  derived: boolean
  /** Filled in at a step of the process: new forms leave it out. */
  step?: boolean
  search?: boolean
  long?: boolean
  integer?: boolean
  help?: string
  min?: string
  max?: string
  unit?: string
  choices?: Record<string, string>
  tones?: Record<string, Tone>
  link?: true
  when?: { field: string; is: string }
  to?: string
  of?: FieldMeta[]
}
export interface ActionMeta {
  name: string
  label: string
  from: readonly string[]
  to: string
  ask: string[]
  opinion?: 'required' | 'optional'
  primary?: boolean
  danger?: boolean
  starts?: string
  /** Who may, as a Chinese sentence. */
  who: string
}
export interface RecordMeta {
  name: string
  label: string
  nature: Nature
  title: string
  fields: FieldMeta[]
  states: Record<string, string>
  actions: ActionMeta[]
  views: Views
  sections: { label: string; fields: string[] }[]
  /** Records whose rows are part of a row of this one: a tab each. */
  parts: { record: string; field: string; label: string }[]
  partOf: string[]
  /** The view that computes 审批参考 for a row: GET /api/view/<reference>?id=… → Card[]. */
  reference?: string
  help: string
  empty: string
  canCreate: boolean
  /** What a new form starts with, by field. */
  presets: Record<string, string>
  /** Who may read, create and edit, as Chinese sentences. */
  who: { read: string; create: string; edit: string }
}

/** A row as pages get it: system columns and fields by name; `labels` names every referenced id in it. */
export type Row = Record<string, unknown> & { id: string; status: string; version: number }
export interface Count {
  value: number
  more: boolean
}
export interface ListView {
  rows: Row[]
  labels: Record<string, string>
  next: string | null
  count: Count
  board?: Record<string, Count>
}
export interface RowView {
  row: Row
  labels: Record<string, string>
  /** Names of the actions I may run now, and of the fields I may change now. */
  can: string[]
  edit: string[]
  /** The open todo that I hold on this record, when there is one. */
  todo: TodoView | null
  /** Clauses of policies that carry this record, for the side of the page. */
  clauses: ClauseRef[]
  /** What has to be done next and by whom, where the pack says it. */
  next: NextView | null
}
/** One sentence, and what is still open, each shown by a part of the row; `label`: what the list is of (还差, 眼下). */
export interface NextView {
  words: string
  label?: string
  open?: { words: string; part?: string; late?: true }[]
}
export interface ClauseRef {
  policy: string
  policyTitle: string
  anchor: string
  label: string
  text: string
}

export interface Outcome {
  key: string
  label: string
  opinion: 'required' | 'optional' | 'none'
  primary?: boolean
  danger?: boolean
}
export interface TodoView {
  id: string
  kind: 'todo' | 'read'
  record: string
  recordId: string
  title: string
  number: string | null
  step: string
  /** Two or so fields that tell what it is about: label → shown value. */
  summary: Record<string, string>
  starter: string
  arrivedAt: string
  dueAt: string | null
  /** 逾期, 今天到期, 剩 5 小时 … in words, and how urgent: it decides colour and shape of the bar. */
  remains: string
  urgency: 'late' | 'soon' | 'calm' | 'none'
  /** The process says that it is more urgent than usual; it stands above what is not. */
  urgent?: true
  outcomes: Outcome[]
  edit: string[]
  clause: ClauseRef | null
  /** For done ones. */
  doneAt?: string
  outcome?: string
  opinion?: string
  /** Whose work it is, when I do it as their deputy: 代章慧中; for done ones too. */
  behalf?: string
  /** Why it came to this person instead of whom the rule names: 渠道经理空缺，按规则送…. */
  instead?: string
  /** For boxes other than todo: where the case stands, e.g. 「公司审批 · 顾维嘉」. */
  stands?: string
  status?: string
}
export interface InboxView {
  rows: TodoView[]
  next: string | null
  counts: Record<'todo' | 'read' | 'done' | 'started', number>
}
/** After an outcome: the words to show and the next todo to open (同意，下一条). */
/** What a person hears after an outcome: the words, and the todo that 同意，下一条 opens. */
export interface TodoDone {
  message: string
  next: { id: string; record: string; recordId: string } | null
}

export interface Option {
  id: string
  label: string
  note?: string
}
export interface MessageView {
  id: string
  at: string
  title: string
  body: string
  link: string | null
  read: boolean
}
export interface Card {
  key: string
  title: string
  note?: string
  count?: number
  link?: string
  rows: CardRow[]
  empty: string
  urgent?: boolean
}
export interface CardRow {
  title: string
  note: string
  link: string
  badge?: string
  urgency?: TodoView['urgency']
}
/** 工作台: the greeting in one sentence, then cards in the order in which it hurts. */
export interface WorkbenchView {
  greeting: string
  summary: string
  cards: Card[]
}
