import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets, decision, judgements, openStory, type Story } from '#test/projects.ts'
import { refusal, type Someone, type World } from '#test/world.ts'

let story: Story
let world: World
let applicant: Someone
let head: Someone
let operations: Someone
let overseer: Someone
let finance: Someone

beforeAll(async () => {
  story = await openStory()
  ;({ world, lead: applicant, head, operations, overseer } = story)
  finance = await world.as('章慧')
})
afterAll(() => world.close())

const application = async (more: object = {}) => story.application({ ...budgets.B, ...more })
const filed = async (more: object = {}, by = applicant) =>
  (await by.create('project', await application(more), 'submit')).row
/** Filed, and its department agrees: operations reviews it next. */
const reviewed = async (more: object = {}) => {
  const { id } = await filed(more)
  await head.answer('project', id, 'agree', '店里确实急。')
  return (await applicant.get('project', id)).row
}
/** Operations and finance agree: the leader in charge decides. */
const passed = async (more: object = {}) => {
  const row = await reviewed(more)
  await operations.answer('project', row.id, 'agree', '可行，先试三个月。', judgements)
  await finance.answer('project', row.id, 'agree', '预算内。')
  return row
}

test('批的就是看到的：打开以后单子变了，先说谁改的，意见和判断不会落在没看过的内容上', async () => {
  const row = await reviewed()
  const { todo } = await operations.get('project', row.id)
  const body = { outcome: 'agree', opinion: '可行。', fields: judgements, version: row.version - 1 }
  const answer = await operations.send('POST', `/api/todos/${todo!.id}`, body)
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'conflict', current: { id: row.id, feasibility: null } })
  expect((await operations.get('project', row.id)).todo?.id).toBe(todo!.id)
})

describe('谁看得到项目', () => {
  test('不相干的人：列表里没有，打开、办理、看流程记录都是“没有找到”', async () => {
    const row = await filed()
    const stranger = await world.as('白薇')
    expect((await stranger.list('project')).rows).toEqual([])
    const tries: (() => Promise<unknown>)[] = [
      () => stranger.get('project', row.id),
      () => stranger.edit('project', row.id, { title: '改' }, row.version),
      () => stranger.act('project', row.id, 'pass', { opinion: '好' }),
      () => stranger.timeline('project', row.id),
    ]
    for (const tried of tries) expect(await refusal(tried())).toMatchObject({ status: 404, code: 'absent' })
  })

  test('申请人、本部门、负责人、上级负责人、分管领导、运营和管理层都看得到', async () => {
    const { id } = await filed()
    const readers = [applicant, head, operations, story.manager, story.stores, overseer]
    for (const reader of readers) expect((await reader.get('project', id)).row.id).toBe(id)
  })
})

describe('申请', () => {
  // @covers PRJ-01
  test('背景、目标、内容、时间要求、预算缺哪些，一次全说出来', async () => {
    const refused = await refusal(
      applicant.create('project', { title: '空表', unit: await world.unit('江州店'), units: 'one' }, 'submit'),
    )
    expect(refused).toMatchObject({ status: 422, code: 'invalid' })
    expect(Object.keys(refused.fields ?? {}).sort()).toEqual(['background', 'budget', 'content', 'goal', 'schedule'])
    for (const label of ['项目背景', '项目目标', '项目内容', '时间要求', '预算'])
      expect(refused.message).toContain(label)
    expect(refused.message).toContain('你填的内容都还在')
  })

  // @covers PRJ-01
  test('任何部门的人都可以申请；提交后有编号，先到部门负责人', async () => {
    for (const person of [applicant, await world.as('王敏', '门店部'), await world.as('白薇')]) {
      const row = await filed({}, person)
      expect(row.number).toMatch(/^XM-\d{4}-\d{3}$/)
      expect(row).toMatchObject({ status: 'review', lead: person.id })
      expect((await head.inbox()).rows.map((todo) => todo.recordId)).toContain(row.id)
    }
  })

  test('草稿自己改，提交以后不能改', async () => {
    const { row } = await applicant.create('project', await application())
    const edited = await applicant.edit('project', row.id, { goal: '全部七天送到。' }, row.version)
    expect(edited.row.goal).toBe('全部七天送到。')
    await applicant.act('project', row.id, 'submit')
    const { version } = (await applicant.get('project', row.id)).row
    expect(await refusal(applicant.edit('project', row.id, { goal: '算了' }, version))).toMatchObject({ status: 403 })
  })

  test('评审的判断和级别，申请人自己填不了', async () => {
    const { row } = await applicant.create('project', await application())
    for (const field of [{ feasibility: 'yes' }, { strategy: 'fits' }, { grade: 'C' }]) {
      const names = Object.keys(field)
      const tries = [
        () => applicant.edit('project', row.id, field, row.version),
        () => applicant.act('project', row.id, 'submit', { fields: field }),
        async () => applicant.create('project', await application(field)),
      ]
      for (const tried of tries) {
        const refused = await refusal(tried())
        expect([refused.status, Object.keys(refused.fields ?? {})]).toEqual([422, names])
      }
    }
  })

  test.each([
    ['180000.00', 'one', 'C'],
    ['180000.00', 'few', 'B'],
    ['200000.01', 'one', 'B'],
    ['1000000.01', 'one', 'A'],
    ['10.00', 'many', 'A'],
  ])('预算 %s、涉及部门 %s 的是 %s 级', async (budget, units, grade) => {
    const { id } = await filed({ budget, units })
    expect((await applicant.get('project', id)).row.grade).toBe(grade)
  })
})

describe('运营初审', () => {
  // @covers PRJ-02
  test('要写意见，要判断可行性和必要性；缺的一次全说出来，单据原样', async () => {
    const { id } = await reviewed()
    const refused = await refusal(operations.answer('project', id, 'agree'))
    expect(refused.status).toBe(422)
    expect(Object.keys(refused.fields ?? {}).sort()).toEqual(['feasibility', 'necessity', 'opinion'])
    expect((await operations.get('project', id)).row).toMatchObject({ status: 'review', feasibility: null })
  })

  // @covers PRJ-02
  test('同意后会签、审批，意见留在办理记录里', async () => {
    const { id } = await passed()
    const { row } = await operations.get('project', id)
    expect(row).toMatchObject({ status: 'review', ...judgements })
    const review = (await applicant.timeline('project', id)).steps.find((step) => step.name === '运营初审')
    expect(review?.people).toEqual([
      { name: '何静', outcome: '同意', opinion: '可行，先试三个月。', at: expect.any(String) },
    ])
    expect((await overseer.inbox()).rows.map((todo) => todo.recordId)).toContain(id)
  })

  test('只能填这一步的字段', async () => {
    const { id } = await reviewed()
    const refused = await refusal(operations.answer('project', id, 'agree', '好', { ...judgements, budget: '1.00' }))
    expect(refused).toMatchObject({ status: 422, fields: { budget: expect.stringContaining('预算') } })
  })

  test('退回后申请人改好再报，走新的一轮', async () => {
    const { id } = await reviewed()
    expect(await refusal(operations.answer('project', id, 'return'))).toMatchObject({ status: 422 })
    await operations.answer('project', id, 'return', '目标写个数。')
    const returned = await applicant.get('project', id)
    expect(returned).toMatchObject({ row: { status: 'returned' }, can: ['submit'] })
    await applicant.edit('project', id, { goal: '九成五七天送到。' }, returned.row.version)
    await applicant.act('project', id, 'submit')
    expect((await head.get('project', id)).todo?.step).toBe('部门审核')
  })

  test('超过时限：到点提醒申请人和运营，待办还在', async () => {
    const { id, number } = await reviewed()
    const before = (await applicant.messages()).length
    const [due] = await world.timers(id)
    expect(due!.getTime()).toBeGreaterThan(world.now.getTime() + 20 * 3_600_000)
    const [first] = await applicant.messages()
    expect((await applicant.messages()).length).toBe(before + 1)
    expect(first).toMatchObject({ title: expect.stringContaining('超过了时限'), link: `/r/project/${id}` })
    expect((await operations.messages())[0]?.link).toBe(`/r/project/${id}`)
    expect((await operations.get('project', id)).todo).toMatchObject({ number })
    await operations.answer('project', id, 'agree', '补上意见。', judgements)
    expect(await world.timers(id)).toEqual([])
  })
})

describe('公司审批', () => {
  // @covers PRJ-03
  test('最后批的人按战略和资源批准，缺判断不行', async () => {
    const { id } = await passed()
    const refused = await refusal(overseer.answer('project', id, 'approve'))
    expect(Object.keys(refused.fields ?? {}).sort()).toEqual(['resources', 'strategy'])
    await overseer.answer('project', id, 'approve', undefined, decision)
    expect((await applicant.get('project', id)).row).toMatchObject({ status: 'approved', ...decision })
    const [told] = await applicant.messages()
    expect(told).toMatchObject({ title: expect.stringContaining('筹备'), link: `/r/project/${id}` })
  })

  // @covers PRJ-04
  test('不同意必须写原因，原因送到申请人；改好可以重报', async () => {
    const { id } = await passed()
    expect((await refusal(overseer.answer('project', id, 'refuse'))).fields).toHaveProperty('opinion')
    await overseer.answer('project', id, 'refuse', '今年先保交付，请压到十万以内。')
    const [told] = await applicant.messages()
    expect(told).toMatchObject({ title: expect.stringContaining('未通过'), link: `/r/project/${id}`, read: false })
    expect(told?.body).toBe('周晚晴（公司审批）：今年先保交付，请压到十万以内。')
    const again = await applicant.act('project', id, 'refile')
    await applicant.edit('project', id, { budget: '298000.00' }, again.row.version)
    await applicant.act('project', id, 'submit')
    expect((await head.get('project', id)).todo?.step).toBe('部门审核')
  })

  test('一位办了，另一位知道是谁办的，不用再办', async () => {
    const { id } = await reviewed()
    const other = await world.as('邓一鸣')
    const { todo } = await other.get('project', id)
    await operations.answer('project', id, 'agree', '可行。', judgements)
    const late = await other.send('POST', `/api/todos/${todo?.id}`, { outcome: 'refuse', opinion: '我不同意' })
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({ by: '何静', at: expect.any(String) })
    expect((await other.inbox()).rows.map((row) => row.recordId)).not.toContain(id)
  })

  test('路线由审批权限表按级别定：C 级部门批、运营备；A 级逐级审到总经理办公会', async () => {
    const steps = async (id: string) => {
      const rows = await world.sql<{ step: string }>(
        'select distinct on (step) step, id from todo where record_id = $1 order by step, id',
        [id],
      )
      return rows.map(({ step }) => step).sort()
    }
    expect(await steps(await story.approved(budgets.C))).toEqual(['运营备案', '部门审批'].sort())
    const seats = ['部门审核', '运营初审', '财务会签', '分管领导审核', '总会计师审核', '总经理审核', '公司审批']
    expect(await steps(await story.approved(budgets.A))).toEqual(seats.sort())
    expect(await steps(await story.approved(budgets.B))).toEqual(
      ['部门审核', '运营初审', '财务会签', '公司审批'].sort(),
    )
  })

  test('不是待办人的，不能直接批准，记为被拒绝的操作', async () => {
    const { id } = await passed()
    const refused = await refusal(head.act('project', id, 'approve', { fields: decision }))
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' })
    const tries = await world.sql(`select person from event where kind = 'refused' and record_id = $1`, [id])
    expect(tries).toEqual([{ person: head.id }])
  })
})

describe('自己的申请自己不审', () => {
  test('部门负责人自己申请：不再自己审自己，直接到运营；C 级改由分管领导批', async () => {
    const { id } = await filed({}, head)
    expect((await operations.get('project', id)).todo?.step).toBe('运营初审')
    const light = await filed(budgets.C, head)
    expect((await head.get('project', light.id)).todo).toBeNull()
    expect((await overseer.get('project', light.id)).todo?.step).toBe('公司审批')
  })

  test('运营的人自己申请，待办只到另一位', async () => {
    const { id } = await filed({}, operations)
    await head.answer('project', id, 'agree')
    expect((await operations.get('project', id)).todo).toBeNull()
    expect((await (await world.as('邓一鸣')).get('project', id)).todo?.step).toBe('运营初审')
  })

  test('他是唯一的审核人：转给系统管理员，并告诉他', async () => {
    await holding('邓一鸣', 'operations', false)
    const { id } = await filed({}, operations)
    await head.answer('project', id, 'agree')
    expect((await operations.get('project', id)).todo).toBeNull()
    expect((await (await world.as('程诗')).get('project', id)).todo?.step).toBe('运营初审')
    expect((await operations.messages())[0]?.title).toContain('转给系统管理员')
    await holding('邓一鸣', 'operations', true)
  })

  test('没有人审：先转分管领导', async () => {
    for (const name of ['何静', '邓一鸣']) await holding(name, 'operations', false)
    const { id } = await reviewed()
    expect((await (await world.as('周晚晴')).get('project', id)).todo?.step).toBe('运营初审')
    expect((await applicant.messages())[0]?.title).toContain('送分管领导周晚晴')
    for (const name of ['何静', '邓一鸣']) await holding(name, 'operations', true)
  })

  test('系统管理员自己申请，又没有别人：停住等人，不由他自己审', async () => {
    for (const name of ['何静', '邓一鸣']) await holding(name, 'operations', false)
    const administrator = await world.as('程诗')
    const { id } = await filed({}, administrator)
    await head.answer('project', id, 'agree')
    expect((await administrator.get('project', id)).todo).toBeNull()
    expect((await administrator.messages()).map(({ title }) => title)).toEqual(['流程停在“运营初审”'])
    for (const name of ['何静', '邓一鸣']) await holding(name, 'operations', true)
  })

  async function holding(name: string, role: string, wanted: boolean) {
    const administrator = await world.as('程诗')
    const { rows } = await administrator.list('role_holder', { role, person: await world.person(name) })
    await administrator.act('role_holder', rows[0]!.id, wanted ? 'reopen' : 'close')
  }
})
