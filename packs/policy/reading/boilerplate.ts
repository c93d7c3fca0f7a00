import { frontReasons } from './front.ts'
import { simplify } from './simplify.ts'
import type { LeftOut } from './types.ts'

/**
 * Finds the lines that a document site, a reader or a printer added: page marks anywhere; interface words and legal
 * notices only before the first and after the last line of the policy; and everything behind a closing title such as
 * 温馨提示, unless clauses follow. Nothing is dropped: each stretch is reported with line numbers and a reason.
 */
export const findLeftOut = (original: string): LeftOut[] => {
  const lines = linesOf(original)
  const body = bodyRange(lines)
  const closing = closingLine(lines, body)
  const front = frontReasons(lines)
  const reasons = lines.map((line, index) => {
    const words = front[index]
    return words ? ({ kind: 'boilerplate', reason: words } as const) : reasonFor(line, index, body, closing)
  })
  return stretches(lines, reasons)
}

interface Line {
  from: number
  to: number
  raw: string
  plain: string
}

interface Reason {
  kind: LeftOut['kind']
  reason: string
}

const linesOf = (original: string): Line[] => {
  let from = 0
  return original.split(/(?<=\n)/).map((raw) => {
    const line = { from, to: from + raw.length, raw, plain: simplify(raw.replace(toned, '')).trim() }
    from += raw.length
    return line
  })
}

const toned = /[(（][a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*[)）]/g

const pageMark =
  /^(?:.{0,40}_)?第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?$|^共\s*\d+\s*页$|^[-—–]\s*\d+\s*[-—–]$|^page\s+\d+(?:\s+of\s+\d+)?$/i
const ruleLine = /^[_\-=—*·.~－＿]{6,}$/

/** The mark of a document site in another script, which a PDF carries as text. */
const isForeignScript = (plain: string): boolean =>
  plain.length <= 40 && /\p{L}/u.test(plain) && !/[\p{Script=Han}\p{Script=Latin}\p{Script=Greek}\p{N}]/u.test(plain)

/** Words of reading pages and download buttons. They count only outside the body of the policy. */
const interfaceWords =
  /已阅读\s*\d+\s*页|还剩\s*\d+\s*页|继续(?:免费)?阅读|下载(?:本|此|该)?(?:文档|文件|资源)|(?:立即|点击|免费|付费)下载|^文档(?:简介|介绍|信息|预览)$|^(?:最新|相关|热门|推荐)(?:文档|文章|资料|阅读)$|^(?:提交|发表|网友|查看)?评论$|^\d+\s*\/\s*\d+$|^(?:收藏|分享|举报|点赞|打印|返回顶部|上一篇|下一篇|加载中|全屏|目录)[.。…]*$|(?:登录|注册|会员|VIP).{0,12}(?:下载|查看|阅读)/i
const legalWords =
  /(?:版权|著作权)(?:说明|声明|归|所有)|侵权|(?:由|是)?用户(?:自行)?(?:提供|上传|分享)|上传(?:者|用户)|本(?:站|网)|文库|解压(?:缩)?软件|商业(?:或盈利)?用途|不对.{0,20}负责|内容来源于网络/
const closingTitle =
  /^(?:温馨提示|友情提示|免责声明|版权声明|版权说明|最新文档|相关文档|相关推荐|猜你喜欢|推荐阅读|为您推荐|网友评论|评论)[:：]?$|^.{0,40}推荐阅读[:：]$/
const clauseLine =
  /^(?:第[一二三四五六七八九十百零〇\d]+[章节条篇]|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）])/

const isForeign = (plain: string): boolean =>
  pageMark.test(plain) ||
  ruleLine.test(plain) ||
  closingTitle.test(plain) ||
  (plain.length <= 160 && (interfaceWords.test(plain) || (legalWords.test(plain) && !clauseLine.test(plain))))

/**
 * First and last line of the policy itself: neither blank nor foreign; it begins with a long or numbered line where there
 * is one. -1 where every line looks foreign: then the text is taken as it is.
 */
const bodyRange = (lines: Line[]): { first: number; last: number } => {
  const isBody = ({ plain }: Line) => plain !== '' && !isForeign(plain) && (plain.length > 60 || clauseLine.test(plain))
  const isOwn = ({ plain }: Line) => plain !== '' && !isForeign(plain)
  const first = lines.findIndex(isBody)
  return { first: first < 0 ? lines.findIndex(isOwn) : first, last: lines.findLastIndex(isOwn) }
}

const closingLine = (lines: Line[], body: { first: number }): number => {
  const lastClause = lines.findLastIndex(
    ({ plain }) => clauseLine.test(plain) || (plain.length > 120 && !isForeign(plain)),
  )
  const closing = lines.findIndex(
    (line, index) => index > Math.max(body.first, lastClause) && closingTitle.test(line.plain),
  )
  return closing < 0 ? lines.length : closing
}

const reasonFor = (
  line: Line,
  index: number,
  body: { first: number; last: number },
  closing: number,
): Reason | undefined => {
  if (line.plain === '') return undefined
  if (pageMark.test(line.plain)) return { kind: 'page-mark', reason: '页码' }
  if (ruleLine.test(line.plain)) return { kind: 'boilerplate', reason: '分隔线' }
  if (isForeignScript(line.plain)) return { kind: 'boilerplate', reason: '别的文字的水印' }
  if (index >= closing) return { kind: 'boilerplate', reason: '正文之后的网站提示、推荐和评论区' }
  const outside = body.first >= 0 && (index < body.first || index > body.last)
  if (!outside || !isForeign(line.plain)) return undefined
  return { kind: 'boilerplate', reason: legalWords.test(line.plain) ? '版权和免责声明' : '阅读网站的按钮和提示' }
}

/** Neighbouring lines with one reason are one stretch; blank lines between them go along. */
const stretches = (lines: Line[], reasons: (Reason | undefined)[]): LeftOut[] => {
  const found: LeftOut[] = []
  lines.forEach((line, index) => {
    const reason = reasons[index]
    const last = found.at(-1)
    if (!reason) return
    const between = last ? lines.slice(last.toLine, index) : []
    if (last && last.reason === reason.reason && between.every((gap) => gap.plain === '')) {
      last.to = line.to
      last.toLine = index + 1
    } else {
      const [from, to, lineNumber] = [line.from, line.to, index + 1]
      found.push({
        ...{ id: `left:${lineNumber}`, ...reason, fromLine: lineNumber, toLine: lineNumber, from, to },
        ...{ words: line.raw.trim().slice(0, 60), restored: false },
      })
    }
  })
  return found
}
