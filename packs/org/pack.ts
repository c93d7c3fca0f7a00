import { identityRecords } from '#kernel/identity/records.ts'
import { pack } from '#kernel/pack.ts'
import { dutyCard } from './cards.ts'
import { demoCompany, loadCompany } from './demo.ts'
import { cards, numberOf, people } from './demo-people.ts'
import { duty } from './duty.ts'
import { jobDescription } from './job-description.ts'
import { organisationHistory, reorganisation } from './reorganisation.ts'
import { applyChanges, checkChanges, issueDescription, reviseDescription } from './rules.ts'
import { tree, unit } from './views.ts'

/** 组织: who is where, who answers for what, and how that changes. */
export const org = pack({
  name: 'org',
  label: '组织',
  roles: { leadership: { label: '公司领导团队', duties: ['审批组织调整'] } },
  records: {
    ...identityRecords,
    duty,
    job_description: jobDescription,
    reorganisation,
    organisation_history: organisationHistory,
  },
  processes: { reorganisation_approval: { label: '组织调整审批', on: 'reorganisation' } },
  menu: {
    组织与人事: [
      { label: '组织架构', path: '/org/structure', at: 0 },
      { label: '岗位与编制', path: '/r/position', at: 10 },
      { label: '员工', path: '/r/person', at: 20 },
      { label: '岗位职责说明书', path: '/r/job_description', at: 30 },
      'delegation',
      'committee',
      { label: '组织调整', path: '/r/reorganisation', roles: ['organiser', 'leadership'], at: 55 },
      { label: '部门', path: '/r/unit', at: 60 },
      { label: '任职', path: '/r/appointment', at: 62 },
      { label: '分管', path: '/r/oversight', at: 64 },
      { label: '委员会成员', path: '/r/committee_member', at: 66 },
    ],
    系统管理: [{ label: '用户与权限', path: '/r/role_holder', roles: ['administrator'] }],
  },
  cards: [dutyCard],
  views: { tree, unit },
  rules: {
    'org.demo': demoCompany,
    'org.checkChanges': checkChanges,
    'org.applyChanges': applyChanges,
    'org.issueDescription': issueDescription,
    'org.reviseDescription': reviseDescription,
  },
  demo: {
    load: loadCompany,
    cards: Object.fromEntries(
      Object.entries(cards).map(([index, line]) => [numberOf(Number(index), people[Number(index) - 1]![4]), line]),
    ),
  },
})
