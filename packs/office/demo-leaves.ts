import type { Scene } from './demo-scene.ts'

/** Days off: from and until as working days from today, who takes over. */
const off =
  (type: string, since: number, until: number, reason: string, standIn: string, more = {}): Scene['fields'] =>
  async (stage) => ({
    type,
    since: stage.day(since),
    until: stage.day(until),
    reason,
    standIn: await stage.person(standIn),
    ...more,
  })

/** The demo company's days off of a month. */
export const leaves: readonly Scene[] = [
  {
    at: [18, '09:10'],
    by: '岳鹏',
    unit: '客服部',
    fields: off('personal', -16, -16, '送孩子报到', '解小曼'),
    answers: [
      [18, '10:30', '丁玉兰', 'agree', '同意，回访名单交给小曼。'],
      [17, '09:00', '贺素云', 'read'],
    ],
  },
  {
    at: [16, '14:20'],
    by: '乐佳怡',
    unit: '市场部',
    fields: off('annual', -13, -12, '回老家探亲', '覃思远'),
    answers: [
      [16, '15:40', '欧阳静', 'agree', '直播排期错开了，同意。'],
      [15, '09:05', '贺素云', 'read'],
    ],
  },
  {
    at: [15, '08:50'],
    by: '任东升',
    unit: '江州区域公司',
    fields: off('personal', -13, -12, '家里老人做手术', '乌日娜'),
    answers: [
      [15, '10:20', '贺素云', 'agree', '区域的事请乌日娜先接着。'],
      [15, '17:10', '曾令仪', 'agree', '安心照顾老人，有事打电话。'],
    ],
  },
  {
    at: [14, '11:00'],
    by: '覃思远',
    unit: '市场部',
    fields: off('annual', 6, 10, '带孩子去海边', '乐佳怡'),
    answers: [
      [14, '14:10', '欧阳静', 'agree', '调研报告交了再走。'],
      [13, '09:30', '贺素云', 'agree', '年假还有六天，够。'],
      [12, '16:40', '曾令仪', 'agree', '同意。'],
    ],
  },
  {
    at: [12, '07:40'],
    by: '王敏（江州中山路店）',
    unit: '江州中山路店',
    fields: off('sick', -12, -12, '发烧，去医院', '乌日娜'),
    answers: [
      [12, '08:05', '乌日娜', 'agree', '好好休息，早班我顶。'],
      [11, '09:10', '贺素云', 'read'],
    ],
  },
  {
    at: [11, '16:00'],
    by: '龚小满',
    unit: '财务部',
    fields: off('personal', -9, -9, '办房产过户', '姚晴', { sinceHalf: 'afternoon' }),
    answers: [
      [11, '17:20', '章慧中', 'agree', '付款上午办完再走。'],
      [10, '09:00', '贺素云', 'read'],
    ],
  },
  {
    at: [9, '10:10'],
    by: '封雅丽',
    unit: '信息技术部',
    fields: off('annual', 4, 7, '陪家人旅行', '程诗雨'),
    answers: [
      [9, '11:30', '邵一凡', 'agree', '日志周报提前发。'],
      [8, '10:00', '贺素云', 'return', '和程诗雨的年假撞了两天，值守要有人，错开再报。'],
    ],
  },
  {
    at: [8, '13:40'],
    by: '程诗雨',
    unit: '信息技术部',
    fields: off('annual', 5, 6, '搬家', '封雅丽'),
    answers: [
      [8, '14:30', '邵一凡', 'agree', '备份那天晚上请留意电话。'],
      [7, '09:00', '贺素云', 'read'],
    ],
  },
  {
    at: [6, '09:30'],
    by: '解小曼',
    unit: '客服部',
    fields: off('annual', 1, 3, '想和同学聚一聚', '岳鹏'),
    answers: [[6, '11:50', '丁玉兰', 'refuse', '这三天是大促回访，排不开人。过了大促随时休，我先给你留着。']],
  },
  {
    at: [5, '15:00'],
    by: '郎国栋',
    unit: '信息技术部',
    fields: off('annual', 3, 4, '家里装修验收', '牛振宇'),
    left: 'withdraw',
  },
  {
    at: [3, '09:20'],
    by: '仇慧',
    unit: '客服部',
    fields: off('annual', 8, 9, '参加妹妹婚礼', '解小曼'),
    answers: [[3, '10:40', '丁玉兰', 'agree', '恭喜，手上三件投诉交给小曼。']],
  },
  { at: [1, '11:20'], by: '蓝天宇', unit: '供应链部', fields: off('annual', 3, 5, '孩子住校，搬东西', '祝小芸') },
  {
    at: [1, '13:30'],
    by: '岳鹏',
    unit: '客服部',
    fields: off('personal', 2, 2, '车辆年检', '解小曼', { untilHalf: 'morning' }),
    answers: [[1, '15:10', '丁玉兰', 'agree', '早班请小曼顶半天。']],
  },
  {
    at: [1, '17:00'],
    by: '阿依古丽·买买提',
    unit: '人力资源部',
    fields: off('annual', 12, 13, '回家过节', '贺素云'),
    left: 'draft',
  },
  { at: [0, '11:05'], by: '查海燕', unit: '运营管理部', fields: off('annual', 4, 5, '陪父母体检', '尉迟岚') },
]
