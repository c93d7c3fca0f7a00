import { pack } from '#kernel/pack.ts'
import { policyCard, problemsCard } from './cards.ts'
import { carrier, clause } from './clause.ts'
import { confirm, read, readingOf } from './confirm.ts'
import { loadPolicies } from './demo.ts'
import { problems } from './diagnosis.ts'
import { explain } from './explain.ts'
import { keptProblem } from './kept-problem.ts'
import { policy } from './policy.ts'
import { policyImport } from './policy-import.ts'
import { comeIntoForce, endDuties, hasClauses, stillDraft } from './rules.ts'

/** 制度: from a file on somebody's disk to clauses that something carries out. */
export const policies = pack({
  name: 'policy',
  label: '制度',
  uses: ['org'],
  roles: {
    policy_writer: { label: '制度起草人', duties: ['起草、导入和修订制度'] },
    policy_reviewer: { label: '制度审核人', duties: ['审核制度的内容和合规性'] },
    policy_signer: { label: '制度签发人', duties: ['签发制度'] },
  },
  records: { policy, clause, carrier, policy_import: policyImport, kept_problem: keptProblem },
  processes: { policy_issue: { label: '制度审核与签发', on: 'policy' } },
  menu: {
    制度与职责: [
      { label: '制度目录', path: '/r/policy' },
      { label: '职责分工', path: '/r/duty' },
      { label: '职责诊断', path: '/policy/problems' },
      { label: '导入制度', path: '/policy/import', roles: ['policy_writer'] },
      { label: '导入记录', path: '/r/policy_import', roles: ['policy_writer'] },
    ],
  },
  cards: [policyCard, problemsCard],
  views: { problems },
  rules: {
    'policy.read': read,
    'policy.confirm': confirm,
    'policy.hasClauses': hasClauses,
    'policy.stillDraft': stillDraft,
    'policy.comeIntoForce': comeIntoForce,
    'policy.endDuties': endDuties,
  },
  derivations: { 'policy.reading': readingOf },
  explain,
  demo: { load: loadPolicies },
})
