import { existsSync, readFileSync } from 'node:fs'
import { loseOneByte } from '#packs/policy/reading/fixtures.ts'

/** A policy file to bring in, and what people must find in it. */
export interface Sample {
  readonly name: string
  readonly content: Buffer | undefined
  readonly title: string
  readonly departments: readonly string[]
  readonly groups: number
  /** The runs of characters that one lost byte broke, as they read once a person accepts the proposal. */
  readonly restored: readonly string[]
  /** A title whose border was read wrong, and what a person makes of it. */
  readonly mistitled: string
  readonly retitled: string
  /** The clause that asks for a project application. */
  readonly filing: RegExp
}

/** A small text of our own with every kind of damage; its broken run is broken here, by really losing a byte. */
export const small: Sample = {
  name: '採購與項目管理制度.txt',
  content: Buffer.from(readText('./sample-policy.txt').replace('保供應商按時', loseOneByte)),
  title: '采购与项目管理制度',
  departments: ['采购部门', '运营部门'],
  groups: 4,
  restored: ['保供应商按时'],
  mistitled: '采购执行',
  retitled: '采购执行管理',
  filing: /^1\. 项目申请$/,
}

/** A policy as a document site delivers it; a public clone does not have it. */
export const delivered: Sample = {
  name: '002_15e88a274afab676.txt',
  content: optional('../../../shared/sources/002_15e88a274afab676.txt'),
  title: '运营职责管理制度',
  departments: ['运营部门', '市场部门', '销售部门', '客服部门', '技术部门', '财务部门'],
  groups: 26,
  restored: ['确保客户得到满意', '客户信息的完整性和准确性', '考核指标包括', '考核结果优秀'],
  mistitled: '客户咨询与解答',
  retitled: '客户咨询解答',
  filing: /^1\. 项目发起$/,
}

function readText(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

function optional(path: string): Buffer | undefined {
  const url = new URL(path, import.meta.url)
  return existsSync(url) ? readFileSync(url) : undefined
}
