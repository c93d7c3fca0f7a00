import { allClauses } from './anchors.ts'
import { sentencesIn } from './evidence.ts'
import type { Clause, Finding } from './types.ts'

/** Measures that a policy names (客户满意度, 完成率, 销售额 …), each once, where it is named first. */
export const findIndicators = (clauses: readonly Clause[]): Finding[] => {
  const found = new Map<string, Finding>()
  for (const clause of allClauses(clauses)) {
    for (const sentence of [clause.title, ...sentencesIn(clause)]) {
      for (const { name, confidence } of indicatorsIn(sentence)) {
        if (!found.has(name))
          found.set(name, { kind: 'indicator', name, anchor: clause.anchor, words: sentence, confidence })
      }
    }
  }
  return Array.from(found.values())
}

const bare =
  /满意度|忠诚度|知名度|美誉度|(?:完成|合格|增长|转化|准时|准确|周转|投诉|退货|流失|利用|覆盖|出勤|达标|及时|命中|集约化比)率|销售额|销售量|营业额|毛利率?|产量/g

/** Words that stand in front of a measure and are no part of its name. */
const before =
  /包括|追踪|给予|设定|并|日常|后台运营|提高|提升|提出|增强|达到|降低|了解|记录|考核|关注|客户分布|每日|进行|销售部门|客服部门|[\u4e00-\u9fa5]+部门?的|如|的|和|与|及|、|对|为|从|以|得出|一定|公司/g

const indicatorsIn = (sentence: string): { name: string; confidence: number }[] =>
  Array.from(sentence.matchAll(bare), (match) => {
    const run = /[\u4e00-\u9fa5]*$/.exec(sentence.slice(0, match.index))?.[0] ?? ''
    const cut = Array.from(run.matchAll(before)).at(-1)
    const head = cut ? run.slice(cut.index + cut[0].length) : run
    const own = head.length <= 6 ? head : ''
    return { name: own + match[0], confidence: own === head ? 0.9 : 0.7 }
  })
