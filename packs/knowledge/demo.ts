import type { Stage } from '#kernel/demo.ts'

const articles: readonly (readonly [
  daysAgo: number,
  by: string,
  category: string,
  title: string,
  tags: string,
  body: string,
])[] = [
  [
    33,
    '王敏（财务部）',
    'question',
    '报销被退回的四个常见原因',
    '报销 发票',
    '一、发票抬头不全，必须是“织禾家居集团有限公司”。二、餐费没写对方单位和人数。三、一张发票拆成两次报。四、住宿没有附出差的日程。提交之前照着看一遍，基本不会退。',
  ],
  [
    21,
    '牛振宇',
    'method',
    '门店断网时怎么收银',
    '断网 收银 应急',
    '先按应急卡第一步：切到手机热点，收银机上选“离线收银”。五分钟还没好，按求助按钮，区域值班会打过来。离线收的单，通网以后自己会补传，不要再录一遍。',
  ],
  [
    8,
    '仇慧',
    'lesson',
    '成品帘偏短，多半是量尺口径不一样',
    '量尺 投诉 尺寸',
    '三件投诉都偏短两到三厘米。门店量的是不含轨，工厂当含轨裁。写量尺单时把从哪里量起写在窗型图旁边，客户签字前当面念一遍。',
  ],
]

/** What people of the demo company wrote down for whoever meets it next. */
export async function loadArticles(stage: Stage): Promise<void> {
  for (const [daysAgo, by, category, title, tags, body] of articles) {
    stage.at(daysAgo, '17:00')
    await stage.create(by, 'article', { title, category, tags, body }, 'publish')
  }
}
