import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allClauses } from './anchors.ts'
import { applyChoices, readPolicy } from './read.ts'
import type { Reading } from './types.ts'

const file = (name: string) => new URL(`../../../../shared/sources/${name}`, import.meta.url)
const duties = file('002_15e88a274afab676.txt')

const read = (url: URL): Reading => {
  const answer = readPolicy(readFileSync(url), '002.txt', { bytes: 5_000_000 })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}

// Counts only: the text itself is not ours to keep. A public clone has no such file and skips these.
describe.skipIf(!existsSync(duties))('the policy with all kinds of damage (needs ../shared/sources)', () => {
  // @covers X19
  test('four chapters, six departments, 26 groups of duties, three stages, three kinds of supervision, four of appraisal', () => {
    const { counts, findings } = read(duties)
    expect(findings.departments.map((one) => one.groups.length)).toEqual([5, 4, 5, 4, 4, 4])
    expect(counts).toMatchObject({ chapters: 4, departments: 6, dutyGroups: 26 })
    expect(counts).toMatchObject({ stages: 3, supervision: 3, appraisal: 4 })
    expect(findings.departments.every((one) => one.groups.every((group) => group.duties.length > 0))).toBe(true)
  })

  // @covers POL-23
  test('224 glosses, four broken runs that read right when accepted, nothing else unsure', () => {
    const reading = read(duties)
    expect(reading.counts).toMatchObject({ glosses: 224, mojibake: 4, open: 4 })
    const open = reading.corrections.filter((one) => one.state === 'open')
    const accepted = applyChoices(
      reading,
      open.map(({ id }) => ({ kind: 'correction', id, verdict: 'accept' })),
    )
    const restored = ['客户得到满意', '客户信息的完整性和准确性', '考核指标包括', '考核结果优秀']
    expect(restored.filter((words) => accepted.text.includes(words))).toEqual(restored)
    expect(accepted.counts.open).toBe(0)
    const anchors = (one: Reading) => allClauses(one.clauses).map((clause) => clause.anchor)
    expect(anchors(accepted)).toEqual(anchors(reading))
    expect(reading.notices.map((notice) => notice.kind)).toEqual(['cut'])
  })

  test('the form of the project application has its five fields', () => {
    expect(read(duties).findings.forms.find((form) => form.name === '项目申请表')?.fields).toHaveLength(5)
  })

  test.each(['000_fd5eb1249a8cd0b7.txt', '001_543f155ce97a374c.txt'])('%s is several texts and reads', (name) => {
    const reading = read(file(name))
    expect(reading.notices.some((notice) => notice.kind === 'several-texts')).toBe(true)
    const anchors = allClauses(reading.clauses).map((clause) => clause.anchor)
    expect(new Set(anchors).size).toBe(anchors.length)
  })
})
