import { sure } from './evidence.ts'
import type { TextKind } from './types.ts'

export interface Judged {
  kind: TextKind
  confidence: number
  reason: string
}

/** Kinds that are proposed as policies. */
export const policyKinds: ReadonlySet<TextKind> = new Set<TextKind>(['policy', 'posts', 'process'])

/**
 * What a text is, from its title and its words: each sign that is found gives points to a kind, the most points win, and
 * the signs are the reason that a person reads. Inventory POL-10.
 */
export const judgeKind = (title: string, words: string): Judged => {
  const found = [...signs, ...shapes].filter((sign) => sign.test(title, words))
  const points = new Map<TextKind, number>()
  for (const { kind, weight } of found) points.set(kind, (points.get(kind) ?? 0) + weight)
  const [first, second] = Array.from(points).toSorted((a, b) => b[1] - a[1])
  if (!first) return { kind: 'policy', confidence: 0.4, reason: '没有明显的特征，先当作制度。' }
  const why = found.filter((sign) => sign.kind === first[0]).map((sign) => sign.why)
  const confidence = sure(Math.min(0.97, 0.5 + (first[1] - (second?.[1] ?? 0)) * 0.06 + first[1] * 0.03))
  return { kind: first[0], confidence: Math.max(0.4, confidence), reason: `${why.join('，')}。` }
}

interface Sign {
  kind: TextKind
  weight: number
  why: string
  test: (title: string, words: string) => boolean
}

const inTitle = (kind: TextKind, weight: number, pattern: RegExp, why: string): Sign => ({
  ...{ kind, weight, why },
  test: (title) => pattern.test(title),
})

const inWords = (kind: TextKind, weight: number, pattern: RegExp, why: string): Sign => ({
  ...{ kind, weight, why },
  test: (_, words) => pattern.test(words),
})

const often = (kind: TextKind, weight: number, pattern: RegExp, times: number, why: string): Sign => ({
  ...{ kind, weight, why },
  test: (_, words) => (words.match(pattern)?.length ?? 0) >= times,
})

/** Space in front of a sign ends at its line: `\s` would look over the same blank lines again from each of them. */
const signs: readonly Sign[] = [
  inTitle(
    'policy',
    3,
    /(?:制度|办法|规定|细则|规范|条例|章程|准则|守则|规程|规则|手册)(?:[(（].*[)）])?$/,
    '标题是一项制度',
  ),
  often('policy', 3, /(?:^|\n|[。；;])[^\S\n]*第[一二三四五六七八九十百\d]+条/g, 3, '正文分条'),
  inWords('policy', 1.5, /本(?:制度|办法|规定|细则|规范|手册)/, '正文自称制度'),
  inWords('policy', 1, /附\s*则|(?:自|从).{0,12}(?:起|之日).{0,4}(?:生效|施行|执行)/, '写明何时生效'),
  inTitle('posts', 4, /(?:职责|职能|责任制|责任书|岗位说明书?|职位说明书?)(?:[(（].*[)）])?$/, '标题是职责'),
  often(
    'posts',
    1,
    /(?:^|\n)[^\S\n]*[\d一二三四五六七八九十、.．()（）•]+\s*(?:负责|协助|组织|参与|执行|检查)/g,
    3,
    '逐条写职责',
  ),
  inWords('posts', 1.5, /岗位职责|任职(?:要求|资格)|职位描述/, '写到岗位和任职要求'),
  inTitle('process', 3, /(?:流程|程序|步骤|作业指导书?|操作指引)(?:图|说明)?(?:[(（].*[)）])?$/, '标题是流程'),
  inWords('process', 0.5, /[\u4e00-\u9fa5]流程|管理程序/, '正文讲流程'),
  inWords('article', 4, /(?:^|\n)[^\S\n]*参考文献/, '后面列着参考文献'),
  inWords('article', 2.5, /(?:^|\n)[^\S\n]*(?:【?摘\s*要】?|关键词|【?关键字】?)\s*[:：]/, '有摘要、关键词'),
  inWords('article', 3, /本文(?:将|以|针对|从|提出|认为|主要|通过)|笔者/, '正文自称“本文”'),
  inTitle('article', 3, /研究|探讨|浅[谈析议]|挑战|对策|思考|要素|启示|综述|展望|论/, '标题是文章'),
  inTitle('outline', 1, /培训|课程|大纲|提纲|议程/, '标题是培训'),
  inWords('outline', 4, /培训对象|课程(?:目录|大纲|背景|收益)|授课|学员/, '写着培训对象、课程目录'),
  often('outline', 2, /Part\s*\d|第[一二三四五六七八九十]+(?:讲|单元|模块)/g, 3, '按课程单元排列'),
  inWords('notes', 4, /童鞋|课件|老师|期末|复习|考点|名词解释/, '是学习笔记，提到课件、老师'),
  inTitle('notes', 1.5, /总结|笔记|复习/, '标题是总结'),
]

const shapes: readonly Sign[] = [
  {
    kind: 'fragment',
    weight: 5,
    why: '大多是不成句的短行，像幻灯片或表格里的零散文字',
    test: (_, words) => isScattered(words),
  },
  { kind: 'article', weight: 2, why: '大段叙述，没有分条', test: (_, words) => isProse(words) },
]

const numbered =
  /(?:^|\n|[。；;])[^\S\n]*(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}(?:[.．、]|\.\d))/g

/** Most lines are short and none of them ends like a sentence. */
const isScattered = (words: string): boolean => {
  const lines = words.split('\n').map((line) => line.trim())
  const filled = lines.filter((line) => line !== '')
  const scraps = filled.filter((line) => line.length <= 20 && !/[。；;，,：:]/.test(line))
  const numbers = words.match(numbered)?.length ?? 0
  return filled.length >= 8 && scraps.length > filled.length * 0.6 && numbers < filled.length * 0.2
}

/** Much text and hardly a number in it. */
const isProse = (words: string): boolean =>
  words.length > 600 && (words.match(numbered)?.length ?? 0) < words.length / 400
