import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allClauses } from './anchors.ts'
import { clausesOf } from './own-texts.ts'
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

  const kept = (reading: Reading) => reading.texts.filter((text) => text.kept).map((text) => text.kind)
  const anchorsOf = (reading: Reading) => allClauses(reading.clauses).map((clause) => clause.anchor)

  // @covers POL-10
  test('eight texts with titles printed two and three times: three policies, a job description, four that are no policy', () => {
    const reading = read(file('000_fd5eb1249a8cd0b7.txt'))
    expect(reading.texts.map((text) => text.kind)).toEqual([
      ...['policy', 'posts', 'article', 'policy', 'fragment', 'policy', 'article', 'article'],
    ])
    expect(kept(reading)).toEqual(['policy', 'posts', 'policy', 'policy'])
    expect(reading.leftOut.filter((part) => part.kind === 'repeated-title')).toHaveLength(7)
    const own = reading.texts.map((text) => clausesOf(reading, text))
    const chapters = own.map((clauses) => clauses.filter((clause) => clause.style !== 'plain').length)
    expect(chapters).toEqual([7, 4, 7, 6, 0, 7, 4, 0])
    expect(allClauses(own[3] ?? []).filter((clause) => clause.style === 'article')).toHaveLength(18)
    expect(reading.notices.filter((notice) => notice.kind === 'gap')).toHaveLength(2)
    expect(new Set(anchorsOf(reading)).size).toBe(anchorsOf(reading).length)
  })

  // @covers POL-10
  test('eleven essays, five of them duties and processes; what the fifth announces does not come', () => {
    const reading = read(file('001_543f155ce97a374c.txt'))
    expect(reading.texts.map((text) => text.kind)).toEqual([
      ...[
        'posts',
        'article',
        'article',
        'process',
        'notes',
        'process',
        'article',
        'posts',
        'article',
        'outline',
        'posts',
      ],
    ])
    expect(reading.texts.map((text) => text.title.length)).toEqual([7, 11, 14, 15, 8, 10, 11, 9, 11, 12, 9])
    const notices = reading.notices.map((notice) => notice.kind)
    expect(notices.filter((kind) => kind === 'announced')).toHaveLength(1)
    expect(notices.filter((kind) => kind === 'gap')).toHaveLength(2)
    expect(
      reading.notices.filter((notice) => notice.proposal).map((notice) => notice.proposal?.choices.length),
    ).toEqual([2])
    expect(new Set(anchorsOf(reading)).size).toBe(anchorsOf(reading).length)
    expect(clausesOf(reading, reading.texts[7] ?? { anchor: '' })).toHaveLength(9)
  })

  // @covers POL-23
  test('the look-alikes of the fifth: 19 kinds put right at once, 13 proposed, none in the other ten', () => {
    const reading = read(file('001_543f155ce97a374c.txt'))
    const alike = reading.corrections.filter((one) => one.kind === 'look-alike')
    const [fifth, sixth] = [reading.texts[4], reading.texts[5]]
    const places = alike.flatMap((one) => one.places)
    expect(places.every((at) => at > (fifth?.originalFrom ?? 0) && at < (sixth?.originalFrom ?? 0))).toBe(true)
    expect(alike.filter((one) => one.state === 'applied')).toHaveLength(19)
    expect(alike.filter((one) => one.state === 'open')).toHaveLength(13)
    expect(alike.find((one) => one.before === '丌')?.places).toHaveLength(9)
    const accepted = applyChoices(
      reading,
      alike.map(({ id }) => ({ kind: 'correction', id, verdict: 'accept' })),
    )
    const right = ['顾客参与', '关键绩效指标', '需求', '组织', '最终', '市场变化', '专业劳动']
    expect(right.filter((words) => accepted.text.includes(words))).toEqual(right)
    expect(anchorsOf(accepted)).toEqual(anchorsOf(reading))
  })

  test.each(['000_fd5eb1249a8cd0b7.txt', '001_543f155ce97a374c.txt', '002_15e88a274afab676.txt'])(
    '%s loses no word between its texts, titles and clauses',
    (name) => {
      const reading = read(file(name))
      const bare = (words: string) => words.replaceAll(/[\s:：。]/g, '')
      const first = reading.clauses.find((clause) => clause.style !== 'plain')?.from ?? 0
      const told = allClauses(reading.clauses)
        .filter((clause) => clause.from >= first)
        .map((clause) => (clause.style === 'text' ? '' : clause.label) + clause.title + clause.text)
      const kept = bare(told.join(''))
      const missing = bare(reading.text.slice(first)).length - kept.length
      expect(Math.abs(missing)).toBeLessThan(60)
    },
  )
})
