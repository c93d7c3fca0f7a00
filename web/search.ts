/** The boxes of 流程中心, in the order of their tabs; `start` is 发起. */
export const boxes = ['todo', 'read', 'done', 'started'] as const
export type Box = (typeof boxes)[number]

/** The state of a list in its address: known keys, and every other key is a filter by field name. */
export type ListSearch = { q?: string; status?: string; sort?: string; view?: string } & Record<
  string,
  string | undefined
>

export interface WorkSearch {
  box: Box
  q?: string
  /** The todo opened at the right. */
  open?: string
}

const listKeys = ['q', 'status', 'sort', 'view']
const safeName = /^[a-zA-Z][a-zA-Z0-9_]*$/

/** Keeps only words under plain names, so that a broken address opens the plain list. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  const kept = Object.entries(raw).filter(([name, value]) => safeName.test(name) && typeof value === 'string' && value)
  return Object.fromEntries(kept) as ListSearch
}

/** The tab of a row's page: the name of one of its parts, or 内容 when it says nothing. */
export const detailSearch = (raw: Record<string, unknown>): { tab?: string } => word(raw, 'tab')

/** What a model's page shows: an edition, one of its tabs, the edition that it is compared with. */
export function modelSearch(raw: Record<string, unknown>): { edition?: string; tab?: string; with?: string } {
  return { ...word(asText(raw), 'edition'), ...word(raw, 'tab'), ...word(asText(raw), 'with') }
}

/** Ids in an address: the router reads digits as a number. */
const asText = (raw: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  )

/** The fields that an address fills into a new form, by name. */
export function createSearch(raw: Record<string, unknown>): Record<string, string | undefined> {
  return listSearch(raw)
}

/** The filters of a list's address, by field name. */
export function filtersOf(search: ListSearch): Record<string, string> {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries.filter(([name]) => !listKeys.includes(name)))
}

/** The next sort when a column's head is clicked: ascending, descending, then as it comes. */
export function nextSort(sort: string | undefined, column: string): string | undefined {
  if (sort === column) return `-${column}`
  return sort === `-${column}` ? undefined : column
}

/** The state of 流程中心; an unknown box is the first one. */
export function workSearch(raw: Record<string, unknown>): WorkSearch {
  const box = boxes.find((known) => known === raw.box) ?? 'todo'
  return { box, ...word(raw, 'q'), ...word(raw, 'open') }
}

/** Where to go after sign-in: only a path of this site, so that no address can send people elsewhere. */
export function signInSearch(raw: Record<string, unknown>): { to?: string } {
  const to = raw.to
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {}
}

/** The one-time token of the first-run page. */
export const setupSearch = (raw: Record<string, unknown>): { token?: string } => word(raw, 'token')

function word<Name extends string>(raw: Record<string, unknown>, name: Name): { [N in Name]?: string } {
  const value = raw[name]
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as { [N in Name]?: string }) : {}
}
