import { pack } from '#kernel/pack.ts'
import { loadProjects } from './demo.ts'
import { project } from './project.ts'
import { remind, setGrade } from './rules.ts'

/** 项目: from the application to the decision; carrying it out follows. */
export const projects = pack({
  name: 'project',
  label: '项目',
  uses: ['org'],
  roles: {
    operations: {
      label: '运营初审人',
      duties: ['项目的可行性、必要性初审', '组织项目实施', '把未通过的原因告诉申请部门'],
    },
    management: { label: '公司管理层', duties: ['按战略方向和资源状况决定项目'] },
  },
  records: { project },
  processes: {
    project_approval: {
      label: '项目审批',
      on: 'project',
      asks: {
        filed: { name: '提交申请', words: ['项目', '申请', '填写'] },
        review: { name: '运营初审', words: ['可行性', '必要性', '审核'] },
        decide: { name: '公司审批', words: ['战略', '资源', '审批'] },
        closed_last: { name: '说明未通过的原因', words: ['未通过', '说明原因'] },
      },
    },
  },
  decisions: { project_grade: '项目分级' },
  menu: { 计划与项目: ['project'] },
  demo: { load: loadProjects },
  rules: { 'project.grade': setGrade, 'project.remind': remind },
})
