import { allClauses } from './anchors.ts'
import { sentencesIn } from './evidence.ts'
import type { Clause, FormNamed } from './types.ts'

/** Forms and reports that a policy names, with the fields it asks for where it says so (明确…、…等信息). */
export const findForms = (clauses: readonly Clause[]): FormNamed[] => {
  const found = new Map<string, FormNamed>()
  for (const clause of allClauses(clauses)) {
    for (const sentence of sentencesIn(clause)) {
      for (const name of formsIn(sentence)) {
        const form = found.get(name) ?? toForm(name, clause.anchor, sentence)
        if (form.fields.length === 0) form.fields = fieldsBehind(sentence, name)
        found.set(name, form)
      }
    }
  }
  return Array.from(found.values())
}

const toForm = (name: string, anchor: string, words: string): FormNamed => ({
  ...{ kind: 'form', name, anchor, words, fields: [] },
  confidence: /[申审登].{1,2}表|[申审]批单|报告$/.test(name) ? 0.9 : 0.7,
})

const formWord =
  /[\u4e00-\u9fa5]{0,10}?(?:申请表|审批表|登记表|汇总表|评分表|考核表|调查表|评估表|明细表|计划表|统计表|记录表|交接表|申请单|审批单|通知单|验收单|报销单|订购单|交接单|(?<!级管理|则及|[向当即内须应时])报告(?![人给路运])|(?<![订名清账菜简工下])单(?=[，,。；;、经报交并后]|$))/g

/** Words that can stand in front of the name of a form and are not part of it. */
const before =
  /填写|填报|提交|提出|出具|撰写|编制|形成|编写|办理|签署|审核|审批|通过的|完成|根据|各类|包括|利用|发布|打印|得到|制作|并做|相应|年度|按照|依据|汇总|以及|时|并|将|的|和|及|或|如|经/g

const formsIn = (sentence: string): string[] =>
  Array.from(sentence.matchAll(formWord), (match) => ownName(match[0])).filter((name) => name.length >= 3)

const ownName = (words: string): string => {
  const cut = Array.from(words.matchAll(before))
    .filter((match) => match.index + match[0].length <= words.length - 3)
    .at(-1)
  return cut ? words.slice(cut.index + cut[0].length) : words
}

const fieldList =
  /(?:明确|注明|写明|填写|包括|说明|载明|列明|内容为|应有)([^，,。；;]*?、[^。；;，,]*?)(?:等|$|[。；;，,])/

const fieldsBehind = (sentence: string, name: string): string[] => {
  const rest = sentence.slice(sentence.indexOf(name) + name.length)
  const list = fieldList.exec(rest)?.[1]
  if (list === undefined) return []
  const common = sharedHead(list)
  return list
    .split(/、|和|及/)
    .map((field) => field.trim())
    .filter((field) => field !== '')
    .map((field, index) => (index === 0 && common ? field.slice(common.length) : field))
}

/** 项目背景、目标、内容: the head 项目 belongs to all of them. */
const sharedHead = (list: string): string =>
  /^(项目|合同|客户|员工|活动|采购|设备|产品|任务|事项)(?=[\u4e00-\u9fa5]{2,}、)/.exec(list)?.[1] ?? ''
