import { choice, date, ref, text } from '../record/field.ts'
import { record } from '../record/record.ts'
import { closing, inUse, keepers } from './keeping.ts'

/** 委员会: an organ that decides together, such as 总经理办公会, with its quorum, its term and its powers (ORG-08). */
export const committee = record('committee', {
  label: '委员会',
  alias: ['总经理办公会', '运营策划委员会', '办公会'],
  help: '集体议事的机构：谁是成员，几人到会有效，管哪几件事',
  nature: 'file',
  title: 'name',
  fields: {
    name: text('名称', { required: true, unique: true, search: true, max: '60' }),
    kind: choice(
      '类别',
      { office: '办公会', committee: '委员会', leading: '领导小组', team: '专项小组' },
      { required: true },
    ),
    quorum: text('法定人数', { required: true, max: '10', help: '多少人到会、同意才算数：2/3 或 3 这样的数' }),
    term: text('任期', { max: '60', help: '例如三年一届' }),
    powers: text('职权', { long: true, max: '2000', help: '定战略目标，审重大计划，解决跨部门问题，督查制度执行' }),
    since: date('起'),
    until: date('止'),
  },
  states: inUse,
  allow: keepers,
  actions: closing,
  views: { list: ['name', 'kind', 'quorum', 'term', 'status'] },
  check: 'committee.quorum',
  empty: '这里放公司的委员会和办公会。先建机构，再登记成员。',
})

/** 委员会成员: who sits in which committee, from when to when; the secretary keeps the minutes and has no vote. */
export const committeeMember = record('committee_member', {
  label: '委员会成员',
  help: '谁在哪个委员会里，任什么职，从哪天到哪天',
  nature: 'ledger',
  title: 'person',
  fields: {
    committee: ref('委员会', 'committee', { required: true }),
    person: ref('员工', 'person', { required: true }),
    post: choice('职务', { convener: '召集人', member: '成员', secretary: '秘书' }, { required: true }),
    since: date('起', { required: true }),
    until: date('止'),
  },
  states: inUse,
  allow: keepers,
  actions: closing,
  views: { list: ['person', 'committee', 'post', 'since', 'until', 'status'] },
  empty: '这里放各委员会的成员。召集人和成员参加表决，秘书作记录。',
})

/**
 * How many of a committee's members must agree: '2/3' is a share, rounded up, '3' a count, at most all of them.
 * @returns undefined for what is neither, or a share beyond one
 */
export function quorumOf(quorum: string, members: number): number | undefined {
  const [, count, whole] = /^([1-9]\d{0,3})(?:\/([1-9]\d{0,3}))?$/.exec(quorum.trim()) ?? []
  if (count === undefined) return undefined
  if (whole === undefined) return Math.min(Number(count), members)
  return Number(count) > Number(whole) ? undefined : Math.ceil((members * Number(count)) / Number(whole))
}
