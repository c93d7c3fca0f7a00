import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgements, openStory, type Story } from '#test/projects.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
  await inForce()
})
afterAll(() => story.world.close())

/** The demo company's policy on projects, read from its file and brought into force. */
async function inForce() {
  const { world } = story
  const [writer, council] = [await world.as('苏禾'), await world.as('周晚晴')]
  const text = await readFile(new URL('../policy/demo/ZH-YY-01.txt', import.meta.url))
  const file = await writer.upload('运营职责与项目管理制度.txt', text)
  const { row } = await writer.create('policy_import', { file, owner: await world.unit('运营部') }, 'read')
  const policy = String((await writer.act('policy_import', row.id, 'confirm')).row.policy)
  await writer.act('policy', policy, 'send')
  await story.operations.answer('policy', policy, 'agree', '可以。', { compliance: 'fit' })
  await council.answer('policy', policy, 'agree', '同意。')
  await story.manager.answer('policy', policy, 'sign', '签发。', { effectiveOn: '2026-01-01' })
  await world.timers(policy)
}

// @covers PRN-01
test.each([
  [
    'project_approval',
    'filed 第九条 review 第十条 decide 第十一条 by_head 第十一条 by_manager 第十一条 to_archive 第十二条',
  ],
  ['project_start', 'check_plans 第十四条 confirm 第十四条'],
  ['project_commitment', 'promise 第十五条'],
  ['project_report', 'write 第十九条 read_ops 第十九条 note 第十九条'],
  ['project_change', 'review_dates 第二十四条 by_head 第二十四条 review 第二十四条 decide 第二十四条'],
  ['project_acceptance', 'organise 第二十五条'],
  ['project_score', 'rate 第二十六条'],
  ['project_conclusion', 'conclude 第二十七条'],
  ['project_rework', 'verify 第二十七条'],
  ['project_handover', 'receive 第二十八条'],
  ['project_close', 'check_files 第二十九条 sum_up 第四十二条'],
  ['project_evaluation', 'evaluate 第四十一条 propose 第四十一条'],
  ['task_run', 'accept 第十六条 carry 第十六条 check 第十六条'],
  ['coordination_run', 'confirm 第十八条'],
])('现行制度里说得出为什么有这一步：%s', async (process, wanted) => {
  const { clauses } = await (await story.operations.send('GET', `/api/processes/${process}`)).json()
  const words = wanted.split(' ')
  const nodes = words.filter((_, at) => at % 2 === 0)
  expect(nodes.map((node) => [node, clauses[node]?.label.split(' ')[0]])).toEqual(
    nodes.map((node, at) => [node, words[at * 2 + 1]]),
  )
})

test('办理记录里，每一步都说得出按哪一条办', async () => {
  const id = await story.filed({ budget: '460000.00', units: 'few' })
  await story.head.answer('project', id, 'agree')
  await story.operations.answer('project', id, 'agree', '可行。', judgements)
  const steps = (await story.lead.timeline('project', id)).steps.map(({ name, clause }) => [name, clause?.label])
  expect(steps).toEqual(
    expect.arrayContaining([
      ['部门审核', '第十一条 公司审批'],
      ['运营初审', '第十条 运营初审'],
      ['财务会签', '第十一条 公司审批'],
    ]),
  )
})
