/** The shapes that the views of this pack give to its pages: GET /api/view/org/…. Types only. */
export interface TreeUnit {
  id: string
  name: string
  parent: string | null
  heads: string[]
  /** Places (编制), and the people in them. */
  headcount: number
  staffed: number
  /** Posts of this unit that nobody holds. */
  vacancies: string[]
}
/** tree?day= */
export interface TreeView {
  day: string
  units: TreeUnit[]
}
export interface Power {
  role: string
  holders: string[]
  duties: readonly string[]
  /** What the role lets one do, e.g. 制度：送审、修订. */
  can: string[]
}
/** unit?id= */
export interface UnitView {
  id: string
  name: string
  path: string[]
  heads: string[]
  overseers: string[]
  posts: { id: string; name: string; headcount: number | null; people: string[]; description: string | null }[]
  duties: { id: string; title: string; group: string | null; part: string; position: string | null }[]
  powers: Power[]
}
