import type { Stage } from '#kernel/demo.ts'

/** What the heads of the units say to the draft: name, day, time, and their words; without words they have none. */
const opinions: readonly (readonly [person: string, daysAgo: number, time: string, words?: string])[] = [
  ['乌日娜', 5, '11:40', '量尺单该写清楚从哪里量起：含轨还是不含轨。店里王敏提过，窗型图旁边留一栏就行。'],
  ['方立群', 5, '16:20', '第十四条的“第三次”按多长时间算？不写观察期，门店会各算各的。'],
  ['韩大勇', 4, '09:50', '渠道单的投诉也要算进来，请写一句。'],
  ['辛向阳', 4, '10:15'],
  ['蓝天宇', 4, '14:30', '面料批次号建议写进第十二条，查起来快。这次不改也行。'],
  ['任东升', 3, '09:20', '六十天合适，三十天太短，一单从量尺到安装就要三周。'],
  ['鲍建国', 3, '13:40', '量尺口径两边不一样，先统一再说。加一栏我赞成。'],
  ['冼嘉豪', 3, '17:05'],
  ['丁玉兰', 2, '09:30', '观察期写六十天，从第一次办结起算；升级时附上原来的措施。'],
]

const third =
  '同一原因自第一次办结起六十天内第三次出现的，升级到分管领导，并复查原来的措施；六十天为观察期，期满没有再发的重新计数。'
const measuring = '量尺单由门店填写，写明窗型、宽、高、安装位置和测量基准（含轨或者不含轨），由客户签字。'

/**
 * The next edition of the policy on complaints: two clauses changed, nine units heard, and the draft taken back to be
 * written as they said.
 */
export async function reviseComplaints(stage: Stage): Promise<void> {
  stage.at(9, '14:00')
  const before = await stage.find('policy', { code: 'ZH-KF-03', status: 'effective' })
  await stage.act('段志飞', 'policy', before, 'revise')
  const policy = await stage.find('policy', { revises: before })
  await amend(stage, policy, '第十四条', '同因再发', third.replace('自第一次办结起', ''))
  await stage.edit('段志飞', 'policy', policy, { consult: true })
  stage.at(5, '10:00')
  await stage.act('段志飞', 'policy', policy, 'send')
  for (const [person, daysAgo, time, words] of opinions) {
    stage.at(daysAgo, time)
    await stage.answer(person, policy, words ? 'remark' : 'fine', words)
  }
  stage.at(2, '15:30')
  const settled =
    '九个部门都回了，七条意见：观察期从第一次办结起算、量尺单加“测量基准”一栏，采纳；渠道单本来就在范围里，不另写；面料批次号下一版再议。改好再送。'
  await stage.answer('段志飞', policy, 'return', settled)
  stage.at(2, '17:10')
  await amend(stage, policy, '第十四条', '同因再发', third)
  await amend(stage, policy, '第十六条', '量尺单', measuring)
}

async function amend(stage: Stage, policy: string, label: string, title: string, text: string): Promise<void> {
  const clause = await stage.find('clause', { policy, label })
  await stage.act('段志飞', 'clause', clause, 'amend', { fields: { title, text } })
}
