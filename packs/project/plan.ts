import { choice, date, lines, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { authorDuring, during, itsName, ofProject, readers } from './part.ts'

const resources = { people: '人力', goods: '物力', money: '财力' } as const

/** 分计划: schedule, resources or risks of a project; operations reviews them before the start (PRJ-06). */
export const projectPlan = record('project_plan', {
  label: '分计划',
  title: 'name',
  derive: 'project.planName',
  fields: {
    project: ofProject,
    name: itsName,
    kind: choice(
      '计划',
      { schedule: '进度计划', resources: '资源需求计划', risks: '风险应对计划' },
      { required: true },
    ),
    steps: lines(
      '进度安排',
      {
        what: text('做什么', { required: true }),
        from: date('开始', { required: true }),
        until: date('完成', { required: true }),
      },
      { when: { field: 'kind', is: 'schedule' } },
    ),
    needs: lines(
      '资源需求',
      {
        kind: choice('种类', resources, { required: true }),
        what: text('要什么', { required: true }),
        unit: ref('由哪个部门提供', 'unit', { required: true }),
        amount: text('多少'),
        by: date('何时要到位'),
      },
      { when: { field: 'kind', is: 'resources' } },
    ),
    risks: lines(
      '风险',
      {
        risk: text('会出什么事', { required: true }),
        response: text('怎么应对', { required: true }),
        owner: ref('谁负责', 'person', { required: true }),
      },
      { when: { field: 'kind', is: 'risks' } },
    ),
  },
  states: { draft: '草稿', ready: '已定稿', passed: '已审过', returned: '已退回' },
  allow: { read: readers, create: during('approved'), edit: authorDuring('approved') },
  editIn: ['draft', 'returned'],
  actions: {
    ready: {
      label: '定稿',
      from: ['draft', 'returned'],
      to: 'ready',
      allow: authorDuring('approved'),
      rule: 'project.finishPlan',
      primary: true,
    },
    reopen: { label: '撤回再改', from: ['ready'], to: 'draft', allow: authorDuring('approved') },
    pass: { label: '审过', from: ['ready'], to: 'passed', allow: 'nobody' },
    return: { label: '退回', from: ['ready'], to: 'returned', allow: 'nobody' },
  },
  views: { list: ['name', 'steps', 'needs', 'risks', 'status', 'updatedAt'] },
  help: '先选是哪一份计划，再填它的明细；写好点“定稿”',
  empty: '还没有分计划。A 级要进度、资源、风险三份，B 级要进度、资源两份。',
})
