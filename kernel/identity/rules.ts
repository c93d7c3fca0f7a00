import { type Rule, rule } from '../process/work.ts'
import { invalid } from '../refused.ts'
import { quorumOf } from './committee.ts'

/** What the organisation refuses beyond its fields, by the names that its records use. */
export const identityRules: Readonly<Record<string, Rule>> = {
  'committee.quorum': rule((_work, row) => {
    if (quorumOf(String(row.quorum), 1) === undefined)
      throw invalid({ quorum: '法定人数：写成 2/3 这样的比例，或 3 这样的人数' })
  }),
}
