import type { Scene } from './demo-scene.ts'

type Line = readonly [name: string, quantity: number, price: string]

const buy =
  (purpose: string, subject: string, lines: readonly Line[]): Scene['fields'] =>
  () => ({
    purpose,
    subject,
    budgeted: true,
    items: lines.map(([name, quantity, price]) => ({ name, quantity, price })),
  })

/** The shelves that would clear the fire lane: sent back once, then five days in finance, then agreed in a day. */
const shelves: Scene = {
  at: [14, '10:30'],
  by: '鲍建国',
  unit: '云浦工厂',
  fields: buy('成品仓东侧货架，腾空消防通道', '仓储设施', [
    ['重型货架 2.4×0.8×3.0 米', 20, '3900.00'],
    ['安装与护栏', 1, '8000.00'],
  ]),
  answers: [[13, '14:20', '蓝天宇', 'return', '只有一家报价。按规定要比两家，货期也写上，补齐马上办。']],
}

/** What happened to the shelves after they were handed in again. */
export const shelvesAgain = [
  [8, '15:40', '蓝天宇', 'agree', '两家比过价，这家货期短，十天能到。'],
  [3, '15:05', '姚晴（代章慧中）', 'agree', '仓储设施科目还有十一万，同意。章部长出差，这单在我们这里停了五天，抱歉。'],
  [3, '16:10', '陆守诚', 'agree', '通道堆料的整改就等它，请抓紧。'],
  [3, '17:30', '祁秀珍', 'agree', '到货验收后付款，同意。'],
  [2, '09:15', '顾维嘉', 'agree', '同意。安全上的采购以后不要停。'],
] as const

/** The demo company's purchases of a month; the first is that of the shelves. */
export const purchases: readonly Scene[] = [
  shelves,
  {
    at: [19, '09:40'],
    by: '祝小芸',
    unit: '综合管理部',
    fields: buy('档案室防潮箱', '办公设备', [['防潮箱 120 升', 3, '860.00']]),
    answers: [
      [19, '11:00', '戚海峰', 'agree', '旧的两个先修，不够再添。同意三个。'],
      [18, '09:30', '蓝天宇', 'read'],
    ],
  },
  {
    at: [17, '15:20'],
    by: '乌日娜',
    unit: '江州中山路店',
    fields: buy('门店量尺激光测距仪', '门店工具', [['激光测距仪', 4, '420.00']]),
    answers: [
      [17, '17:00', '曾令仪', 'agree', '旧的误差大，换掉。'],
      [16, '10:00', '蓝天宇', 'read'],
    ],
  },
  {
    at: [13, '09:30'],
    by: '乐佳怡',
    unit: '市场部',
    fields: buy('直播间补光灯和背景布', '新媒体', [
      ['补光灯', 4, '1280.00'],
      ['背景布', 6, '350.00'],
    ]),
    answers: [
      [13, '11:15', '欧阳静', 'agree', '新品直播前要用，同意。'],
      [12, '10:30', '蓝天宇', 'agree', '灯有现货，三天到。'],
      [12, '15:00', '章慧中', 'agree', '新媒体科目够。'],
      [11, '09:50', '曾令仪', 'agree', '同意，用完放公用间。'],
    ],
  },
  {
    at: [10, '14:00'],
    by: '仇慧',
    unit: '客服部',
    fields: buy('坐席降噪耳机', '办公设备', [['降噪耳机', 30, '398.00']]),
    answers: [
      [10, '15:30', '丁玉兰', 'agree', '夜班坐席先配。'],
      [9, '09:20', '蓝天宇', 'agree', '比了三家，这个价合适。'],
      [9, '16:40', '章慧中', 'return', '三十副超出编制坐席数，请按在岗的二十四人改。'],
    ],
  },
  {
    at: [7, '10:20'],
    by: '牛振宇',
    unit: '信息技术部',
    fields: buy('区域值班备用手机', '通信设备', [['备用手机', 6, '1899.00']]),
    answers: [
      [7, '11:40', '邵一凡', 'agree', '夜班轮着用，同意。'],
      [6, '09:40', '蓝天宇', 'agree', '有协议价。'],
      [4, '15:20', '姚晴（代章慧中）', 'agree', '科目有余额，同意。'],
      [3, '11:00', '陆守诚', 'refuse', '值班已经有软电话，先用起来。真不够，下季度写清楚次数再报。'],
    ],
  },
  {
    at: [5, '09:15'],
    by: '解小曼',
    unit: '客服部',
    fields: buy('回访纸质问卷印刷', '客户关怀', [['问卷 A4 双面', 2000, '0.35']]),
    answers: [[5, '10:50', '丁玉兰', 'agree', '老年客户不扫码，印两千份。']],
  },
  {
    at: [2, '14:30'],
    by: '覃思远',
    unit: '市场部',
    fields: buy('竞品遮光面料样布', '市场调研', [['样布', 40, '85.00']]),
    answers: [[2, '16:20', '欧阳静', 'agree', '样布测完交供应链部存着。']],
  },
  {
    at: [1, '10:40'],
    by: '郎国栋',
    unit: '信息技术部',
    fields: buy('定型看板显示屏', '七天交付改造', [['55 寸工业屏', 6, '4600.00']]),
    answers: [[1, '14:15', '邵一凡', 'agree', '项目预算里有，同意。']],
  },
  {
    at: [0, '11:20'],
    by: '尉迟岚',
    unit: '运营管理部',
    fields: buy('月度经营分析会投屏器和白板纸', '会议用品', [
      ['无线投屏器', 2, '1380.00'],
      ['白板纸', 10, '42.00'],
    ]),
  },
  {
    at: [1, '16:30'],
    by: '辛向阳',
    unit: '商业管理公司',
    fields: buy('三层楼梯口应急灯备件', '消防维修', [['应急灯', 12, '168.00']]),
    left: 'draft',
  },
]
