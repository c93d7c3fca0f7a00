/** The dictionaries that the reading rules share: business words, titles, openers, nouns. Add freely. */

const list = (words: string): readonly string[] => words.trim().split(/\s+/)

/** Two-character words that are frequent in operating policies: evidence that restored characters make sense. */
export const businessWords: ReadonlySet<string> = new Set(
  list(`
    安排 安全 版本 办法 办理 保存 保管 保密 保障 保证 报表 报告 报销 备案 备份 本人 必须 编制 变更 标准 表现 部门 部长 采购 采取
    财务 参考 参与 操作 策划 策略 测试 产品 成本 成果 成员 程序 承担 持续 处理 处罚 传达 创新 促进 措施 达到 单位 档案 党委
    得到 登记 调查 调整 定期 订单 督促 对策 对于 发布 发现 发展 反馈 方案 方法 方式 防范 费用 分工 分管 分解 分配 分析
    风险 服务 负责 改进 改善 岗位 告知 根据 各类 各项 更新 工作 公司 公开 公布 供应 管理 规定 规范 规划 归档 合同 合作
    核查 核算 后续 环节 会议 绩效 基础 激励 机制 集团 及时 记录 计划 季度 价值 监督 监控 检查 检验 建立 建议 奖惩 奖励 交付
    接待 结果 结束 解决 进度 进行 经济 经理 经营 晋升 决策 角色 开发 开展 考核 考勤 可靠 客户 控制 库存 领导 流程 落实 满意
    满足 每月 秘书 名称 明确 目标 目的 年度 配合 配置 培训 批准 评估 评价 评审 品牌 期间 企业 签订 签字 前期 情况 渠道 权限
    确保 确认 确定 缺陷 人力 人员 任务 日常 如下 商品 设备 设计 设定 申请 审计 审核 审批 生产 实施 实现 时间 使用 市场 事项
    收集 手续 授权 数据 说明 损失 所有 讨论 提出 提高 提供 提交 提升 填写 条件 通过 通知 同意 统计 投诉 推广 推进 团队 完成
    完善 完整 违反 维护 维修 文档 文件 问题 物资 系统 下列 现场 相关 项目 销售 协调 协助 协作 信息 行业 行政 修订 需求 宣传
    巡检 压力 严格 研究 研发 验收 业绩 业务 依据 意见 应当 营销 影响 优化 优秀 有关 有效 预算 预警 员工 原则 原因 约束 月度
    运营 运行 责任 增强 战略 整改 整理 正常 证明 支持 知识 执行 职能 职责 指标 指导 制定 制度 制订 质量 治理 中心 主管 主任
    主要 转移 状况 准确 资产 资金 资料 资源 总结 总则 组成 组织 遵守 作业 作为 包括 包含 准备 客服 技术 完毕 供货
  `),
)

/** Titles that stand by themselves, with the text running on behind them. */
export const knownTitles: readonly string[] = list(`
  目的和依据 目的与依据 目的 宗旨 依据 编制依据 编制目的 适用范围 适用对象 范围 基本原则 工作原则 管理原则 原则 总则 附则 定义
  术语和定义 名词解释 引言 前言 职责分工 职责 组织机构 工作程序 奖惩 罚则 解释权 施行日期 生效日期 附件 考核周期 考核方式
  考核标准 考核内容 考核对象 监督检查 保密要求 总体要求 工作要求 管理要求 指导思想 主要职责 工作目标
`).toSorted((a, b) => b.length - a.length)

/** How the first sentence under a title begins. Strong ones hardly occur inside a title. */
export const strongOpeners = list(`
  根据 按照 依据 依照 为了 为 本制度 本办法 本规定 本细则 本规范 本手册 本流程 本公司 由 在 经 对 对于 当 各 凡 凡是 公司 所有
  全体 通过 负责 定期 每年 每月 每季 每周 每日 应 应当 必须 不得 严禁 禁止 任何 未经 如 若 因 从 以 以下 将 与 合理 及时 积极
  严格 认真 主要 包括 是指 是 指 有 采取 具备 坚持 遵循 参照 涉及 适用于 旨在 自 企业 员工 指导 全面
`)

/** Verbs that open a duty and may also be part of a title (制定, 管理 are both): weaker evidence. */
export const verbOpeners = list(`
  制定 制订 建立 健全 收集 整理 开展 组织 梳理 规范 协调 分析 研究 策划 编制 优化 受理 处理 记录 提供 提出 提交 维护 拟定 拟订
  起草 审核 审批 审查 检查 监督 监控 落实 执行 实施 完成 完善 做好 确保 保证 保障 参与 配合 协助 承担 牵头 统筹 推动 推进 加强
  强化 明确 设立 成立 设置 汇总 跟踪 撰写 填写 办理 召开 安排 管理 掌握 了解 遵守 执行 接听 回复 解答 支持 关注 采用 实行 实现
  使 让 向 把 总结 评估 汇报 发现 宣传 培训 培养 购买 采购 保管 保存 登记 核对 统计 定义 设计 搭建 保持 营造 鼓励 倡导 提高
`)

/** Words that often end a title. */
export const titleEndings = list(`
  管理 分析 维护 处理 制定 执行 支持 推广 反馈 优化 控制 编制 整合 创新 保障 设定 应用 周期 方式 原则 流程 职责 机制 制度 监督
  审计 验收 归档 评估 审批 发起 筹备 协调 解答 分解 调研 报告 考核 检查 目标 要求 标准 内容 范围 目的 程序 措施 建设 规划 计划
  预算 核算 设计 研发 指标 结果 奖惩 培训 采购 服务 安全 风险 配合 会议 记录 权限 分工 策略 办法 规定 条件 方法 体系 投诉 改进 背景 资格 义务 权利 检验 检测 登记 盘点 申请 受理 领用 报废 签订 付款 对账 发布 修订 解释 战略 思维
  要素 层次 性质 要点 现状
`)

/** Documents call themselves one of these. */
export const documentNouns =
  '(?:制度|办法|规定|规范|细则|条例|章程|准则|守则|流程|流程图|手册|方案|职责|规程|规则|指引|标准|须知|预案|责任制|决定|意见|通知)'

/** How people and units who act are written, the longest first. */
export const actorNames: readonly string[] = list(`
  公司管理层 公司领导团队 公司领导层 公司领导 管理层 领导班子 董事会 监事会 股东会 总经理办公会 总经办 总经理 副总经理 董事长
  主管副总 副总 总会计师 财务总监 集团领导 发起人 分管领导 主管领导 上级领导 项目团队负责人 项目负责人 项目团队成员 项目团队 项目经理 团队负责人 团队成员 各部门负责人 部门负责人
  部门经理 相关部门 有关部门 责任部门 归口部门 申请部门 项目发起部门 发起部门 需求部门 各部门 申请人 经办人 承办人 采购员 会计
  出纳 人事专员 员工本人 全体员工 员工 上级 供应商 客户 工会 党委 评审小组 验收小组
`).toSorted((a, b) => b.length - a.length)

/** What people and units do in a step. */
export const actWords: readonly string[] = list(`
  提出 起草 拟定 拟订 编制 制定 申请 填写 提交 初步审核 审核 复核 初审 评审 评估 会签 审批 批准 签发 决定 核准 组织实施 实施 执行
  组建 组织 协调 落实 监控 检查 监督 汇报 报告 通知 验收 出具 交付 移交 归档 保管 备案 登记 抄送 整理 总结 分配 审计 整改 奖惩
  评价 抽查 复查 检验 询价 付款 通报 保存 评定 督促 发放 支付 报销 盖章 受理 处理 回访 反馈 跟踪
`).toSorted((a, b) => b.length - a.length)
