/** The dictionaries of criticism: what counts as doing, what is too general to be a matter, which words mean the same. */

const list = (words: string): readonly string[] => words.trim().split(/\s+/)

/** Kinds of doing. Two units overlap where both do the same kind of thing to the same matter. */
export const doings: Readonly<Record<string, readonly string[]>> = {
  analyse: list('分析 研究 调研 调查 统计 挖掘 监测 预测 研判 评估 测评 了解 掌握 关注 跟踪'),
  collect: list('收集 搜集 采集 征集 汇总 归集 整理'),
  maintain: list('维护 维系 巩固'),
  visit: list('回访 拜访 走访'),
  plan: list('制定 制订 拟定 拟订 编制 起草 策划 规划 设计 设定 建立健全 建立 健全 完善 确定'),
  run: list('组织实施 组织 开展 实施 执行 举办 承办 落实 推行 主持'),
  handle: list('受理 处理 解决 解答 答复 接待 接听 协调'),
  check: list('检查 抽查 巡查 巡检 监督 监控 稽核 审计 考核 评定'),
  review: list('审核 审查 复核 审批 批准 核准 签发'),
  keep: list('保管 归档 存档 保存'),
  manage: list('管理 统筹 主管 牵头 负责'),
  grow: list('开发 开拓 拓展 发展 寻找'),
  publish: list('发布 宣传 推广 公布'),
  train: list('培训 培养'),
  buy: list('采购 购买 订购'),
  /** Each of these is a kind of its own. */
  each: list('撰写 编写 出具 提交 填写 登记 记录 发放 支付 报销 核算 盘点 验收 组建 配备 优化 梳理 规范'),
}

/** To know of a matter is a weaker claim to it than to work on it. */
export const weakDoings: ReadonlySet<string> = new Set(list('了解 掌握 关注 跟踪 协调 解决 负责'))

/** Words that mean the same matter; the first of each line stands for all. */
export const sameMatter: readonly (readonly string[])[] = [
  list('动态 趋势 态势 走势 动向 形势'),
  list('竞争 竞争对手 竞争者 竞争态势 竞争动态 竞争情况 竞品 同行'),
  list('意见 意见和建议 意见建议 反馈意见 意见反馈 反馈信息 反馈'),
  list('合作伙伴 合作方 合作单位 合作商 协作单位'),
  list('客户 顾客 用户 消费者'),
  list('市场动态 行业动态 市场行情 行业情况 市场情况 行情'),
  list('资料 文档资料 文件资料 文档 文件 档案'),
  list('费用 开支 支出 花费'),
  list('库存 存货'),
  list('员工 职工 人员'),
]

/** What says too little about a matter to tell two matters apart. */
export const generalHeads: ReadonlySet<string> = new Set(
  list(`
    工作 问题 情况 措施 建议 意见 制度 办法 规定 流程 计划 方案 报告 目标 指标 数据 信息 资料 数据支持 支持 依据 参考 服务 事项 活动
    任务 项目 客户 员工 部门 相关部门 有关部门 各部门 公司 团队 资源 渠道 产品 业务 体系 机制 关系 需求 结果 质量 效率 能力 水平
    原因 过程 环节 方式 内容 标准 要求 管理 改进措施 改进建议 意见建议 培训 会议 记录 经验 教训 差异 进度 效果 系统 技术 经营 运营
    市场 销售 财务 安全 人力 物力 财力 专人 文件精神 精神 相关工作 业绩 成员 执行情况 完成情况
  `),
)

/** What stands in front of a matter without changing which matter it is. */
export const plainHeads =
  /^(?:本公司|公司内外部|公司内部|公司各项|公司|集团公司|集团|企业|本部门|部门|各部门|各类|各项|各种|各|相关|有关|现有|已有|新|老|潜在|外部|内部|良好的?|科学合理的|年度|季度|月度|日常|重要|主要|所有|全部|其他|其它|一切|相应的?|针对性的|准确的|每月|每年|每季度|每日|整体|总体|整个|具体|详细|必要的?)+/

/** Manners in front of the verb. */
export const manners =
  /^(?:负责|主要负责|定期|不定期|及时|合理|积极|严格|认真|全面|统一|按时|按月|按季|按年|做好|搞好|抓好|加强|强化|进行|应当|应该|应|须|必须|需要|需|可以|要|共同|每[日天周月季年]度?|每季度|每年度|月底前|年底前|每月[^，,]{1,8}[日号]之?前|还|也|并|同时|以及|具体|牵头|主动|对口)+/

/** What follows is why, not what: 确保…, 提高…, 为…提供依据. */
export const aims =
  /^(?:确保|保证|促进|推动|提高|提升|增强|避免|防止|防范|降低|以便|以利|以达|使|让|实现|达到|促使|从而|以提|以确|为(?!了)[^，,]*(?:提供|创造|奠定)|共同推动)/
