import type { ActRole, Part } from './types.ts'

/**
 * In which part a duty is held, by the verb that comes first: 配合销售部门 is help, 审核费用支出 is a review. What no other
 * word says is 主责. Inventory ORG-02.
 */
export const partOf = (words: string): Part => {
  const first = partWords
    .map(([part, pattern]) => ({ part, at: words.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)[0]
  return first && isHead(words, first.at) ? first.part : 'lead'
}

/** What an act is in the life of a paper. */
export const roleOf = (act: string): ActRole => roles.find(([, pattern]) => pattern.test(act))?.[0] ?? 'carry'

const partWords: readonly (readonly [Part, RegExp])[] = [
  ['lead', /负责|牵头|主持|统筹|组织|制定|建立|编制/],
  ['assist', /配合|协助|参与|协同|会同|支援|给予支持/],
  ['review', /审核|审查|复核|初审|会签|核对(?=.*(?:申请|报销|合同))/],
  ['approve', /审批|批准|核准|签发|审定/],
  ['inform', /知会|知悉|抄送|接收.{0,8}(?:通报|通知)/],
]

/** The verb opens the duty, or only a manner or a thing acted on stands in front of it (对各项费用进行审核). */
const isHead = (words: string, at: number): boolean => at <= 6 || /^对[^,，。]*进行$/.test(words.slice(0, at))

const roles: readonly (readonly [ActRole, RegExp])[] = [
  ['draft', /^(?:提出|起草|拟定|拟订|编制|制定|申请|填写|提交)$/],
  ['review', /审核|复核|初审|评审/],
  ['join', /会签|会同/],
  ['approve', /审批|批准|签发|核准|决定/],
  ['copy', /抄送|备案|知会/],
]
