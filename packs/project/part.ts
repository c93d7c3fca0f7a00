import { ref, text } from '#kernel/record/field.ts'

/** The project that a row is part of. */
export const ofProject = ref('项目', 'project', { required: true, part: true })

/** What the row is called wherever it is mentioned; put there when it begins. */
export const itsName = text('名称', { derived: true, search: true })

/** The person who leads the project, copied from it when the row begins its way. */
export const itsLead = ref('项目负责人', 'person', { derived: true })

/** The unit that the project belongs to, copied from it. */
export const itsUnit = ref('项目部门', 'unit', { derived: true })

/** Whoever may read the project. */
export const readers = { readable: 'project' } as const

/** Whoever may read the project, while it is in one of these states: what is filed away changes no more (PRJ-17). */
export const during = <const S extends readonly string[]>(...states: S) =>
  ({ readable: 'project', in: states }) as const

/** Who began the row, while its project is in one of these states. */
export const authorDuring = <const S extends readonly string[]>(...states: S) =>
  ({ all: [{ holder: 'createdBy' }, during(...states)] }) as const

/** The lead of the project, while it is in one of these states. */
export const leadDuring = <const S extends readonly string[]>(...states: S) =>
  ({ all: [{ holder: 'lead' }, during(...states)] }) as const

/** The states in which a project is prepared or carried out. */
export const alive = ['approved', 'planning', 'active', 'acceptance', 'rework', 'delivery'] as const
