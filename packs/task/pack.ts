import { pack } from '#kernel/pack.ts'
import { taskCard } from './cards.ts'
import { coordination } from './coordination.ts'
import { loadTasks } from './demo.ts'
import { taskReport } from './report.ts'
import { escalate, place, remind, report, settle } from './rules.ts'
import { task } from './task.ts'

/** 任务: who does what by when, how it goes, and what departments must settle for it. */
export const tasks = pack({
  name: 'task',
  label: '任务',
  uses: ['org'],
  records: { task, task_report: taskReport, coordination },
  processes: {
    task_run: {
      label: '任务办理',
      on: 'task',
      asks: {
        accept: { name: '接收任务', words: ['任务', '接收|责任人'] },
        carry: { name: '办理任务', words: ['任务', '完成时间|截止日期', '质量要求'] },
        check: { name: '验收任务', words: ['任务', '验收|质量要求'] },
      },
    },
    coordination_run: {
      label: '协调',
      on: 'coordination',
      asks: {
        coordinate: { name: '运营协调', words: ['跨部门', '协调'] },
        confirm: { name: '提出人确认', words: ['跨部门', '协调', '任务|不一致|冲突'] },
      },
    },
  },
  menu: { 计划与项目: ['task', 'coordination'] },
  cards: [taskCard],
  rules: {
    'task.place': place,
    'task.settle': settle,
    'task.report': report,
    'task.remind': remind,
    'task.escalate': escalate,
  },
  demo: { load: loadTasks },
})
