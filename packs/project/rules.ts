import { holdersOf } from '#kernel/identity/directory.ts'
import { rule } from '#kernel/process/work.ts'

/** Keeps the grade that the table of the approval process decided (project_grade.dmn). */
export const setGrade = rule(async (work, row, input) => {
  await work.change('project', row.id, { grade: input.grade }, 'grade')
})

/** The first review took longer than its time: the applicant knows, and those who can hurry it are told. */
export const remind = rule((work, row) => {
  const title = `项目《${String(row.title)}》的初审超过了时限`
  for (const person of new Set([String(row.createdBy), ...holdersOf(work.directory, 'operations')])) {
    work.tell(person, title, '请尽快给出初审意见。', `/r/project/${row.id}`)
  }
})
