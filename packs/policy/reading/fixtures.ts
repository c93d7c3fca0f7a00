import { codeOf } from './gbk.ts'

/** Small texts of our own for the tests of reading, each with one kind of damage or shape. */

/** A plain policy, one clause a line, nothing to correct. */
export const plainPolicy = `办公用品管理制度
第一章 总则
第一条 为了规范办公用品的领用，制定本制度。
第二条 本制度适用于公司全体员工。
第二章 领用与保管
第三条 员工领用办公用品，应当填写领用登记表，注明品名、数量、用途等信息。
（一）单价五十元以下的，由部门负责人审核；
（二）单价五十元以上的，由行政部审批。
第四条 行政部每季盘点一次，并向总经理汇报。
第三章 附则
第五条 本制度由行政部负责解释。
`

/** One long line, traditional, titles glued to the text, as document sites deliver it. */
export const gluedPolicy =
  '倉庫職責管理制度一、總則(一)目的本制度旨在明確倉庫各崗位的職責。(二)適用範圍本制度適用於倉庫全體員工。' +
  '二、職責體系(一)倉儲部門職責1.入庫管理負責核對到貨數量,辦理入庫手續。及時更新庫存臺賬。' +
  '2.庫存盤點與分析定期組織盤點,編制盤點報告。(二)質檢部門職責1.到貨檢驗根據檢驗標準,對到貨進行抽檢。' +
  '2.不合格品處理建立不合格品記錄,通知採購部門退貨。三、作業流程(一)入庫流程1.到貨登記由倉儲部門填寫入庫申請單,' +
  '明確品名、數量、供應商等信息。2.入庫審批入庫申請單提交至質檢部門進行審核。四、監督與考核(一)監督機制' +
  '1.日常監督倉庫主管負責每日巡查。2.內部審計公司設立內部審計部門,定期檢查賬實。(二)考核制度1.考核周期考核周期分為月度和年度。' +
  '2.考核結果應用根據考核結果,對員工進行獎懲。'

/** The same, with what a document site puts around it. */
export const sitePage = `倉庫職責管理制度_第1頁
倉庫職責管理制度_第2頁
已閱讀2頁,還剩3頁未讀

下載本文檔

版權說明:本文檔由用戶提供,若侵權請舉報

文檔簡介

PAGE${gluedPolicy}逾期未還料的,由倉

溫馨提示

  1. 本站資源需要解壓軟件。
  2. 本站不保證資料的準確性。

最新文檔

評論

0/150

提交評論`

/** Writes characters as GBK bytes; ASCII stays one byte. */
export const toGbk = (text: string): number[] =>
  Array.from(text).flatMap((char) => {
    const code = codeOf(char)
    return code === undefined ? [char.charCodeAt(0)] : [code >> 8, code & 0xff]
  })

/**
 * Damages `words` as a site does that loses the first byte of them and reads the rest one byte too early: the lost byte
 * shows as a question mark, and a full-width one that comes up is folded to a half-width one.
 */
export const loseOneByte = (words: string): string => {
  const bytes = Uint8Array.from(toGbk(words).slice(1))
  const read = new TextDecoder('gb18030').decode(bytes)
  return `?${read.replaceAll('？', '?').replaceAll('\ufffd', '?')}`
}
