import { pack } from '#kernel/pack.ts'
import { askView } from './ask.ts'
import { authorityTable } from './authority_table.ts'
import { loadAuthority } from './demo.ts'
import { routeOf } from './route.ts'
import { fallDue, publish, takeDueEffect, takeEffect } from './rules.ts'
import { tableView, tryView } from './views.ts'

/** 审批权限表: who proposes, reviews, countersigns and approves what; the routes of all requests are computed from it. */
export const authority = pack({
  name: 'authority',
  label: '审批权限表',
  uses: ['org', 'policy'],
  roles: {
    authority_keeper: {
      label: '审批权限表管理人',
      duties: ['维护审批权限表，改动写明原因', '岗位或部门变动后检查审批权限表'],
    },
  },
  records: { authority_table: authorityTable },
  decisions: { authority: { label: '审批权限表', conclude: routeOf } },
  menu: { 制度与职责: [{ label: '审批权限表', path: '/authority', at: 40 }] },
  views: { table: tableView, try: tryView, ask: askView },
  demo: { load: loadAuthority },
  rules: {
    'authority.publish': publish,
    'authority.takeEffect': takeEffect,
    'authority.fallDue': fallDue,
  },
  jobs: { due: { every: 60, run: takeDueEffect } },
})
