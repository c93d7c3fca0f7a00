import { findActs } from './acts.ts'
import { findDepartments, findMentioned, sameUnit } from './duties.ts'
import { findForms } from './forms.ts'
import { findIndicators } from './indicators.ts'
import { findPeriods } from './periods.ts'
import { findAppraisal, findStages, findSupervision } from './sections.ts'
import type { Clause, Department, Findings, OwnText } from './types.ts'

/**
 * What the clauses of a file say, text by text: a name in one text is not known in the next. Articles, notes and outlines
 * lay nothing down and give no findings, unless a person makes a policy of them. A finding belongs to the text whose
 * anchor begins its own. Inventory X19.
 */
export const findAll = (clauses: readonly Clause[], texts: readonly OwnText[]): Findings =>
  clausesByText(clauses, texts)
    .filter(({ text }) => text.kept)
    .map(({ text, own }) => findIn(own, text.title))
    .reduce(joined, nothing)

/** The clauses of each text, its own clause of level 篇 included: its title may name whose duties they are. */
export const clausesByText = (
  clauses: readonly Clause[],
  texts: readonly OwnText[],
): { text: OwnText; own: readonly Clause[] }[] =>
  texts.map((text) => ({
    text,
    own: text.anchor === null ? clauses : clauses.filter((clause) => clause.anchor === text.anchor),
  }))

/** The findings of one text only: those whose anchors lie below its own. */
export const findingsOf = (findings: Findings, { anchor }: Pick<OwnText, 'anchor'>): Findings => {
  if (anchor === null) return findings
  const isOwn = (one: { anchor: string }) => one.anchor === anchor || one.anchor.startsWith(`${anchor}.`)
  return Object.fromEntries(
    Object.entries(findings).map(([kind, found]) => [kind, (found as { anchor: string }[]).filter(isOwn)]),
  ) as unknown as Findings
}

/** What one text says; `title` may name whose duties they are. */
export const findIn = (clauses: readonly Clause[], title: string): Findings => {
  const departments = findDepartments(clauses, title)
  const units = departments.filter((one) => one.kind === 'unit').map((one) => one.name)
  const mentioned = findMentioned(clauses, departments)
  const rest = withoutDuties(clauses, departments)
  const actors = [
    ...units,
    ...mentioned.map((one) => one.name).filter((name) => !units.some((unit) => sameUnit(unit, name))),
  ]
  return {
    ...{ departments, mentioned, stages: findStages(rest), supervision: findSupervision(rest) },
    ...{ appraisal: findAppraisal(rest), forms: findForms(clauses), acts: findActs(clauses, actors) },
    ...{ periods: findPeriods(clauses), indicators: findIndicators(clauses) },
  }
}

/** The duties of a post about appraisal are no appraisal that the policy lays down. */
const withoutDuties = (clauses: readonly Clause[], departments: readonly Department[]): Clause[] =>
  clauses
    .filter((clause) => !departments.some(({ anchor }) => anchor === clause.anchor))
    .map((clause) => ({ ...clause, children: withoutDuties(clause.children, departments) }))

const nothing: Findings = {
  ...{ departments: [], mentioned: [], stages: [], supervision: [], appraisal: [] },
  ...{ forms: [], acts: [], periods: [], indicators: [] },
}

const joined = (a: Findings, b: Findings): Findings => ({
  departments: [...a.departments, ...b.departments],
  mentioned: [...a.mentioned, ...b.mentioned],
  stages: [...a.stages, ...b.stages],
  supervision: [...a.supervision, ...b.supervision],
  appraisal: [...a.appraisal, ...b.appraisal],
  forms: [...a.forms, ...b.forms],
  acts: [...a.acts, ...b.acts],
  periods: [...a.periods, ...b.periods],
  indicators: [...a.indicators, ...b.indicators],
})
