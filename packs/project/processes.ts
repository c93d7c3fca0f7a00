import type { ProcessDef } from '#kernel/pack.ts'
import { seatAsks } from '#packs/authority/define.ts'

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
      decide: { name: '公司审批', words: ['战略', '资源', '审批'] },
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
      write: { name: '写项目报告', words: ['项目', '定期', '报告'] },
      read_ops: { name: '运营审阅', words: ['项目', '报告', '运营'] },
    },
  },
  project_change: {
    label: '项目变更',
    on: 'project_change',
    matter: '项目',
    asks: { review_dates: { name: '项目变更', words: ['项目', '变更'] } },
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
    asks: { verify: { name: '返工复核', words: ['整改', '复核'] } },
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
      evaluate: { name: '管理层评估', words: ['项目', '评估', '团队'] },
      propose: { name: '定下奖惩', words: ['项目', '奖惩'] },
    },
  },
} as const satisfies Record<string, ProcessDef>
