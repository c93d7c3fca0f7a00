import type { Scene } from './demo-scene.ts'

type Line = readonly [day: number, category: string, invoice: string, amount: string]

const spent =
  (reason: string, lines: readonly Line[]): Scene['fields'] =>
  (stage) => ({
    reason,
    items: lines.map(([day, category, invoice, amount]) => ({ day: stage.day(day), category, invoice, amount })),
  })

/** What the accountant spent himself: he tried to approve it and was refused; his head's deputy checked it. */
const own: Scene = {
  at: [5, '10:00'],
  by: '王敏（财务部）',
  unit: '财务部',
  fields: spent('去税务局和银行办区域开户的交通费', [
    [-9, 'transport', '044002300118', '186.00'],
    [-8, 'transport', '044002300125', '214.50'],
  ]),
  answers: [[5, '16:20', '章慧中', 'agree', '四趟都在日程里，同意。']],
}

/** The demo company's reimbursements of a month; the first is the accountant's own. */
export const expenses: readonly Scene[] = [
  own,
  {
    at: [18, '09:50'],
    by: '单晓东',
    unit: '运营管理部',
    fields: spent('去云浦工厂看缝制线，高铁和住宿', [
      [-22, 'travel', '031002200417', '356.00'],
      [-21, 'travel', '031002200423', '428.00'],
    ]),
    answers: [
      [18, '11:20', '方立群', 'agree', '同意，纪要已经收到。'],
      [17, '10:30', '王敏（财务部）', 'agree', '票据齐。'],
    ],
  },
  {
    at: [16, '10:40'],
    by: '覃思远',
    unit: '市场部',
    fields: spent('南港两家竞品门店调研', [
      [-20, 'travel', '044001900662', '612.00'],
      [-20, 'meals', '044001900671', '238.00'],
    ]),
    answers: [
      [16, '14:00', '欧阳静', 'agree', '报告里的价目表很有用。'],
      [15, '11:10', '王敏（财务部）', 'agree', '核过，餐费写明了人数。'],
    ],
  },
  {
    at: [14, '16:20'],
    by: '任东升',
    unit: '江州区域公司',
    fields: spent('六店店长会议场地和餐费', [
      [-17, 'meals', '044002100905', '3860.00'],
      [-17, 'other', '044002100911', '1200.00'],
    ]),
    answers: [
      [13, '10:10', '王敏（财务部）', 'agree', '人均没超标准。'],
      [13, '15:30', '章慧中', 'agree', '会议费里出。'],
      [12, '09:40', '曾令仪', 'agree', '同意，下次借集团会议室。'],
    ],
  },
  {
    at: [11, '09:30'],
    by: '乐佳怡',
    unit: '市场部',
    fields: spent('直播拍摄道具', [[-14, 'other', '044002200318', '1460.00']]),
    answers: [
      [11, '10:50', '欧阳静', 'agree', '道具登记了，同意。'],
      [10, '14:30', '王敏（财务部）', 'return', '发票抬头少了“集团”两个字，换一张来，别的都对。'],
    ],
  },
  {
    at: [9, '13:50'],
    by: '牛振宇',
    unit: '信息技术部',
    fields: spent('夜间去北岭门店修网络，打车', [[-11, 'transport', '044002300042', '96.00']]),
    answers: [
      [9, '15:10', '邵一凡', 'agree', '求助单对得上，同意。'],
      [8, '10:20', '王敏（财务部）', 'agree', '核过。'],
    ],
  },
  {
    at: [7, '11:30'],
    by: '仇慧',
    unit: '客服部',
    fields: spent('上门复量三户客户的交通费', [
      [-10, 'transport', '044002300077', '68.00'],
      [-9, 'transport', '044002300081', '54.00'],
    ]),
    answers: [
      [7, '14:00', '丁玉兰', 'agree', '三户都回访了，同意。'],
      [6, '09:50', '王敏（财务部）', 'agree', '核过。'],
    ],
  },
  {
    at: [6, '15:40'],
    by: '韩大勇',
    unit: '销售部',
    fields: spent('拜访两家渠道伙伴，住宿和招待', [
      [-9, 'travel', '031002300210', '1180.00'],
      [-9, 'meals', '031002300224', '2460.00'],
    ]),
    answers: [
      [5, '10:30', '王敏（财务部）', 'agree', '招待写明了对方单位和人数。'],
      [2, '11:10', '姚晴（代章慧中）', 'agree', '招待费额度还剩一点，同意。'],
      [1, '16:20', '曾令仪', 'agree', '渠道经理没到岗之前，你多跑两趟，同意。'],
    ],
  },
  {
    at: [4, '10:10'],
    by: '郎国栋',
    unit: '信息技术部',
    fields: spent('看板联调去云浦两天', [
      [-6, 'travel', '031002300301', '412.00'],
      [-5, 'travel', '031002300309', '398.00'],
    ]),
    answers: [
      [4, '11:30', '邵一凡', 'agree', '联调的日程我在，同意。'],
      [3, '09:40', '王敏（财务部）', 'agree', '核过。'],
    ],
  },
  {
    at: [3, '16:50'],
    by: '阿依古丽·买买提',
    unit: '人力资源部',
    fields: spent('新员工培训教材印刷', [[-5, 'training', '044002300402', '1320.00']]),
    answers: [
      [2, '09:30', '贺素云', 'agree', '教材三个区域都用，同意。'],
      [1, '14:40', '王敏（财务部）', 'agree', '核过，三家比价单附了。'],
    ],
  },
  {
    at: [2, '11:00'],
    by: '冼嘉豪',
    unit: '南港区域公司',
    fields: spent('新城选址看房三天', [
      [-5, 'travel', '045002300511', '2260.00'],
      [-4, 'transport', '045002300517', '380.00'],
    ]),
  },
  {
    at: [1, '09:20'],
    by: '尉迟岚',
    unit: '运营管理部',
    fields: spent('计划软件年费', [[-2, 'office', '044002300604', '899.00']]),
    left: 'void',
  },
  {
    at: [0, '11:40'],
    by: '段志飞',
    unit: '运营管理部',
    fields: spent('去中山路店听量尺单意见的交通费', [[-5, 'transport', '044002300618', '42.00']]),
  },
]
