import type { Directory } from './directory.ts'

/** The colleagues at work who do a person's todos today, beside the person. */
export const standInsFor = (directory: Directory, person: string): string[] => [
  ...new Set(
    directory.delegations
      .filter((row) => row.person === person && directory.people.get(row.deputy)?.status === 'active')
      .map((row) => row.deputy),
  ),
]

/** The people whose todos a person does today. Not handed on: who stands in for somebody's deputy is not among them. */
export const stoodForBy = (directory: Directory, deputy: string): string[] => [
  ...new Set(directory.delegations.filter((row) => row.deputy === deputy).map((row) => row.person)),
]

/**
 * Who has the work, in words: 姚晴（代章慧中） while it is delegated, else the name.
 * @param starter who started the case and so does not stand in for its judge
 */
export function holderName(directory: Directory, person: string, starter: string | null = null): string {
  const deputies = standInsFor(directory, person).filter((id) => id !== starter)
  return deputies.length === 0 ? nameOf(directory, person) : behalf(directory, deputies, person)
}

/** Who did the work, in words: 姚晴（代章慧中） when it was somebody else's. */
export function doerName(directory: Directory, person: string, doer: string | null): string {
  return doer === null || doer === person ? nameOf(directory, person) : behalf(directory, [doer], person)
}

/** 代章慧中: how an event and a row of the inbox say whose work it was. */
export const behalfName = (directory: Directory, person: string): string => `代${nameOf(directory, person)}`

const behalf = (directory: Directory, deputies: readonly string[], person: string) =>
  `${deputies.map((id) => nameOf(directory, id)).join('、')}（${behalfName(directory, person)}）`

const nameOf = (directory: Directory, id: string) => directory.people.get(id)?.name ?? '系统'
