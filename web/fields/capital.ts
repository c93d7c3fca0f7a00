const digits = '零壹贰叁肆伍陆柒捌玖'
const units = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/**
 * An amount in the capital form of Chinese bills: '1680.32' → 人民币壹仟陆佰捌拾元叁角贰分. Follows the rules for filling
 * in bills of the 支付结算办法, annex 1: zeros between digits are said once, and 整 ends an amount without 分.
 * Undefined when the text is no amount below 10^16 with at most two decimals.
 */
export function capitalAmount(amount: string): string | undefined {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(amount.replace(/,/g, ''))
  if (!match) return undefined
  const [, sign = '', whole = '', part = ''] = match
  const yuan = wholeInCapitals(whole.replace(/^0+(?=\d)/, ''))
  const jiao = Number(part[0] ?? 0)
  const fen = Number(part[1] ?? 0)
  return `人民币${sign && (yuan || jiao || fen) ? '负' : ''}${yuan && `${yuan}元`}${partInCapitals(yuan !== '', jiao, fen)}`
}

function partInCapitals(hasYuan: boolean, jiao: number, fen: number): string {
  if (jiao === 0 && fen === 0) return hasYuan ? '整' : '零元整'
  if (jiao === 0) return `${hasYuan ? '零' : ''}${digits[fen]}分`
  return `${digits[jiao]}角${fen === 0 ? '整' : `${digits[fen]}分`}`
}

function wholeInCapitals(whole: string): string {
  if (whole === '0') return ''
  const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, '0')
  const parts = padded.match(/\d{4}/g) ?? []
  return parts
    .map((part, index) => groupInCapitals(part, parts.length - 1 - index))
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
}

function groupInCapitals(part: string, group: number): string {
  const said = Array.from(part, (digit, index) =>
    digit === '0' ? '零' : `${digits[Number(digit)]}${units[3 - index]}`,
  )
    .join('')
    .replace(/零+/g, '零')
  if (said === '零') return '零'
  const trailing = said.endsWith('零') ? '零' : ''
  return `${said.replace(/零$/, '')}${groups[group]}${trailing}`
}
