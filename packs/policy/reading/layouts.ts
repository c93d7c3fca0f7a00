/** Short policies of our own in the layouts that companies use, for the tests of reading. */

/** A table of contents with dotted page numbers, chapters and articles, an appendix, hard spaces in the headings. */
export const withContents = `车辆使用管理办法

目  录

第一章  总则……………………………………1
第二章  派车与用车..............................2
第三章  附则……………………………………3
附件1  用车申请单………………………………4

第一章  总则

第一条　为规范公务用车，制定本办法。
第二条　本办法适用于公司各部门。

第二章  派车与用车

第三条　用车部门应提前一天填写用车申请单，经部门负责人审核后报行政部派车。
第四条　驾驶员出车前应检查车况，按第三条批准的路线行驶。

第三章  附则

第五条　本办法由行政部负责解释，自2026年1月1日起施行。

附件1  用车申请单
1. 用车人
2. 用车时间
3. 目的地
`

/** 1. 1.1 1.1.1 with a revision history in front, as quality manuals have it. */
export const decimals = `仓库盘点规程
文件编号：CK-03    版本：B/2
修订记录
版本    日期    修订内容    修订人
A/0    2024-03-01    首次发布    陈一帆
B/2    2025-11-20    增加循环盘点    何小满

1 目的
明确盘点的方法，保证账实相符。
2 范围
适用于原料仓和成品仓。
3 职责
3.1 仓储部
3.1.1 每月末组织盘点；
3.1.2 对差异写明原因。
3.2 财务部
3.2.1 监盘；
3.2.2 审核差异的账务处理。
4 程序
4.1 盘点前停止收发。
4.2 差异超过1.5%的，须在2日内复盘。
5 记录
盘点表保存3年。
`

/** 一、(一) 1. (1) ① on one level below the other. */
export const fiveLevels = `差旅费管理规定
一、适用对象
（一）员工
1. 国内出差
(1) 交通
①高铁二等座；
②飞机经济舱，须经分管领导批准。
(2) 住宿
①直辖市每晚五百元以内；
②其他城市每晚四百元以内。
2. 国外出差
按总经理批准的预算执行。
（二）外聘专家
参照员工标准执行。
二、报销
（一）回来后五个工作日内填写差旅费报销单。
（二）财务部审核后支付。
`

/** No number at all: short headings on lines of their own. */
export const unnumbered = `会议室使用须知

预约
使用会议室请提前一天在前台登记，写明时间和人数。

使用
会议开始前十分钟可以入场。请爱护设备，不要移动桌椅。

离开
关灯、关空调、擦白板。损坏设备的，由使用部门赔偿。
`

/** Markdown, as people write it in a wiki. */
export const markdown = `# 数据备份管理制度

## 总则

- **目的**：防止数据丢失。
- **范围**：所有业务系统。

## 备份要求

1. 数据库每日全量备份，保存30天。
2. 文件服务器每周备份一次。

### 异地备份

* 每月一次，由信息部执行；
* 介质由行政部保管。

## 恢复演练

每季度演练一次，形成演练报告。
`

/** Items numbered with a full-width point, half-width and full-width brackets mixed, one item numbered twice. */
export const mixedWidths = `印章管理规定
第1条 印章由办公室保管。
第2条 用印须填写用印申请单：
（1)部门负责人审核；
(2）分管领导批准；
(2)办公室登记。
第3条 外带印章须两人同行。
第5条 违反本规定的，按员工手册处理。
`

/** Two policies and a notice in one file, no title repeated. */
export const twoPolicies = `请假管理制度
第一条 员工请假须填写请假单。
第二条 三天以内由部门负责人批准。
第三条 本制度自发布之日起施行。
考勤管理制度
第一条 上班时间为九点到十八点。
第二条 迟到三次按缺勤半天计算。
第三条 本制度由人力资源部解释。
`

/** A contract with its parts announced: 下列六项 and five follow, and a sentence that breaks off. */
export const announcing = `供应商准入制度
一、准入条件
供应商应当具备下列六项条件：
1. 营业执照；
2. 税务登记；
3. 质量体系证书；
4. 近三年无重大违法；
5. 样品检验合格。
二、评审步骤
评审分为以下三个步骤：资料审查、现场考察、试供货。
三、退出
连续两次考核不合格的，由采购部提出，经分管领
`
