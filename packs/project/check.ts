import { choice, date, money, number, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { lamps, lampTones, ratings, ratingTones } from './choices.ts'
import { authorDuring, during, ofProject, readers } from './part.ts'

/** 项目检查: what the lead finds at regular intervals on progress, quality and resources; the lamp follows (PRJ-10). */
export const projectCheck = record('project_check', {
  label: '项目检查',
  nature: 'ledger',
  title: 'words',
  fields: {
    project: ofProject,
    on: date('检查日期', { required: true }),
    progress: choice('进度', ratings, { required: true, tones: ratingTones }),
    quality: choice('质量', ratings, { required: true, tones: ratingTones }),
    resources: choice('资源使用', ratings, { required: true, tones: ratingTones }),
    planned: number('计划进度', { required: true, min: '0', max: '100', unit: '%' }),
    actual: number('实际进度', { required: true, min: '0', max: '100', unit: '%' }),
    used: money('已用', { required: true, min: '0', unit: '元' }),
    words: text('情况和办法', { required: true, search: true, max: '500', help: '偏在哪里，准备怎么办' }),
    lamp: choice('灯', lamps, { derived: true, tones: lampTones }),
  },
  states: { draft: '草稿', kept: '已登记' },
  allow: { read: readers, create: during('active', 'rework'), edit: authorDuring('active', 'rework') },
  editIn: ['draft'],
  actions: {
    keep: {
      label: '登记',
      from: ['draft'],
      to: 'kept',
      allow: authorDuring('active', 'rework'),
      rule: 'project.keepCheck',
      primary: true,
    },
  },
  views: { list: ['on', 'words', 'progress', 'quality', 'resources', 'planned', 'actual', 'used', 'lamp', 'status'] },
  empty: '还没有检查过。负责人按期看进度、质量、资源三项。',
})
