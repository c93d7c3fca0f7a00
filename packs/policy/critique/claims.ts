import { aims, doings, generalHeads, manners, plainHeads, sameMatter, weakDoings } from './words.ts'

/** That somebody does a kind of thing to a matter: 定期回访客户 is visit, 客户. `weight` is less where it is only known of. */
export interface Claim {
  doing: string
  matter: string
  /** The matter as it is written. */
  written: string
  weight: number
}

/**
 * The claims of a sentence, its parts one by one: verbs at the head and what they act on, 对…进行…, 与…建立…关系, and what a
 * part 包括…. Parts that only say why (确保…, 提高…) claim nothing.
 */
export const claimsOf = (sentence: string): Claim[] => {
  const found: Claim[] = []
  for (const [index, part] of partsOf(sentence).entries()) {
    const own = [...visits(part), ...claimsIn(part, index === 0)]
    const more = own.length === 0 ? included(part, found.at(-1)) : []
    found.push(...own, ...more)
  }
  return found
}

/** How much two claims are about one thing, 0..1. */
export const likeness = (a: Claim, b: Claim): number =>
  doingLikeness(a.doing, b.doing) * matterLikeness(a.matter, b.matter) * a.weight * b.weight

/** A matter in the words that stand for all of its kind; empty when it says too little. */
export const matterOf = (written: string): string => {
  const bare = written
    .replace(/[。；;，,”“"]/g, '')
    .replace(/^对/, '')
    .replace(/(?:进行|等|工作|活动|事宜|事项|方面|信息)+$/, (tail) => (tail === '信息' ? tail : ''))
    .replace(/对[^的]+的/, '')
    .replace(plainHeads, '')
    .replace(/的/g, '')
    .replace(/^(?:顾客|用户|消费者)(?=.)/, '客户')
  const same = standIns.find(([words]) => words === bare)?.[1] ?? standIns.reduce(replaceTail, bare)
  const matter = same.replace(/^潜在|^现有/, '')
  return matter.length < 2 || generalHeads.has(matter) ? '' : matter
}

const standIns: readonly (readonly [string, string])[] = sameMatter
  .flatMap((words) => words.map((word): readonly [string, string] => [word, words[0] ?? word]))
  .toSorted((a, b) => b[0].length - a[0].length)

const replaceTail = (words: string, [word, first]: readonly [string, string]): string =>
  words.endsWith(word) && words.length > word.length ? words.slice(0, -word.length) + first : words

const partsOf = (sentence: string): string[] =>
  sentence
    .replace(/[。；;]$/, '')
    .split(/[，,：:；;]|(?<=[^、])(?:并且|并)(?=[^、])/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const verbKind = new Map(
  Object.entries(doings).flatMap(([kind, verbs]) =>
    verbs.map((verb) => [verb, kind === 'each' ? verb : kind] as const),
  ),
)
const verbPattern = `(?:${Array.from(verbKind.keys())
  .toSorted((a, b) => b.length - a.length)
  .join('|')})`
const verbRun = new RegExp(`^(${verbPattern}(?:[、和与及]?${verbPattern})*)(?!人员|部门|标准|制度$)`)
const actedOn = new RegExp(
  `^对(.+?)(?:进行|开展|实行|加以|予以)(?:[^、，]{0,4}?)(${verbPattern}(?:[、和与及]?${verbPattern})*)`,
)
const nounDone = new RegExp(`^(.+?)的?(${verbPattern}(?:[、和与及]${verbPattern})*|组织实施)(?:工作|任务)?$`)
const related = /^与(.+?)(?:建立|保持|加强|维护|维持|维系)(.*?)(?:合作|沟通|联系|关系|协作)/

/** 通过定期回访等方式 and 回访客户 are one claim, whoever is visited. */
const visits = (part: string): Claim[] =>
  /回访|走访/.test(part) ? [{ doing: 'visit', matter: '客户回访', written: '客户回访', weight: 1 }] : []

const claimsIn = (part: string, isFirst: boolean): Claim[] => {
  if (aims.test(part) && !(isFirst && /^(?:确保|保证|防范|防止)/.test(part))) return []
  const led = /负责|牵头|做好|加强/.test(part.slice(0, 6))
  const words = part.replace(/^(?:根据|按照|依据|通过|利用|围绕|结合)[^，,]*?(?:，|,|$)/, '').replace(manners, '')
  const relation = related.exec(words)
  if (relation) return claims(['relate'], [relation[1] ?? ''])
  const acted = actedOn.exec(words)
  if (acted) return claims(verbsIn(acted[2] ?? ''), objectsIn(acted[1] ?? ''))
  const run = verbRun.exec(words)?.[1]
  if (run && words.length > run.length) return claims(verbsIn(run), objectsIn(words.slice(run.length)))
  const noun = led ? nounDone.exec(words) : null
  if (noun) return claims(verbsIn(noun[2] ?? ''), objectsIn(noun[1] ?? ''))
  return led ? claims(['负责'], objectsIn(words)) : []
}

/** 包括销售数据、用户数据等: what was said of the whole is said of its parts. */
const included = (part: string, before: Claim | undefined): Claim[] => {
  const listed = /^(?:包括|如|含|涵盖)(?:但不限于)?(.+)$/.exec(part)?.[1]
  return listed && before ? claims([before.doing], objectsIn(listed)) : []
}

const verbsIn = (run: string): string[] => run.match(new RegExp(verbPattern, 'g')) ?? []

/** 客户对产品的意见和建议 is one matter, 客户需求和满意度 are two, the second with the first one's head. */
const objectsIn = (words: string): string[] => {
  if (standIns.some(([word]) => word.includes('和') && words.endsWith(word))) return [words]
  return words.replace(/等.*$/, '').split(/[、和与及]|以及/)
}

const claims = (verbs: readonly string[], objects: readonly string[]): Claim[] =>
  objects.flatMap((object) => {
    const trained = /^(.{4,})培训$/.exec(object)?.[1]
    const written = trained ?? object
    const matter = matterOf(written)
    if (matter === '') return []
    const strong = verbs.filter((verb) => !weakDoings.has(verb))
    const kinds = new Set((strong.length > 0 ? strong : verbs).map((verb) => verbKind.get(verb) ?? verb))
    const weight = strong.length > 0 || verbs.length === 0 ? 1 : 0.7
    if (trained) kinds.add('train')
    return Array.from(kinds, (doing) => ({ doing, matter, written: written.replace(plainHeads, ''), weight }))
  })

const doingLikeness = (a: string, b: string): number => {
  if (a === b) return 1
  if ((a === 'manage' || b === 'manage') && ![a, b].some((one) => one === 'review' || one === 'train')) return 0.7
  const pair = [a, b].toSorted().join(' ')
  return pair === 'analyse collect' ? 0.8 : 0
}

/** Equal, or one is the other with more in front or between: 合作伙伴 and 渠道合作伙伴, 安全教育 and 安全生产教育. */
const matterLikeness = (a: string, b: string): number => {
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.endsWith(short)) return 0.8
  return short.length === 4 && long.startsWith(short.slice(0, 2)) && long.endsWith(short.slice(2)) ? 0.8 : 0
}
