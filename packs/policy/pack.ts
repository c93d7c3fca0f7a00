import { pack } from '#kernel/pack.ts'
import { acknowledgement } from './acknowledgement.ts'
import { policyCard, problemsCard, readingCard } from './cards.ts'
import { carrier, clause } from './clause.ts'
import { complianceCheck, regulation } from './compliance.ts'
import { confirm, read, readingOf } from './confirm.ts'
import { loadPolicies } from './demo.ts'
import { problems } from './diagnosis.ts'
import { explain } from './explain.ts'
import { backToDraft, comeIntoForce, endDuties, pass, send, sign } from './issue.ts'
import { keptProblem } from './kept-problem.ts'
import { policy } from './policy.ts'
import { policyImport } from './policy-import.ts'
import { giveReading, giveReadings, releaseReading, remindReader, signReading } from './readings.ts'
import { revise } from './revise.ts'
import { catalogue, editions, readers, scope } from './views.ts'
import { addClause, stillDraft } from './writing.ts'

/** 制度: from a file on somebody's disk to clauses that something carries out and everybody concerned has read. */
export const policies = pack({
  name: 'policy',
  label: '制度',
  uses: ['org'],
  roles: {
    policy_writer: { label: '制度起草人', duties: ['起草、导入和修订制度'] },
    policy_reviewer: { label: '制度审核人', duties: ['审核制度的内容和合规性'] },
    staff_delegate: { label: '职工代表', duties: ['讨论涉及员工切身利益的制度'] },
    policy_council: { label: '制度审议人', duties: ['审议制度'] },
    policy_signer: { label: '制度签发人', duties: ['签发制度'] },
  },
  records: {
    policy,
    clause,
    carrier,
    policy_import: policyImport,
    acknowledgement,
    regulation,
    compliance_check: complianceCheck,
    kept_problem: keptProblem,
  },
  processes: { policy_issue: { label: '制度审核与签发', on: 'policy' } },
  menu: {
    制度与职责: [
      { label: '制度目录', path: '/policy/catalogue', at: 10 },
      { label: '学习与签收', path: '/policy/learning', at: 20 },
      { label: '职责分工', path: '/r/duty', at: 30 },
      { label: '职责诊断', path: '/policy/problems', at: 60 },
      { label: '导入制度', path: '/policy/import', roles: ['policy_writer'], at: 55 },
      { label: '导入记录', path: '/r/policy_import', roles: ['policy_writer'], at: 90 },
      { label: '合规审查', path: '/r/compliance_check', at: 80 },
      { label: '外部法规', path: '/r/regulation', at: 82 },
    ],
  },
  cards: [readingCard, policyCard, problemsCard],
  rules: {
    'policy.read': read,
    'policy.confirm': confirm,
    'policy.send': send,
    'policy.pass': pass,
    'policy.sign': sign,
    'policy.backToDraft': backToDraft,
    'policy.stillDraft': stillDraft,
    'policy.addClause': addClause,
    'policy.comeIntoForce': comeIntoForce,
    'policy.endDuties': endDuties,
    'policy.revise': revise,
    'policy.giveReading': giveReading,
    'policy.releaseReading': releaseReading,
    'policy.signReading': signReading,
    'policy.remindReader': remindReader,
  },
  derivations: { 'policy.reading': readingOf },
  jobs: { readings: { every: 20, run: giveReadings } },
  views: { scope, editions, readers, catalogue, problems },
  explain,
  demo: { load: loadPolicies },
})
