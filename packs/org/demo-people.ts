/** The demo company's units: name, the unit above, and who oversees it (by number in `people`). */
export const units: readonly (readonly [name: string, parent: string | null, overseer: number | null])[] = [
  ['织禾家居集团', null, null],
  ['集团总部', '织禾家居集团', null],
  ['公司领导', '集团总部', 1],
  ['运营管理部', '集团总部', 3],
  ['市场部', '集团总部', 4],
  ['销售部', '集团总部', 4],
  ['客服部', '集团总部', 4],
  ['信息技术部', '集团总部', 3],
  ['财务部', '集团总部', 5],
  ['人力资源部', '集团总部', 2],
  ['审计部', '集团总部', 1],
  ['综合管理部', '集团总部', 2],
  ['供应链部', '集团总部', 3],
  ['江州区域公司', '织禾家居集团', 4],
  ['江州中山路店', '江州区域公司', null],
  ['南港区域公司', '织禾家居集团', 4],
  ['云浦工厂', '织禾家居集团', 3],
  ['商业管理公司', '织禾家居集团', 4],
]

type Rank = 'head' | 'deputy' | 'staff'

/**
 * The demo company's people: name, unit, position, rank in the unit, year of joining (0 is twelve working days ago). Order
 * gives their number.
 */
export const people: readonly (readonly [name: string, unit: string, position: string, rank: Rank, joined: number])[] =
  [
    ['沈绍庭', '公司领导', '董事长', 'staff', 2003],
    ['顾维嘉', '公司领导', '总经理', 'head', 2005],
    ['陆守诚', '公司领导', '副总经理', 'deputy', 2006],
    ['曾令仪', '公司领导', '副总经理', 'deputy', 2009],
    ['祁秀珍', '公司领导', '总会计师', 'deputy', 2004],
    ['方立群', '运营管理部', '运营管理部部长', 'head', 2010],
    ['尉迟岚', '运营管理部', '策划主管', 'staff', 2014],
    ['单晓东', '运营管理部', '项目主管', 'staff', 2013],
    ['查海燕', '运营管理部', '督办与例会专员', 'staff', 2016],
    ['段志飞', '运营管理部', '制度与流程专员', 'staff', 2017],
    ['苗可欣', '运营管理部', '数据分析专员', 'staff', 0],
    ['欧阳静', '市场部', '市场部部长', 'head', 2011],
    ['覃思远', '市场部', '市场调研主管', 'staff', 2015],
    ['乐佳怡', '市场部', '新媒体主管', 'staff', 2018],
    ['韩大勇', '销售部', '销售部部长', 'head', 2008],
    ['任东升', '江州区域公司', '区域经理', 'head', 2012],
    ['冼嘉豪', '南港区域公司', '区域经理', 'head', 2013],
    ['乌日娜', '江州中山路店', '店长', 'head', 2015],
    ['王敏', '江州中山路店', '营业员', 'staff', 2020],
    ['丁玉兰', '客服部', '客服部部长', 'head', 2009],
    ['仇慧', '客服部', '投诉处理主管', 'staff', 2014],
    ['解小曼', '客服部', '回访专员', 'staff', 2019],
    ['岳鹏', '客服部', '客服坐席', 'staff', 2021],
    ['邵一凡', '信息技术部', '信息技术部部长', 'head', 2012],
    ['郎国栋', '信息技术部', '应用工程师（收银与订单专业）', 'staff', 2014],
    ['牛振宇', '信息技术部', '江州区域技术值班', 'staff', 2019],
    ['程诗雨', '信息技术部', '系统管理员', 'staff', 2018],
    ['封雅丽', '信息技术部', '安全审计员', 'staff', 2017],
    ['章慧中', '财务部', '财务部部长', 'head', 2007],
    ['姚晴', '财务部', '预算主管', 'staff', 2013],
    ['王敏', '财务部', '费用会计', 'staff', 2016],
    ['龚小满', '财务部', '出纳', 'staff', 2020],
    ['贺素云', '人力资源部', '人力资源部部长', 'head', 2008],
    ['阿依古丽·买买提', '人力资源部', '绩效与培训主管', 'staff', 2016],
    ['庞文征', '审计部', '审计部部长', 'head', 2006],
    ['戚海峰', '综合管理部', '综合管理部主任', 'head', 2007],
    ['祝小芸', '综合管理部', '印章与档案管理员', 'staff', 2018],
    ['蓝天宇', '供应链部', '采购主管', 'head', 2015],
    ['鲍建国', '云浦工厂', '厂长', 'head', 2004],
    ['辛向阳', '商业管理公司', '广场值班经理', 'head', 2016],
  ]

/** Who has which role: by unit, or by number in `people`. */
export const roleHolders: readonly (readonly [role: string, unit: string | null, person: number | null])[] = [
  ['administrator', null, 27],
  ['organiser', null, 27],
  ['organiser', '人力资源部', null],
  ['policy_writer', '运营管理部', null],
  ['policy_reviewer', null, 6],
  ['staff_delegate', null, 36],
  ['policy_council', null, 3],
  ['policy_signer', null, 2],
  ['operations', null, 6],
  ['operations', null, 8],
  ['management', null, 2],
  ['management', null, 3],
  ['management', null, 4],
  ['management', null, 5],
  ['project_finance', null, 30],
  ['authority_keeper', '综合管理部', null],
  ['stamp_keeper', null, 37],
  ['finance_checker', null, 31],
  ['knowledge_keeper', null, 10],
  ['leadership', '公司领导', null],
]

type Post = 'convener' | 'member' | 'secretary'

/** Organs that decide together, with their members by number in `people`. */
export const committees: readonly {
  readonly name: string
  readonly kind: 'office' | 'committee'
  readonly quorum: string
  readonly powers: string
  readonly members: readonly (readonly [person: number, post: Post])[]
}[] = [
  {
    name: '总经理办公会',
    kind: 'office',
    quorum: '3/5',
    powers: '决定 A 级项目、五十万元以上的采购和权限表列明的其他重大事项；每月主持一次经营分析。',
    members: [
      [2, 'convener'],
      [3, 'member'],
      [4, 'member'],
      [5, 'member'],
      [36, 'secretary'],
    ],
  },
  {
    name: '董事会审计委员会',
    kind: 'committee',
    quorum: '1',
    powers: '听取内部审计报告，督促整改；审计部向它报告，不归总经理管。',
    members: [
      [1, 'convener'],
      [35, 'secretary'],
    ],
  },
]

/** The post that nobody holds, and who held it until 45 days ago. */
export const vacancy = { unit: '销售部', position: '渠道经理', name: '纪文博', no: 'ZH2016041', joined: 2016, days: 45 }

/** The eight cards of the demo's sign-in page: who, and what one can do as that person today. */
export const cards: Readonly<Record<number, string>> = {
  6: '3 件逾期、5 件待我办，新店项目的初审只剩一天',
  2: '积分项目为什么没批，写得清清楚楚；裁床二期还启动不了，卡在谁那里',
  19: '我是营业员：请假、报销都在这里发起，走到谁那里一眼看得到',
  29: '出差中，单子由姚晴代审；她替我办了哪几件，都写明白了',
  33: '一名新员工还有两项制度没签收，请假备案等我看',
  35: '制度落到了哪里、谁签过、哪条没人管，我都能查；改不了，也不用改',
  40: '消防改造验收有两处不合格：喷淋间距、疏散标识，返工清单在我手里',
  27: '渠道经理空了 45 天，名下四项职责没人接',
}

/** 工号: ZH, the year of joining, and the place in the list. */
export const numberOf = (index: number, joined: number | string) => `ZH${joined}${String(index).padStart(3, '0')}`
