import type { Stage } from '#kernel/demo.ts'

/** The demo company's projects: one waits for its first review, one was refused and says why, one is approved, one is a draft. */
export async function loadProjects(stage: Stage): Promise<void> {
  await approved(stage)
  await refused(stage)
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
  await stage.create('任东升', 'project', {
    title: '积分通兑六店试点',
    unit: await stage.unit('江州区域公司'),
    units: 'one',
    budget: '450000.00',
    background: '积分通兑平台没有通过，意见建议先在江州六家门店试点。',
    goal: '六家门店会员复购率提高三个百分点。',
    content: '用现有收银系统的储值功能做积分抵扣，不开发新平台。',
    schedule: '下季度第一个月准备，第二、三个月试点。',
  })
}

async function approved(stage: Stage): Promise<void> {
  const id = await stage.create(
    '郎国栋',
    'project',
    {
      title: '门店公告与求助直通车',
      unit: await stage.unit('信息技术部'),
      units: 'few',
      budget: '460000.00',
      background: '门店有事打电话找人，平均十七分钟才有人应；公告靠微信群转发，谁看了说不清。',
      goal: '紧急求助五分钟内有人响应，公告两小时阅读率达到百分之九十五。',
      content: '收银台屏上的公告与求助按钮、区域值班接单、总部升级。',
      schedule: '三个月上线六个区域。',
    },
    'submit',
  )
  await stage.answer('邵一凡', id, 'agree', '值班能排开，同意。')
  await stage.answer('单晓东', id, 'agree', '可行，门店反映最多的就是求助没人应，建议先江州后全国。', {
    feasibility: 'yes',
    necessity: 'yes',
  })
  await stage.answer('章慧中', id, 'agree', '预算够，分两期付。')
  await stage.answer('陆守诚', id, 'approve', '同意，请抓紧。', { strategy: 'fits', resources: 'ready' })
}

async function refused(stage: Stage): Promise<void> {
  const id = await stage.create(
    '韩大勇',
    'project',
    {
      title: '会员积分通兑平台',
      unit: await stage.unit('销售部'),
      units: 'many',
      budget: '3800000.00',
      background: '六个区域的会员积分各算各的，客户跨区不能用。',
      goal: '全国积分通兑，会员复购率提高五个百分点。',
      content: '新建积分平台，接通六个区域的收银系统和网店。',
      schedule: '一年内上线。',
    },
    'submit',
  )
  await stage.answer('方立群', id, 'agree', '可行，必要性一般：占用信息技术部四名开发，请公司统筹。', {
    feasibility: 'yes',
    necessity: 'partly',
  })
  await stage.answer('章慧中', id, 'agree', '信息化预算余额 145 万元，不够，请公司定。')
  await stage.answer('曾令仪', id, 'agree', '会员是要做的，先后请公司统筹。')
  await stage.answer('祁秀珍', id, 'agree', '投入大，建议先看试点的数。')
  await stage.answer(
    '顾维嘉',
    id,
    'refuse',
    '年度第三项目标已定为改善交付，本项目要占信息技术部四名开发；380 万元超过信息化预算余额 145 万元。建议江州六家门店试点，45 万元以内，下季度重报。',
  )
}
