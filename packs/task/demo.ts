import type { Stage } from '#kernel/demo.ts'

/** The demo company's tasks: one under way with a blocker that operations coordinates, one to accept, one overdue soon. */
export async function loadTasks(stage: Stage): Promise<void> {
  const desk = await issued(
    stage,
    '邵一凡',
    '郎国栋',
    '收银台屏显示门店公告',
    9,
    '江州六家门店的收银屏上，公告发出两小时内能看到',
  )
  await stage.answer('郎国栋', desk, 'take', '收到。')
  await reported(stage, '郎国栋', desk, 40, '中山路店、湖滨店已经装好。', null)
  const call = await issued(
    stage,
    '单晓东',
    '牛振宇',
    '求助按钮接到区域值班',
    4,
    '按下按钮五分钟内值班手机响，未接的自动转总部',
  )
  await stage.answer('牛振宇', call, 'take', '开始做。')
  await reported(
    stage,
    '牛振宇',
    call,
    25,
    '值班手机号码收齐了。',
    '各店网络由商业管理公司管，防火墙策略一周没有批下来。',
  )
  await issued(
    stage,
    '方立群',
    '苗可欣',
    '整理上季度逾期流程清单',
    2,
    '逐条列出环节、人、超时多久和原因，部门负责人都确认过',
  )
}

const issued = async (stage: Stage, lead: string, owner: string, title: string, days: number, quality: string) =>
  stage.create(
    lead,
    'task',
    {
      title,
      owner: await stage.person(owner),
      lead: await stage.person(lead),
      due: stage.day(days),
      quality,
      priority: 'normal',
    },
    'issue',
  )

const reported = async (
  stage: Stage,
  by: string,
  task: string,
  percent: number,
  done: string,
  blockers: string | null,
) => stage.create(by, 'task_report', { task, on: stage.day(0), percent, done, blockers }, 'file')
