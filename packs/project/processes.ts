import type { ProcessDef } from '#kernel/pack.ts'
import { seatAsks } from '#packs/authority/define.ts'

/** Steps of a route that the authority table draws: the words of the clause that asks for every one of them. */
const route = (names: Readonly<Record<string, string>>, words: readonly string[]) =>
  Object.fromEntries(Object.entries(names).map(([node, name]) => [node, { name, words }]))

const seats = {
  by_head: '部门审核',
  by_finance: '财务会签',
  by_overseer: '分管领导审核',
  by_accountant: '总会计师审核',
  by_manager: '总经理审核',
  decide_unit: '部门审批',
}

/** The processes of a project's life, with the words by which clauses ask for their steps. */
export const processes = {
  project_approval: {
    label: '项目审批',
    on: 'project',
    matter: '项目',
    asks: {
      ...seatAsks,
      filed: { name: '提交申请', words: ['项目', '申请', '填写'] },
      review: { name: '运营初审', words: ['可行性', '必要性', '审核'] },
      ...route(seats, ['战略', '资源', '审批']),
      decide: { name: '公司审批', words: ['战略', '资源', '审批'] },
      to_archive: { name: '运营备案', words: ['项目', '分级', '级别'] },
      closed_last: { name: '说明未通过的原因', words: ['未通过', '说明原因'] },
    },
  },
  project_start: {
    label: '项目启动',
    on: 'project',
    asks: {
      check_plans: { name: '计划审核', words: ['分计划', '审核'] },
      confirm: { name: '启动确认', words: ['项目', '启动', '资源'] },
    },
  },
  project_commitment: {
    label: '资源承诺',
    on: 'project_commitment',
    asks: { promise: { name: '资源承诺', words: ['人力', '物力', '财力'] } },
  },
  project_report: {
    label: '项目报告',
    on: 'project_report',
    asks: {
      write: { name: '写项目报告', words: ['项目', '报告', '定期|按期'] },
      read_ops: { name: '运营审阅', words: ['项目', '报告', '运营'] },
      note: { name: '管理层阅', words: ['项目', '报告', '公司领导|管理层'] },
    },
  },
  project_change: {
    label: '项目变更',
    on: 'project_change',
    matter: '项目',
    asks: route(
      { review_dates: '运营审定时间', review: '运营初审', decide: '公司审批', to_archive: '运营备案', ...seats },
      ['项目', '变更'],
    ),
  },
  project_acceptance: {
    label: '项目验收',
    on: 'project_acceptance',
    asks: { organise: { name: '组织验收', words: ['验收', '组织', '部门'] } },
  },
  project_score: {
    label: '验收评分',
    on: 'project_score',
    asks: { rate: { name: '部门评分', words: ['验收', '质量', '进度', '成本'] } },
  },
  project_conclusion: {
    label: '验收结论',
    on: 'project_acceptance',
    asks: { conclude: { name: '验收结论', words: ['验收', '合格', '报告'] } },
  },
  project_rework: {
    label: '返工复核',
    on: 'project_rework',
    asks: { verify: { name: '返工复核', words: ['整改|返工', '复核|再验收'] } },
  },
  project_handover: {
    label: '成果交付',
    on: 'project_handover',
    asks: { receive: { name: '签收', words: ['成果', '交付'] } },
  },
  project_close: {
    label: '项目归档与总结',
    on: 'project',
    asks: {
      check_files: { name: '归档确认', words: ['资料', '归档'] },
      sum_up: { name: '总结', words: ['项目', '总结', '经验'] },
    },
  },
  project_evaluation: {
    label: '项目评估',
    on: 'project_evaluation',
    asks: {
      evaluate: { name: '管理层评估', words: ['项目', '评估|评价', '团队'] },
      propose: { name: '定下奖惩', words: ['项目', '奖惩|奖励'] },
    },
  },
} as const satisfies Record<string, ProcessDef>
