import type { Stage } from '#kernel/demo.ts'

/** A task of the demo company: who gave it when, who answers for it, by when, and what good work looks like. */
interface Given {
  readonly at: readonly [daysAgo: number, time: string]
  readonly lead: string
  readonly owner: string
  readonly title: string
  readonly due: number
  readonly quality: string
  readonly priority?: 'high' | 'urgent'
  readonly project?: string
  readonly taken?: readonly [daysAgo: number, time: string, words: string]
  readonly reports?: readonly (readonly [daysAgo: number, percent: number, done: string, blockers?: string])[]
  readonly done?: readonly [daysAgo: number, evidence: string, rating: 'good' | 'fair' | 'pass', words: string]
}

const sevenDays = '定制帘七天交付改造'

const tasks: readonly Given[] = [
  {
    at: [30, '09:30'],
    lead: '单晓东',
    owner: '鲍建国',
    title: '三号线分时上下班试两周',
    due: -12,
    quality: '两周里没有一天停线，班组长签字，员工意见逐条有回音',
    project: sevenDays,
    taken: [30, '10:10', '三号线先来。'],
    reports: [[20, 60, '试了一周，交接排队短了一半，两名员工要接孩子，换了班。']],
    done: [
      13,
      '两周没有停线，交接等待从 12 小时降到 9 小时，班组长都签了字。',
      'good',
      '数都对得上，员工的意见也有回音，好。',
    ],
  },
  {
    at: [20, '10:00'],
    lead: '单晓东',
    owner: '郎国栋',
    title: '定型看板接上订单系统',
    due: 3,
    quality: '看板上的单和订单系统一致，延迟不超过一分钟',
    priority: 'high',
    project: sevenDays,
    taken: [20, '14:20', '接口我来写。'],
    reports: [
      [11, 45, '订单字段对完，差面料批次号。'],
      [3, 70, '看板在测试环境跑起来了，等门店网络。'],
    ],
  },
  {
    at: [15, '11:00'],
    lead: '查海燕',
    owner: '鲍建国',
    title: '腾空成品仓东侧消防通道',
    due: -6,
    quality: '通道两米四净宽，十四卷面料全部移走，拍照为证',
    priority: 'urgent',
    taken: [15, '13:30', '货架到了就能挪。'],
    reports: [[7, 50, '七卷挪到二层，剩下七卷要等货架，采购单在走。']],
  },
  {
    at: [12, '09:20'],
    lead: '单晓东',
    owner: '牛振宇',
    title: '开通门店看板的网络访问',
    due: 2,
    quality: '六家试点门店都能打开看板，断网时自动重连',
    project: sevenDays,
    taken: [12, '09:50', '开始做。'],
    reports: [
      [9, 20, '六家店的网络地址收齐了。'],
      [4, 40, '江州三家店通了。', '广场的网络由商业管理公司管，防火墙策略一周没有批下来。'],
    ],
  },
  {
    at: [10, '15:00'],
    lead: '丁玉兰',
    owner: '解小曼',
    title: '回访表加一问：量尺有没有当面复核',
    due: -4,
    quality: '电话和纸质两种问卷都加上，口径一致',
    taken: [10, '15:30', '好的。'],
    done: [5, '两种问卷都改好了，坐席培训了一次。', 'fair', '可以，下周看看有没有人漏问。'],
  },
  {
    at: [9, '09:40'],
    lead: '邵一凡',
    owner: '封雅丽',
    title: '清理离职和转岗人员的账号',
    due: -1,
    quality: '逐个和人力资源部的名单对过，停用的写明日期',
    taken: [9, '10:30', '名单要到了就对。'],
    reports: [[2, 80, '对完五个部门，渠道经理名下的共享文件还没有人接。']],
  },
  {
    at: [6, '09:30'],
    lead: '方立群',
    owner: '苗可欣',
    title: '整理上季度逾期流程清单',
    due: 2,
    quality: '逐条列出环节、人、超时多久和原因，部门负责人都确认过',
    taken: [6, '09:50', '收到，我先从采购开始。'],
    reports: [[2, 55, '采购和用印理完了，共二十一条，财务会签占十一条。']],
  },
  {
    at: [4, '14:00'],
    lead: '方立群',
    owner: '尉迟岚',
    title: '汇总下月运营计划',
    due: 4,
    quality: '十一个部门都交齐，事项写到人和日期',
    taken: [4, '15:10', '还差供应链部和工厂。'],
    reports: [[1, 70, '九个部门交了，工厂说今天给。']],
  },
  {
    at: [3, '10:30'],
    lead: '贺素云',
    owner: '阿依古丽·买买提',
    title: '新员工苗可欣的制度签收跟到底',
    due: 5,
    quality: '三项制度都签完，不懂的条款有人讲过',
    taken: [3, '11:00', '我约她周五一起看。'],
  },
  {
    at: [1, '16:00'],
    lead: '曾令仪',
    owner: '韩大勇',
    title: '渠道经理空缺期间，先管起渠道对账',
    due: 8,
    quality: '上月渠道账对平，差额写明原因',
  },
  {
    at: [1, '09:40'],
    lead: '仇慧',
    owner: '岳鹏',
    title: '把“成品帘偏短”的三件投诉对出量尺单',
    due: 3,
    quality: '三件都找到原单，写明当时从哪里量起',
    priority: 'high',
    taken: [1, '10:20', '今天调单。'],
  },
]

/** The demo company's tasks: some done, some on their way, two overdue, and one that is stuck and was raised to operations. */
export async function loadTasks(stage: Stage): Promise<void> {
  for (const given of tasks) await loadTask(stage, given)
}

async function loadTask(stage: Stage, given: Given): Promise<void> {
  const { at, lead, owner, title, quality, priority = 'normal', taken, reports = [], done } = given
  stage.at(...at)
  const people = { owner: await stage.person(owner), lead: await stage.person(lead) }
  const project = given.project && (await stage.find('project', { title: given.project }))
  const fields = { title, ...people, due: stage.day(given.due), quality, priority, project }
  const task = await stage.create(lead, 'task', fields, 'issue')
  if (taken) {
    stage.at(taken[0], taken[1])
    await stage.answer(owner, task, 'take', taken[2])
  }
  for (const [daysAgo, percent, words, blockers] of reports) {
    stage.at(daysAgo, '17:40')
    const report = { task, on: stage.day(-daysAgo), percent, done: words, blockers }
    await stage.create(owner, 'task_report', report, 'file')
  }
  if (!done) return
  stage.at(done[0], '16:30')
  await stage.answer(owner, task, 'finish', undefined, { evidence: done[1] })
  stage.at(done[0] - 1, '09:30')
  await stage.answer(lead, task, 'accept', done[3], { rating: done[2] })
}
