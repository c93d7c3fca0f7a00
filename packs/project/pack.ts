import { pack } from '#kernel/pack.ts'
import { projectAcceptance, projectRework, projectScore } from './acceptance.ts'
import * as accepting from './accepting.ts'
import { projectChange } from './change.ts'
import { projectCheck } from './check.ts'
import { projectDocument, projectEvaluation, projectHandover, projectReward } from './closing.ts'
import { projectCommitment } from './commitment.ts'
import { loadProjects } from './demo.ts'
import * as ending from './ending.ts'
import { projectMember } from './member.ts'
import { nextStep } from './next.ts'
import { projectPlan } from './plan.ts'
import { portfolio, portfolioWorkbook } from './portfolio-view.ts'
import { processes } from './processes.ts'
import { project } from './project.ts'
import { reference } from './reference.ts'
import { projectReport } from './report.ts'
import * as rules from './rules.ts'
import * as running from './running.ts'

/** 项目: from the application to the evaluation; PRJ-01..21. */
export const projects = pack({
  name: 'project',
  label: '项目',
  uses: ['org', 'authority', 'task', 'knowledge'],
  roles: {
    operations: {
      label: '运营初审人',
      duties: ['项目的可行性、必要性初审', '组织已批准项目的实施', '组织项目验收', '把未通过的原因告诉申请部门'],
    },
    management: { label: '公司管理层', duties: ['按战略方向和资源状况决定项目', '评估项目和项目团队'] },
    project_finance: { label: '项目费用登记人', duties: ['登记项目已用的费用'] },
  },
  records: {
    project,
    project_member: projectMember,
    project_plan: projectPlan,
    project_commitment: projectCommitment,
    project_check: projectCheck,
    project_report: projectReport,
    project_change: projectChange,
    project_acceptance: projectAcceptance,
    project_score: projectScore,
    project_rework: projectRework,
    project_handover: projectHandover,
    project_document: projectDocument,
    project_evaluation: projectEvaluation,
    project_reward: projectReward,
  },
  processes,
  decisions: {
    project_grade: '项目分级',
    project_demands: '项目分级要求',
    project_lamp: '项目亮灯',
    project_result: '项目评估等级',
  },
  menu: {
    计划与项目: [
      { label: '项目', path: '/r/project', at: 30 },
      { label: '项目组合', path: '/project/portfolio', at: 32 },
      { label: '项目评估', path: '/r/project_evaluation', roles: ['management'], at: 34 },
    ],
  },
  views: { portfolio, reference },
  workbooks: { portfolio: portfolioWorkbook },
  guides: { project: nextStep },
  demo: { load: loadProjects },
  rules: {
    'project.grade': rules.setGrade,
    'project.remind': rules.remind,
    'project.keepFirst': rules.keepFirst,
    'project.finishPlan': rules.finishPlan,
    'project.submitPlans': rules.submitPlans,
    'project.passPlans': rules.passPlans,
    'project.returnPlans': rules.returnPlans,
    'project.askCommitment': rules.askCommitment,
    'project.start': rules.start,
    'project.startAhead': rules.startAhead,
    'project.onlyLead': running.onlyLead,
    'project.join': running.join,
    'project.keepCheck': running.keepCheck,
    'project.nextReport': running.nextReport,
    'project.remindReport': running.remindReport,
    'project.submitChange': running.submitChange,
    'project.applyChange': running.applyChange,
    'project.applyAcceptance': accepting.applyAcceptance,
    'project.ownPanel': accepting.ownPanel,
    'project.invite': accepting.invite,
    'project.returnAcceptance': accepting.returnAcceptance,
    'project.rated': accepting.rated,
    'project.passAcceptance': accepting.passAcceptance,
    'project.failAcceptance': accepting.failAcceptance,
    'project.sendHandover': ending.sendHandover,
    'project.signHandover': ending.signHandover,
    'project.readyToArchive': ending.readyToArchive,
    'project.archive': ending.archive,
    'project.close': ending.close,
    'project.conclude': ending.conclude,
    'project.evaluate': ending.evaluate,
    'project.award': ending.award,
  },
  derivations: { 'project.standing': rules.standing, 'project.planName': rules.planName },
})
