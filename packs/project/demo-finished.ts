import type { Stage } from '#kernel/demo.ts'
import { able, beats, checked, committed, fits, joined, planned, reported } from './demo-scene.ts'

/** XM-009 门店公告与求助直通车: accepted at once, filed away, evaluated as excellent, its team rewarded. */
export async function loadFinished(stage: Stage): Promise<void> {
  const id = await started(stage)
  await carriedOut(stage, id)
  await accepted(stage, id)
  await filed(stage, id)
}

const lead = '郎国栋'

async function started(stage: Stage): Promise<string> {
  stage.at(66, '09:30')
  await stage.numberFrom('project', 9)
  const id = await stage.create(
    lead,
    'project',
    {
      title: '门店公告与求助直通车',
      unit: await stage.unit('信息技术部'),
      units: 'few',
      budget: '460000.00',
      background: '门店有事打电话找人，平均十七分钟才有人应；公告靠微信群转发，谁看了说不清。',
      goal: '紧急求助五分钟内有人响应，公告两小时阅读率达到百分之九十五。',
      content: '收银台屏上的公告与求助按钮、区域值班接单、总部升级。',
      schedule: '三个月上线六个区域，先江州。',
    },
    'submit',
  )
  await beats(stage, id, [
    [66, '14:10', '邵一凡', 'agree', '值班能排开，同意。'],
    [65, '10:30', '单晓东', 'agree', '可行，门店反映最多的就是求助没人应，建议先江州后全国。', able],
    [64, '09:40', '章慧中', 'agree', '预算够，分两期付。'],
    [63, '16:20', '陆守诚', 'approve', '同意，请抓紧。', fits],
  ])
  stage.at(62, '10:00')
  await joined(stage, lead, id, '牛振宇', '六个区域的值班表和升级规则')
  await joined(stage, lead, id, '乌日娜', '江州门店试用，收意见')
  stage.at(61, '15:00')
  await planned(stage, lead, id, {
    steps: [
      ['江州六店试装', stage.day(-58), stage.day(-45)],
      ['其余五个区域上线', stage.day(-44), stage.day(-20)],
    ],
    needs: [['people', '六个区域各一名值班人员', '信息技术部', '六人，倒班']],
  })
  stage.at(60, '11:00')
  await committed(stage, id, '邵一凡', '六个区域各一名值班人员', stage.day(-57), '值班表排好了，周一到位。')
  await beats(stage, id, [
    [59, '09:50', '单晓东', 'pass', '两份都齐，江州先行的安排稳妥。'],
    [58, '09:20', '单晓东', 'start', '资源都到位，开始。'],
  ])
  return id
}

async function carriedOut(stage: Stage, id: string): Promise<void> {
  await checked(stage, [lead, id, 45], {
    planned: 40,
    actual: 42,
    used: '181000.00',
    words: '江州六店装完，求助十一分钟有人应，还要再压。',
  })
  await reported(stage, lead, id, {
    sent: 44,
    done: '江州六店的收银屏装完，求助按钮接到区域值班。',
    next: '南港、北岭两个区域铺开。',
    passed: [43, '单晓东', '试点的数齐，可以铺开；夜班那两小时没人值，请先补上。'],
    noted: [42, '陆守诚', '夜班的事一周内补好。'],
  })
  await checked(stage, [lead, id, 30], {
    planned: 80,
    actual: 81,
    used: '322000.00',
    words: '五个区域上线，云浦网络周三断过两小时。',
  })
  await reported(stage, lead, id, {
    sent: 29,
    done: '五个区域上线，紧急求助平均四点六分钟有人应。',
    next: '云浦上线，写操作手册，准备验收。',
    passed: [28, '单晓东', '进度正常，验收前把断网时怎么办写进手册。'],
    noted: [27, '陆守诚'],
  })
  await checked(stage, [lead, id, 26], {
    planned: 100,
    actual: 100,
    used: '431000.00',
    words: '云浦上线，手册发完，可以申请验收。',
  })
  stage.at(25, '16:00')
  await stage.act('姚晴', 'project', id, 'book', { fields: { used: '437000.00' } })
}

const ratings = {
  客服部: {
    goal: 'good',
    goalWhy: '五十七次紧急求助，平均三点八分钟有人应，原来十七分钟。',
    quality: 'good',
    qualityWhy: '断网时自动转手机值班，演练过两次。',
    progress: 'pass',
    progressWhy: '按计划上线，云浦晚了两天，没有影响总工期。',
    cost: 'good',
    costWhy: '用了四十三点七万元，比预算省二点三万元。',
  },
  销售部: {
    goal: 'good',
    goalWhy: '门店公告两小时阅读率九成一，店长都说比微信群好找。',
    quality: 'pass',
    qualityWhy: '老收银机上字偏小，能用。',
    progress: 'good',
    progressWhy: '门店这边没有耽误营业。',
    cost: 'pass',
    costWhy: '门店没有另外花钱。',
  },
} as const

async function accepted(stage: Stage, project: string): Promise<void> {
  stage.at(24, '09:10')
  const achieved = '六个区域一百八十六家店全部上线；紧急求助响应从十七分钟降到三点八分钟；公告两小时阅读率九成一。'
  const id = await stage.create(lead, 'project_acceptance', { project, achieved }, 'apply')
  const panel = [{ unit: await stage.unit('客服部') }, { unit: await stage.unit('销售部') }]
  await beats(stage, id, [[23, '10:40', '方立群', 'invite', '请两个用得最多的部门评。', { panel }]])
  const raters = { 客服部: '丁玉兰', 销售部: '韩大勇' } as const
  for (const unit of ['客服部', '销售部'] as const) {
    const score = await stage.find('project_score', { acceptance: id, unit: await stage.unit(unit) })
    await beats(stage, score, [[22, '11:30', raters[unit], 'rate', undefined, ratings[unit]]])
  }
  const passed = '四项都合格，响应时间超过目标。老收银机字小的问题转信息技术部日常改。'
  await beats(stage, id, [[21, '15:00', '方立群', 'pass', passed]])
}

async function filed(stage: Stage, project: string): Promise<void> {
  stage.at(20, '10:00')
  const receiver = await stage.person('岳鹏')
  const handover = { project, what: '值班表、操作手册和断网应急卡', unit: await stage.unit('客服部'), receiver }
  const handed = await stage.create(lead, 'project_handover', { ...handover, on: stage.day(-20) }, 'send')
  await beats(stage, handed, [[19, '09:25', '岳鹏', 'sign', '手册收到，夜班也发了。']])
  stage.at(19, '14:00')
  const final = await stage.upload(
    lead,
    '费用决算.txt',
    new TextEncoder().encode('设备 29.8 万元，施工 9.4 万元，培训 4.5 万元，合计 43.7 万元。'),
  )
  for (const id of await stage.findAll('project_document', { project, name: '费用决算' }))
    await stage.act(lead, 'project_document', id, 'keep', { fields: { file: final } })
  for (const id of await stage.findAll('project_document', { project, status: 'missing' }))
    await stage.act(lead, 'project_document', id, 'waive', { fields: { reason: '原件就在本项目里，不另存' } })
  await stage.act(lead, 'project', project, 'file')
  await beats(stage, project, [
    [18, '10:15', '单晓东', 'archive', '资料齐，归档。'],
    [
      16,
      '16:30',
      lead,
      'conclude',
      undefined,
      {
        lessons: '先在六家店试一个月，再铺开，返工少；值班表一定要连夜班一起排；断网的办法要在上线前演练。',
        advice: '以后上门店的系统，请店长进项目组；收银机型号先盘清楚再定界面。',
      },
    ],
  ])
  const evaluation = await stage.find('project_evaluation', { project })
  const words = '目标超额完成，门店真在用。经验请运营管理部推开。'
  await beats(stage, evaluation, [[15, '17:30', '顾维嘉', 'evaluate', words, { score: 93, words, pool: '30000.00' }]])
  await beats(stage, evaluation, [
    [13, '11:20', '方立群', 'award', '按出力分，和郎工商量过。', { rewards: await rewards(stage) }],
  ])
}

const rewards = async (stage: Stage) => [
  { person: await stage.person(lead), kind: 'reward', amount: '12000.00', reason: '牵头，三个月没误过一次上线' },
  { person: await stage.person('牛振宇'), kind: 'reward', amount: '10000.00', reason: '值班表和夜班升级规则' },
  { person: await stage.person('乌日娜'), kind: 'reward', amount: '8000.00', reason: '六家店的试用意见，逐条有回音' },
]
