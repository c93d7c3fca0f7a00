/**
 * The shape of the authority table (审批权限表): one row is a matter under conditions and what each seat does then. Cells
 * are kept as people write them; words.ts and dmn.ts turn them into a rule table and back.
 */

/** The conditions that a row may name: the standard inputs of a case, each a column of the table. */
export const conditions = {
  days: { label: '天数', kind: 'days' },
  amount: { label: '金额', kind: 'money' },
  grade: { label: '级别', kind: 'grade' },
  budgeted: { label: '预算内', kind: 'flag' },
  kind: { label: '情形', kind: 'words' },
  starterIsHead: { label: '部门负责人本人', kind: 'flag' },
} as const

/** The seats (columns) in the order in which they act; 归口部门 and 财务 side by side. */
export const seats = {
  head: '部门负责人',
  owner: '归口部门',
  finance: '财务',
  overseer: '分管领导',
  accountant: '总会计师',
  manager: '总经理',
  board: '总经理办公会',
} as const

/** What a letter in a cell means. */
export const letters = { 审: '审核', 会: '会签', 批: '批准', 备: '备案', 印: '用印或办理', 核: '核对' } as const

export type Condition = keyof typeof conditions
export type Seat = keyof typeof seats
export type Letter = keyof typeof letters

export const conditionNames = Object.keys(conditions) as Condition[]
export const seatNames = Object.keys(seats) as Seat[]

/** One row: `when` and `does` are cells as people write them, e.g. { days: '≤3 天' } and { head: '批', owner: '备' }. */
export interface AuthorityRow {
  readonly matter: string
  readonly when: Readonly<Partial<Record<Condition, string>>>
  /** The unit that owns the matter, by name; 归口部门 acts as this one. */
  readonly owner?: string
  readonly does: Readonly<Partial<Record<Seat, string>>>
}

/** Who fills a seat: the head of a unit, the holders of a position or role, the members of a committee; by name. */
export type Place =
  | { readonly unit: string }
  | { readonly position: string }
  | { readonly role: string }
  | { readonly committee: string }

/** Whom the columns stand for in this company. `checker` does what a 核 asks; `handlers` use the seal, by owner unit. */
export interface Places {
  readonly finance?: Place
  readonly checker?: Place
  readonly accountant?: Place
  readonly manager?: Place
  readonly board?: Place
  readonly handlers?: Readonly<Record<string, Place>>
}

/** A whole edition. */
export interface AuthorityTable {
  readonly rows: readonly AuthorityRow[]
  readonly places: Places
}

/** The letters of a cell: 「批/印」 is ['批', '印']; what is no letter stays, so that the check can name it. */
export const lettersOf = (cell: string | undefined): string[] =>
  (cell ?? '').split(/[\s/／、,，]*/).filter((letter) => letter !== '')
