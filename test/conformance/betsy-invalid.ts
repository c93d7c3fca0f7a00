import { join } from 'node:path'
import { decodeXml } from '#engine/bpmn/encoding.ts'
import { readModel } from '#engine/bpmn/read.ts'
import { bytesOf, type Failure, filesBelow, folderOf, type Score, scoreOf } from './suite.ts'

/** How a model of the suite fared: the rules that refused it, and whether that of its folder is among them. */
export type Verdict = { file: string; rule: string; refusedBy: string[]; byItsRule: boolean }

/**
 * The invalid models of betsy, one folder for each rule of the standard (`bpmn_constraints/EXT023/…`): every model must be
 * refused. One that is refused only by other rules than that of its folder is told as a note.
 * @param dir the folder of the suite
 */
export async function betsyInvalid(dir?: string): Promise<Score> {
  const folder = folderOf('bpmn-betsy', dir)
  if (!folder) return scoreOf('betsy-invalid', 0, [], ['没有找到 betsy 的模型，跳过。'])
  const verdicts = await judge(join(folder, 'bpmn_constraints'))
  const failures: Failure[] = verdicts
    .filter(({ refusedBy }) => refusedBy.length === 0)
    .map(({ file }) => ({ case: file, why: '没有被拒绝' }))
  const notes = verdicts
    .filter(({ refusedBy, byItsRule }) => refusedBy.length > 0 && !byItsRule)
    .map(({ file, refusedBy }) => `${file}：因其他规则被拒绝（${refusedBy.join('、')}）`)
  return scoreOf('betsy-invalid', verdicts.length, failures, notes)
}

/** Reads every model below a folder of rules and says which rules refuse it. */
export async function judge(folder: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const file of filesBelow(folder, '*/*.bpmn')) {
    const { problems } = await readModel(decodeXml(bytesOf(folder, file)))
    const errors = problems.filter(({ level }) => level === 'error')
    const refusedBy = [...new Set(errors.map(({ rule, message }) => rule?.split(' · ')[0] ?? message))]
    const rule = file.split('/')[0] ?? ''
    verdicts.push({ file, rule, refusedBy, byItsRule: refusedBy.some((one) => one.split(', ').includes(rule)) })
  }
  return verdicts
}
