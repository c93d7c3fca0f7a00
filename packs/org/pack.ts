import { identityRecords } from '#kernel/identity/records.ts'
import { pack } from '#kernel/pack.ts'
import { dutyCard } from './cards.ts'
import { demoCompany } from './demo.ts'
import { cards, numberOf, people } from './demo-people.ts'
import { duty } from './duty.ts'

/** 组织: who is where, who answers for what. */
export const org = pack({
  name: 'org',
  label: '组织',
  records: { ...identityRecords, duty },
  menu: {
    组织与人事: [
      'unit',
      'position',
      'person',
      'appointment',
      'oversight',
      'committee',
      'committee_member',
      'delegation',
    ],
    系统管理: ['role_holder'],
  },
  cards: [dutyCard],
  rules: { 'org.demo': demoCompany },
  demo: {
    load: (stage) => stage.run('org.demo'),
    cards: Object.fromEntries(
      Object.entries(cards).map(([index, line]) => [numberOf(Number(index), people[Number(index) - 1]![4]), line]),
    ),
  },
})
