import { createHash } from 'node:crypto'
import { countProblems, critique } from '../critique/critique.ts'
import { allClauses } from './anchors.ts'
import { clean } from './clean.ts'
import { decode } from './decode.ts'
import { tracer } from './edits.ts'
import { titleOf } from './evidence.ts'
import { clausesByText, findAll, findingsOf } from './findings.ts'
import { findNotices } from './notices.ts'
import { describeTexts } from './own-texts.ts'
import { reviseClauses } from './revise.ts'
import { simplify } from './simplify.ts'
import { looseParagraphs, readStructure } from './structure.ts'
import type { Choice, Counts, Notice, Reading, Refusal, Source } from './types.ts'

/**
 * Reads a policy from the bytes of a file: text, what was left out, every correction, the clause tree, and what the
 * clauses say. `limits.bytes` is the largest file taken. A file that cannot be read gives a refusal as data. No clock, no
 * network, no database; the same bytes give the same reading. Inventory POL-05, POL-10, POL-23.
 */
export const readPolicy = (bytes: Uint8Array, name: string, limits: { bytes: number }): Reading | Refusal => {
  const decoded = decode(bytes, name, limits.bytes)
  if ('refused' in decoded) return decoded
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { text, encoding, cut } = decoded
  return derive({ name, encoding, bytes: bytes.length, sha256, original: text, cut }, [])
}

/**
 * The reading with a person's choices: corrections accepted, refused or worded anew, lines put back, clauses renamed,
 * moved, merged, split. `choices` is the whole list; it replaces the one before, so leaving a choice out undoes it. Always
 * derived from the original, so it can be repeated, and clauses that no choice names keep their anchors.
 */
export const applyChoices = (reading: Reading, choices: readonly Choice[]): Reading => {
  const { name, encoding, bytes, sha256, original, cut } = reading
  return derive({ name, encoding, bytes, sha256, original, cut }, choices)
}

const derive = (source: Source, choices: readonly Choice[]): Reading => {
  const cleaned = clean(source.original, choices)
  const trace = tracer(cleaned.edits)
  const structure = readStructure(cleaned.text, trace, cleaned.borders)
  const title = chosenTitle(source, structure.preamble, cleaned.leftOut, choices)
  const loose = looseParagraphs(structure.preamble, title.text, cleaned.text, trace)
  const { clauses, missed } = reviseClauses([...loose, ...structure.clauses], choices)
  const texts = describeTexts({ ...source, ...cleaned, title }, clauses, choices)
  const findings = findAll(clauses, texts)
  const problems = clausesByText(clauses, texts)
    .filter(({ text }) => text.kept)
    .flatMap(({ text, own }) => critique({ text, clauses: own, findings: findingsOf(findings, text) }))
  const reading = { ...source, ...cleaned, texts, clauses, findings, problems, choices: [...choices] }
  const notices = [
    ...findNotices(cleaned, { texts, clauses, numbering: structure.notices, cut: source.cut }, trace),
    ...missed.map(toNotice),
  ]
  const { edits: _, borders: __, ...kept } = reading
  return { ...kept, notices, title, counts: count(reading) }
}

const toNotice = (choice: Choice): Notice => {
  const about = 'anchor' in choice ? choice.anchor : ''
  return { kind: 'choice', words: `对条款 ${about} 的修改用不上了：条款不在，或位置不对。其他修改都保留。`, at: -1 }
}

const chosenTitle = (
  source: Source,
  preamble: string,
  leftOut: Reading['leftOut'],
  choices: readonly Choice[],
): Reading['title'] => {
  const chosen = choices.findLast((choice) => choice.kind === 'title')
  if (chosen) return { text: chosen.title, confidence: 1 }
  const marks = leftOut.filter((part) => part.kind === 'page-mark')
  return titleOf(
    preamble,
    marks.map((part) => simplify(part.words)),
    source.name,
  )
}

const count = (
  reading: Pick<Reading, 'text' | 'texts' | 'corrections' | 'leftOut' | 'clauses' | 'findings' | 'problems'>,
): Counts => {
  const { corrections, clauses, findings } = reading
  const groups = findings.departments.flatMap((department) => department.groups)
  const places = (kind: string) =>
    corrections.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.places.length, 0)
  return {
    ...{ characters: reading.text.length, clauses: allClauses(clauses).length },
    ...{ chapters: allClauses(clauses).filter((clause) => clause.level === '章').length },
    ...{ glosses: places('gloss'), traditional: places('traditional'), mojibake: places('mojibake') },
    lookAlikes: places('look-alike'),
    ...{ texts: reading.texts.length, keptTexts: reading.texts.filter((one) => one.kept).length },
    open: corrections.filter((one) => one.state === 'open').length,
    leftOutLines: reading.leftOut
      .filter((one) => !one.restored)
      .reduce((sum, one) => sum + one.toLine - one.fromLine + 1, 0),
    ...{ departments: findings.departments.length, dutyGroups: groups.length },
    duties: groups.reduce((sum, group) => sum + group.duties.length, 0),
    ...{
      stages: findings.stages.length,
      supervision: findings.supervision.length,
      appraisal: findings.appraisal.length,
    },
    ...countProblems(reading.problems),
  }
}
