import type { Stage } from '#kernel/demo.ts'
import { able, beats, committed, fits, planned } from './demo-scene.ts'

/** XM-011 工厂自动裁床二期: approved, its plans passed, and not started, since two people are not committed. */
export async function loadCutter(stage: Stage): Promise<void> {
  const lead = '鲍建国'
  stage.at(36, '09:15')
  await stage.numberFrom('project', 11)
  const id = await stage.create(
    lead,
    'project',
    {
      title: '工厂自动裁床二期',
      unit: await stage.unit('云浦工厂'),
      units: 'few',
      budget: '2400000.00',
      background: '一期两台裁床只覆盖六成订单，异形帘还靠手工，裁错率千分之九。',
      goal: '自动裁剪覆盖九成订单，裁错率降到千分之三，裁制环节缩短四小时。',
      content: '加两台裁床，接通订单系统的尺寸数据，改造机房和网络。',
      schedule: '五个月：设备两个月到货，安装一个月，试产两个月。',
    },
    'submit',
  )
  await beats(stage, id, [
    [35, '15:30', '单晓东', 'agree', '一期的数说得清，可行；接口要信息技术部出人，请提前定。', able],
    [34, '10:10', '章慧中', 'agree', '年度技改预算里有这一项，按三期付款。'],
    [33, '16:00', '陆守诚', 'agree', '工厂最急的就是裁床，同意。'],
    [32, '11:20', '祁秀珍', 'agree', '折旧测算过，四年半回本，同意。'],
    [31, '17:40', '顾维嘉', 'agree', '和改善交付的目标一致，上会定。'],
    [29, '10:10', '陆守诚', 'approve', '裁床不换，交付提不上去，同意。'],
    [29, '10:20', '祁秀珍', 'approve', '钱分三期，同意。'],
    [29, '10:30', '顾维嘉', 'approve', '办公会一致同意。接口的人先说定，再启动。', fits],
  ])
  stage.at(12, '14:00')
  await planned(stage, lead, id, {
    steps: [
      ['设备招标和到货', stage.day(-5), stage.day(38)],
      ['安装和联调', stage.day(39), stage.day(60)],
      ['试产', stage.day(61), stage.day(100)],
    ],
    needs: [
      ['goods', '裁床机房改造和网络布线', '信息技术部', '一间机房，四十个点位'],
      ['people', '两名接口人员', '信息技术部', '两人，三个月'],
      ['money', '第一期设备款', '财务部', '96 万元'],
    ],
    risks: [['异形帘的尺寸数据不全', '上线前由客服部补齐近两年的量尺单', '鲍建国']],
  })
  stage.at(11, '10:45')
  await committed(stage, id, '章慧中', '第一期设备款', stage.day(5), '合同签了就付。')
  await beats(stage, id, [[9, '09:35', '方立群', 'pass', '三份都写实了。人没承诺之前先不启动。']])
  stage.at(8, '16:10')
  await committed(stage, id, '邵一凡', '裁床机房改造和网络布线', stage.day(10), '机房和网络我们来做，两周。')
  const people = await stage.find('project_commitment', { project: id, need: '两名接口人员' })
  const words = '四名开发都在七天交付上，月底之前抽不出两个人。下月十号以后可以给一名，另一名要等七天交付上线。'
  await stage.answer('邵一凡', people, 'decline', words)
  stage.at(6, '09:05')
  await stage.attempt(lead, 'project', id, 'start')
}

const refusal =
  '年度第三项目标已定为改善交付，本项目要占信息技术部四名开发；380 万元超过信息化预算余额 145 万元。建议江州六家门店试点，45 万元以内，下季度重报。'

/** XM-016 会员积分通兑平台: refused by the leaders' meeting, with the reason. */
export async function loadPoints(stage: Stage): Promise<void> {
  stage.at(17, '10:00')
  await stage.numberFrom('project', 16)
  const id = await stage.create(
    '韩大勇',
    'project',
    {
      title: '会员积分通兑平台',
      unit: await stage.unit('销售部'),
      units: 'many',
      budget: '3800000.00',
      background: '六个区域的会员积分各算各的，客户跨区不能用，去年为这事投诉二十六件。',
      goal: '全国积分通兑，会员复购率提高五个百分点。',
      content: '新建积分平台，接通六个区域的收银系统和网店。',
      schedule: '一年内上线。',
    },
    'submit',
  )
  const review = '可行，必要性一般：占用信息技术部四名开发，和七天交付抢人，请公司统筹。'
  await beats(stage, id, [
    [15, '15:20', '方立群', 'agree', review, { feasibility: 'yes', necessity: 'partly' }],
    [14, '09:40', '章慧中', 'agree', '信息化预算余额 145 万元，不够，请公司定。'],
    [14, '11:30', '曾令仪', 'agree', '会员是要做的，先后请公司统筹。'],
    [14, '15:10', '祁秀珍', 'agree', '投入大，建议先看试点的数。'],
    [14, '18:20', '顾维嘉', 'agree', '明天办公会上议。'],
    [13, '11:45', '顾维嘉', 'refuse', refusal],
  ])
}

/** XM-018 南港新开六家门店 waits for its first review; XM-019 积分通兑六店试点 is what XM-016 became, still a draft. */
export async function loadStores(stage: Stage): Promise<void> {
  stage.at(1, '09:05')
  await stage.numberFrom('project', 18)
  await stage.create(
    '冼嘉豪',
    'project',
    {
      title: '南港新开六家门店',
      unit: await stage.unit('南港区域公司'),
      units: 'few',
      budget: '4200000.00',
      background: '南港新城三年入住九万户，现有三十五家店都在老城区，客户要跑一个小时量尺。',
      goal: '年内开出六家门店，开业六个月后单店月均营收不低于四十二万元。',
      content: '选址、租约谈判、装修、招聘与培训、开业活动；配套一条南港到云浦工厂的配送线。',
      schedule: '本月底前定下三处选址，两个月内第一家开业，九个月内六家全部开业。',
    },
    'submit',
  )
  stage.at(1, '17:30')
  await stage.numberFrom('project', 19)
  await stage.create('任东升', 'project', {
    title: '积分通兑六店试点',
    unit: await stage.unit('江州区域公司'),
    units: 'few',
    budget: '450000.00',
    background: '由《会员积分通兑平台》改报。办公会的意见：建议江州六家门店试点，45 万元以内，下季度重报。',
    goal: '六家门店会员复购率提高三个百分点。',
    content: '用现有收银系统的储值功能做积分抵扣，不开发新平台，不占用开发人员。',
    schedule: '下季度第一个月准备，第二、三个月试点。',
  })
}
