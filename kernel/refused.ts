/** Why a request was refused: mapped to 404, 403, 422 and 409 in one place (kernel/http/app.ts). */
export type RefusalCode = 'absent' | 'forbidden' | 'invalid' | 'conflict'

/** What a page needs beside the words: the fields at fault, or who changed the record and when. */
export interface RefusalDetail {
  readonly fields?: Readonly<Record<string, string>>
  readonly by?: string
  readonly at?: string
  readonly current?: unknown
}

/**
 * A request that is refused, with words that its user can act on.
 * What one may not see is `absent`, never `forbidden`.
 */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly detail: RefusalDetail

  constructor(code: RefusalCode, message: string, detail: RefusalDetail = {}) {
    super(message)
    this.code = code
    this.detail = detail
  }
}

/** The refusal for what is not there, or not there for this person: both read the same. */
export const absent = (label = '这条记录') =>
  new Refused('absent', `没有找到${label}。它可能已被删除，或不在你能看到的范围里。`)

/** The refusal for a form with missing or wrong fields: all of them are named at once. */
export const invalid = (fields: Record<string, string>) =>
  new Refused(
    'invalid',
    `有 ${Object.keys(fields).length} 处要改：${Object.values(fields).join('；')}。你填的内容都还在。`,
    { fields },
  )
