import { han, isCommon, isStandard } from './gbk.ts'
import { businessWords } from './words.ts'

export interface LookAlike {
  at: number
  before: string
  after: string
  confidence: number
  proposal: boolean
}

/**
 * Finds characters that stand for others because a PDF's font table was off by a few places: 丌 for 不, 戓 for 战, 兰 for
 * 关. In code order the right character comes a little behind the one that is seen. Characters that no modern word uses
 * are certain once three different ones stand near each other; alone they are proposals. Ordinary ones (兰, 戒, 与) are
 * looked at only in such a stretch, and proposed where a word comes out of it (兰键 → 关键), or where the seen character
 * cannot be itself because its own place is taken (不 is shown as 丌 there, so what shows as 不 is 与). See docs/decisions/
 * 0030-look-alikes.md. Inventory POL-23.
 */
export const findLookAlikes = (text: string): LookAlike[] => {
  const certain = hitsOf(text, (char) => certainly.has(char)).filter(({ at }) => !isException(text, at))
  const stretches = stretchesOf(text, certain)
  const inside = stretches.flatMap(({ from, to }) => insideStretch(text, from, to))
  const alone = certain.filter(({ at }) => !stretches.some(({ from, to }) => at >= from && at < to))
  return [...inside, ...alone.map(({ at, char }) => single(text, at, char))].toSorted((a, b) => a.at - b.at)
}

const pairs = (written: string): ReadonlyMap<string, string> =>
  new Map(
    written
      .trim()
      .split(/\s+/)
      .map((pair) => [pair[0] ?? '', pair[1] ?? '']),
  )

/** Seen and meant; the seen ones occur in no modern word. */
const certainly = pairs(`
  丌不 丏且 乊之 乢书 亊事 亍于 仸任 兊克 兯共 冴况 劢动 収发 叏取 叐受 叧另 呾和 奷如 幵并 弨当 彔录 戓战 挃指 挄按 敁效 斱方
  斲施 旪时 枀极 殌段 玱现 癿的 觃规 迚进 雸需 顼顾 刡到
`)

/** Words in which a certain one is right: old words and names. */
const exceptions = ['彳亍', '丌官', '亓丌', '颛顼', '顼颉']

interface Possible {
  meant: string
  words: readonly string[]
  /** Words in which the seen character is right. */
  own: readonly string[]
}

const possible = (meant: string, words: string, own: string): Possible => ({
  meant,
  words: words.split(' '),
  own: own.split(' '),
})

/** Ordinary characters that may stand for another one, with the words that tell. */
const possibly: ReadonlyMap<string, Possible> = new Map([
  [
    '兰',
    possible(
      '关',
      '关键 关系 相关 有关 关于 机关 关注 无关 关联 海关 关心 关闭 把关 攻关 关节 人际关',
      '兰州 兰花 木兰 荷兰 芬兰 波兰 米兰 兰溪 玉兰',
    ),
  ],
  ['雹', possible('需', '需求 需要 所需 必需 按需 需重 需了 需用 仍需 还需 急需', '冰雹 雹灾 雹暴')],
  [
    '戒',
    possible('或', '或者 或其 或是 或服 或动 或联 或部', '戒备 戒律 惩戒 劝戒 戒烟 戒酒 警戒 戒毒 训戒 戒指 戒严'),
  ],
  ['贩', possible('购', '采购 购买 购置 购销 收购 订购 购进 申购 选购 购物', '贩卖 小贩 商贩 贩运 摊贩 贩子')],
  [
    '与',
    possible('专', '专业 专家 专门 专项 专员 专利 专用 专题 专职 专人 专注 专长', '参与 与其 与否 与会 赠与 与时'),
  ],
  [
    '不',
    possible(
      '与',
      '参与 与其 与会',
      '不同 不得 不能 不断 不足 不是 不会 不要 不予 不仅 不可 不论 不符 不良 不少 不再 不到 不利 不应 不准 不含 不超 不低 不高',
    ),
  ],
  [
    '发',
    possible(
      '变',
      '变化 变更 变动 改变 转变 变革 演变 变量 变成 变为',
      '开发 发展 发布 发现 研发 发生 发放 发出 发送 发挥 激发 批发 发票 出发 发货 颁发',
    ),
  ],
  ['细', possible('织', '组织 编织 纺织', '详细 精细 细节 细则 细化 明细 仔细 细分 细致')],
  ['织', possible('终', '最终 终端 始终 终于 终身 年终 终止 终点 终结', '组织 编织 纺织 织造')],
  ['绅', possible('细', '详细 精细 细节 细则 细化 明细 仔细 细分 细致', '绅士 乡绅')],
  ['丐', possible('世', '世纪 世界 世代 世博', '乞丐 丐帮')],
  ['讣', possible('认', '认证 认为 确认 认识 认可 认真 承认 认定 认同 公认', '讣告 讣闻')],
  ['兮', possible('兰', '朱兰 荷兰 芬兰 兰州', '归去来兮 福兮 祸兮')],
])

interface Hit {
  at: number
  char: string
}

const hitsOf = (text: string, isHit: (char: string) => boolean): Hit[] => {
  const found: Hit[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (isHit(char)) found.push({ at, char })
  }
  return found
}

const isException = (text: string, at: number): boolean =>
  exceptions.some((word) => {
    const place = text.slice(Math.max(0, at - word.length + 1), at + word.length).indexOf(word)
    return place >= 0
  })

/** A stretch holds at least so many different certain characters, none further from the next than `apart`. */
const enough = 3
const apart = 1500

const stretchesOf = (text: string, hits: readonly Hit[]): { from: number; to: number }[] => {
  const groups: Hit[][] = []
  for (const hit of hits) {
    const last = groups.at(-1)
    if (last && hit.at - last.at(-1)!.at < apart) last.push(hit)
    else groups.push([hit])
  }
  return groups
    .filter((group) => new Set(group.map((hit) => hit.char)).size >= enough)
    .map((group) => wholeLines(text, group[0]!.at, group.at(-1)!.at))
}

const wholeLines = (text: string, first: number, last: number): { from: number; to: number } => {
  const end = text.indexOf('\n', last)
  return { from: text.lastIndexOf('\n', first) + 1, to: end < 0 ? text.length : end }
}

const insideStretch = (text: string, from: number, to: number): LookAlike[] => {
  const seen = text.slice(from, to)
  const words = Array.from(seen, (char) => certainly.get(char) ?? char).join('')
  const shown = new Set(hitsOf(seen, (char) => certainly.has(char)).map(({ char }) => certainly.get(char)))
  const found = hitsOf(seen, (char) => certainly.has(char) || possibly.has(char) || isOdd(char)).flatMap(
    ({ at, char }) => {
      const sure = certainly.get(char)
      if (sure !== undefined) return isException(text, from + at) ? [] : [place(from + at, char, sure, 0.97, false)]
      const one = possibly.get(char)
      return one ? byWord(words, at, char, one, from) : byCode(words, at, char, from)
    },
  )
  for (const { after } of found) shown.add(after)
  return [...found, ...displaced(seen, words, from, found, shown)]
}

const place = (at: number, before: string, after: string, confidence: number, proposal: boolean): LookAlike => ({
  ...{ at, before, after, confidence, proposal },
})

/** A word comes out of it, and none is destroyed. */
const byWord = (words: string, at: number, char: string, one: Possible, from: number): LookAlike[] => {
  if (standsIn(words, at, char, one.own)) return []
  const read = words.slice(0, at) + one.meant + words.slice(at + 1)
  return standsIn(read, at, one.meant, one.words) ? [place(from + at, char, one.meant, 0.9, true)] : []
}

/** Does one of the words stand in the text so that it covers the character at this place? Spaces of a broken line count not. */
const standsIn = (text: string, at: number, char: string, words: readonly string[]): boolean =>
  words.some((word) => {
    const own = word.indexOf(char)
    return own >= 0 && around(text, at, own, word.length) === word
  })

const around = (text: string, at: number, before: number, length: number): string => {
  const near = text.slice(Math.max(0, at - before - 2), at).replaceAll(' ', '')
  const behind = text.slice(at, at + length + 2).replaceAll(' ', '')
  return (before === 0 ? '' : near.slice(-before)) + behind.slice(0, length - before)
}

/** What is seen cannot be itself: its own place in the font is taken by another character in this stretch. */
const displaced = (
  seen: string,
  words: string,
  from: number,
  found: readonly LookAlike[],
  shown: ReadonlySet<string | undefined>,
): LookAlike[] => {
  const taken = new Set(found.map((one) => one.at))
  return hitsOf(seen, (char) => possibly.has(char) && shown.has(char))
    .filter(({ at, char }) => !taken.has(from + at) && !standsIn(words, at, char, possibly.get(char)?.own ?? []))
    .map(({ at, char }) => place(from + at, char, possibly.get(char)?.meant ?? char, 0.75, true))
}

/** Rare characters that the tables do not know. */
const isOdd = (char: string): boolean => char > '\u4e00' && char < '\u9fff' && han.test(char) && !isStandard(char)

const reach = 16

/** An unknown one: the frequent character close behind it in code order that makes words on both sides or one. */
const byCode = (words: string, at: number, char: string, from: number): LookAlike[] => {
  const code = char.charCodeAt(0)
  const near = Array.from({ length: reach }, (_, step) => String.fromCharCode(code + step + 1)).filter(isCommon)
  const scored = near
    .map((meant) => ({ meant, score: wordsAround(words, at, meant) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const [best, second] = scored
  return best && best.score > (second?.score ?? 0) ? [place(from + at, char, best.meant, 0.6, true)] : []
}

const wordsAround = (words: string, at: number, meant: string): number =>
  Number(businessWords.has((words[at - 1] ?? '') + meant)) + Number(businessWords.has(meant + (words[at + 1] ?? '')))

/** One that stands alone in a sound text may be a name: it waits for a person. */
const single = (text: string, at: number, char: string): LookAlike => {
  const meant = certainly.get(char) ?? char
  return place(at, char, meant, wordsAround(text, at, meant) > 0 ? 0.8 : 0.5, true)
}
