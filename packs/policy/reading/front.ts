/** What stands in front of the clauses of a policy and is none: table of contents, document header, revision history. */

interface Line {
  plain: string
}

/** For each line of a text the reason why it belongs to the front, or undefined. Lines come simplified and trimmed. */
export const frontReasons = (lines: readonly Line[]): (string | undefined)[] => {
  const reasons: (string | undefined)[] = lines.map(({ plain }) => (leader.test(plain) ? '目录' : undefined))
  const body = lines.findIndex(({ plain }, index) => numbered.test(plain) && reasons[index] === undefined)
  const end = contentsEnd(lines)
  lines.forEach(({ plain }, index) => {
    if (plain === '') return
    if (index < end.to && index >= end.from) reasons[index] = '目录'
    else if (isContents(plain) && reasons.slice(index + 1, index + 4).includes('目录')) reasons[index] = '目录'
    else if (body > 0 && index < body && header.test(plain)) reasons[index] = '文件编号、版本等表头'
  })
  return withHistory(lines, reasons)
}

const leader = /^.{1,60}?(?:[.．·]{4,}|…{2,}|\t+|[-—]{6,})\s*\d{1,3}$/
const numbered = /^(?:第\s*[一二三四五六七八九十\d]+\s*[章节条]|[一二三]\s*、|[(（][一1][)）]|1(?:[\s.、．]|\.1))/
const header =
  /^(?:(?:文件|制度|文档|受控)?(?:编号|状态|名称)|版\s*本(?:号|次)?|密\s*级|(?:编制|拟制|审核|批准|发布|生效|实施)(?:人|部门|单位|日期)?|页\s*[码次])\s*[:：]/

const isContents = (plain: string): boolean => /^目\s*[录次]$/.test(plain)

/** Without dotted lines the contents end where their first entry comes again. */
const contentsEnd = (lines: readonly Line[]): { from: number; to: number } => {
  const none = { from: 0, to: 0 }
  const from = lines.findIndex(({ plain }) => isContents(plain))
  const first = lines.findIndex(({ plain }, index) => index > from && plain !== '')
  if (from < 0 || first < 0) return none
  const entry = bare(lines[first]?.plain ?? '')
  const to = lines.findIndex(({ plain }, index) => index > first && entry.length > 2 && bare(plain).startsWith(entry))
  const isList = lines.slice(from, to).every(({ plain }) => plain.length <= 60 && !/[。；;]/.test(plain))
  return to > first && isList ? { from, to } : none
}

const bare = (plain: string): string =>
  plain.replace(/(?:[.．·]{3,}|…+|\t+|[-—]{3,})?\s*\d{0,3}$/, '').replaceAll(/\s/g, '')

const historyTitle = /^(?:文件)?(?:修订|变更|更改|版本)(?:记录|履历|历史|说明)(?:表)?$/
const historyRow = /\d{4}\s*[-./年]\s*\d{1,2}|^(?:版本|版次|序号|修订)(?:号|日期)?\s+\S/

/** The title of the history and its rows: each has a date, or is the head of the table. */
const withHistory = (lines: readonly Line[], reasons: (string | undefined)[]): (string | undefined)[] => {
  let inside = false
  return reasons.map((reason, index) => {
    const plain = lines[index]?.plain ?? ''
    if (plain === '') return reason
    inside = historyTitle.test(plain) || (inside && plain.length < 80 && historyRow.test(plain))
    return inside ? '修订记录' : reason
  })
}
