import { claimsOf } from './claims.ts'

/** Who is named as doing something in a sentence; 公司 is everybody and so nobody. */
export const actorOf = (sentence: string): string | undefined => {
  for (const part of sentence.split(/[，,：:；;]/)) {
    const by = byWhom.exec(part)?.[1]
    if (by) return by
    const head = headActor.exec(part.trim().replace(leadIn, ''))
    if (head?.[1] && !startsWithVerb.test(head[1]) && !nobody.test(head[1])) return head[1]
  }
  return undefined
}

/** True when the sentence asks that something be done: a verb of work at a head, 对…进行…, or a thing that 应 be treated. */
export const asksForWork = (sentence: string): boolean => {
  const words = sentence.trim()
  if (noRequest.test(words) || words.length < 8) return false
  const bare = words.replace(/^(?:公司|企业|集团|本公司)(?:领导)?(?!的)/, '').replace(/^(?:还|也|均|都)/, '')
  if (/^[^，,的]*的[^，,]*(?:应当|应该)/.test(bare) && !passive.test(bare)) return false
  return bare.split(/[，,]/).some((part) => request.test(part.trim().replace(leadIn, '')) || passive.test(part.trim()))
}

/** True when it is the company as such that is to do it. */
export const isCompanys = (sentence: string): boolean =>
  /^(?:公司|企业|集团|本公司)(?!各|内部|全体|领导|管理层|总|的)/.test(sentence.trim())

/** A body that ends with its work: what it keeps needs another keeper afterwards. */
export const isPassing = (actor: string): boolean =>
  /项目团队|项目组|工作组|专项小组|筹备组|工作小组|专班|临时/.test(actor)

/** True when somebody is asked to keep papers: 归档, 保管, 存档. */
export const keepsPapers = (sentence: string): boolean =>
  /归档|存档|保管|建档|入档/.test(sentence) && /资料|档案|文件|文档|记录|凭证|合同|成果/.test(sentence)

/** The matters of a sentence, for its topic. */
export const topicOf = (sentence: string): string =>
  claimsOf(sentence)[0]?.written ?? sentence.replace(/[，,。；;：:].*$/, '').slice(0, 16)

const someone =
  '(?:部门|部|处|科|室|中心|委员会|小组|项目组|组|团队|成员|人员|负责人|责任人|经理|主任|部长|主管|总监|领导|领导层|领导班子|管理层|决策层|专员|店长|组长|会计|会计师|出纳|员工|职工|发起人|申请人|经办人|人|分析员|管理员|营业员|采购员|研究员|员|者|单位|机构|班组|董事会|办公会|供应商|客服|客户|总经办|财务|人事|法务|上级|本人|副总|董事长|工会|党委|食堂|车间|门店|工厂|仓库|分公司|控股公司|子公司)'
const nobody = /^(?:公司|专人|专职人员|有关人员)$/
const goesOn =
  '(?=(?:应|须|必须|需|要|可|负责|会同|根据|按照|按|对|在|将|把|每|定期|及时|不得|共同|向|与|和|或|及|、|给|为|由|都|均|也|之间|进行|侧重|详细|接到|收到|统一|牵头|协助|配合|参与|保持|提交|提出|填写|组织|制定|组建|协调|审核|审批|评估|检查|抽查|通知|下达|总结|汇报|完成|执行|监督|监控|管理|考评|出具|办理|整理|归档|保管|受理|处理|确认|分析|了解|同步|批准|签发|备案|存档|发布|编制|起草|解释|召开|开展|建立|$))'
const headActor = new RegExp(`^((?:[\\u4e00-\\u9fa5A-Za-z]{0,12}?)${someone})${goesOn}`)
const byWhom = new RegExp(`(?:[由经请]|提交至?|报送?|交|上报)((?:[\\u4e00-\\u9fa5A-Za-z]{0,12}?)${someone})`)
const startsWithVerb =
  /^(?:建立|健全|制定|制订|编制|开展|组织|设立|设置|鼓励|加强|收集|整理|分析|检查|审核|评估|考核|培训|召开|提供|采取|完善|优化|明确|协调|监控|监督|对|将|把|与|为|给予|管理|负责|定期|及时|每|确保|了解|打破|解决|完成|根据|按照|通过|在|实施|实行|执行|推动|促进|提高|提升|激发|激励|使|让|向|以|从|如|若|当|经|由|能|可|本制度|适用|利用|包括)/
const leadIn =
  /^(?:并且|并|后|再|然后|最后|同时|此外|另外|其中|对于[^，,]*|应当|应该|应|须|必须|需要|需|要|定期|不定期|及时|每[日天周月季年]度?|每季度|每半年|每年|每月[^，,]{0,8}?[日号](?:之?前)?|[^，,]{0,10}[时后]|加强对?|积极|合理|严格|认真|妥善|统一|根据[^，,]*|按照[^，,]*)+/
const work =
  '建立|成立|索取|健全|完善|制定|制订|编制|拟定|开展|组织|设立|设置|设定|召开|收集|汇总|整理|分析|检查|抽查|巡查|审核|审批|评估|考核|评价|培训|保管|归档|存档|保存|备份|登记|记录|监控|监督|监测|管理|维护|采取|实施|落实|跟踪|更新|公布|发布|通报|分配|安排|给予|进行|优化|梳理|解决|处理|盘点|存放|验收|回收|销毁|移交|加强|分享'
const request = new RegExp(`^(?:${work})(?!的)|^对[^，,]{2,40}(?:进行|开展|予以|加以|给予)`)
const passive = new RegExp(
  `^[^，,。]{2,16}?(?:应当|应|须|必须)(?:当)?(?:及时|定期|统一|严格|妥善|单独|专门|按[^，,]{1,6})?(?:${work}|随时)`,
)
const noRequest =
  /^为了|制定本|^[^，,]{2,8}(?:包括|分为|是(?!否)|主要对)|是指|指的是|^(?:本|此|该)(?:制度|办法|规定|规范|文|流程)|分为|不得|禁止|严禁|包括.*等方面|适用于|(?:如下|以下)[:：]?$|^(?:以上|旨在|其目的)|^通过/
