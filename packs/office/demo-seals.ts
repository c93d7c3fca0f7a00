import type { Scene } from './demo-scene.ts'

const seal =
  (stamp: string, document: string, copies: number, contract: boolean, outside = false): Scene['fields'] =>
  async (stage) => ({ stamp: await stage.find('stamp', { name: stamp }), document, copies, contract, outside })

const [company, contracts, finance] = ['织禾集团公章', '织禾集团合同章', '财务专用章']

/** The company's seals. */
export const stamps = [company, contracts, finance] as const

/** The demo company's uses of seals in a month; one seal should have been back yesterday. */
export const seals: readonly Scene[] = [
  {
    at: [19, '10:30'],
    by: '蓝天宇',
    unit: '供应链部',
    fields: seal(contracts, '遮光面料年度采购合同，恒织纺织', 4, true),
    answers: [
      [19, '14:00', '戚海峰', 'agree', '条款和审过的一致，可以盖。'],
      [19, '15:10', '祝小芸', 'finish', '盖四份，留档一份。'],
    ],
  },
  {
    at: [16, '09:20'],
    by: '阿依古丽·买买提',
    unit: '人力资源部',
    fields: seal(company, '社保增员申报表', 2, false),
    answers: [
      [16, '10:10', '贺素云', 'agree', '本月三人，核过。'],
      [16, '11:30', '戚海峰', 'agree', '可以。'],
      [15, '09:20', '顾维嘉', 'agree', '同意。'],
      [15, '10:40', '祝小芸', 'finish', '已盖，原件交回。'],
    ],
  },
  {
    at: [13, '15:00'],
    by: '冼嘉豪',
    unit: '南港区域公司',
    fields: seal(contracts, '南港万象店续租合同', 3, true),
    answers: [
      [12, '09:40', '戚海峰', 'agree', '法务看过，可以盖。'],
      [12, '11:00', '祝小芸', 'finish', '盖三份，寄南港两份。'],
    ],
  },
  {
    at: [11, '10:50'],
    by: '乐佳怡',
    unit: '市场部',
    fields: seal(company, '直播平台入驻承诺书', 1, false),
    answers: [
      [11, '11:40', '欧阳静', 'agree', '平台要求的，同意。'],
      [10, '09:50', '戚海峰', 'return', '第三条写了“无限连带”，请平台改掉再来。'],
    ],
  },
  {
    at: [9, '14:10'],
    by: '龚小满',
    unit: '财务部',
    fields: seal(finance, '银行询证函回函', 2, false),
    answers: [
      [9, '15:30', '章慧中', 'agree', '余额对过。'],
      [9, '16:30', '戚海峰', 'agree', '可以。'],
      [8, '10:00', '祁秀珍', 'agree', '同意。'],
      [8, '11:20', '祝小芸', 'finish', '已盖，会计师事务所取走。'],
    ],
  },
  {
    at: [4, '09:30'],
    by: '任东升',
    unit: '江州区域公司',
    fields: seal(contracts, '锦程家装合作协议，到对方公司签，合同章外带次日归还', 2, false, true),
    answers: [
      [3, '09:10', '戚海峰', 'agree', '外带登记好，次日归还。'],
      [3, '10:20', '曾令仪', 'agree', '同意，签完就回，别过夜。'],
    ],
  },
  {
    at: [3, '13:40'],
    by: '鲍建国',
    unit: '云浦工厂',
    fields: seal(contracts, '成品仓货架安装安全协议', 2, true),
    answers: [
      [2, '09:50', '戚海峰', 'agree', '可以盖。'],
      [2, '11:10', '祝小芸', 'finish', '盖两份。'],
    ],
  },
  {
    at: [2, '10:00'],
    by: '仇慧',
    unit: '客服部',
    fields: seal(company, '客户和解协议，春江苑七栋', 2, false),
    answers: [[2, '14:20', '丁玉兰', 'agree', '补偿四百八，客户签了字。']],
  },
  {
    at: [1, '11:10'],
    by: '任东升',
    unit: '销售部',
    fields: seal(contracts, '渠道协议：江州宜居家装，续签一年', 3, true),
  },
  { at: [1, '14:50'], by: '冼嘉豪', unit: '销售部', fields: seal(contracts, '渠道协议：南港海岸装饰，新签', 3, true) },
  { at: [1, '15:40'], by: '岳鹏', unit: '客服部', fields: seal(company, '坐席实习证明', 1, false), left: 'withdraw' },
]
