import { choice, lines, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const keeper = [{ role: 'organiser' }, { role: 'policy_writer' }] as const

/** 岗位职责说明书: background, main duties, requirements and summary of a post, in editions (ORG-04, ORG-05). */
export const jobDescription = record('job_description', {
  label: '岗位职责说明书',
  alias: ['岗位说明书', '岗位职责书'],
  help: '每个岗位的背景、主要职责和任职要求，一版一版留着',
  nature: 'file',
  title: 'title',
  fields: {
    title: text('岗位名称', { required: true, search: true, max: '100' }),
    position: ref('岗位', 'position', { help: '公司现在的哪个岗位；发布前要选' }),
    edition: text('版本', { required: true, max: '20' }),
    background: text('背景', { long: true, search: true }),
    duties: lines('主要职责', {
      title: text('职责', { required: true, max: '200' }),
      words: text('说明', { max: '2000' }),
    }),
    education: choice('学历', { any: '不限', college: '大专及以上', bachelor: '本科及以上', master: '硕士及以上' }),
    major: text('专业', { max: '200' }),
    years: number('工作年限', { integer: true, min: '0', max: '50', unit: '年' }),
    abilities: lines('能力要求', { words: text('要求', { required: true, max: '500' }) }),
    indicators: lines('考核指标', { name: text('指标', { required: true, max: '100' }) }),
    training: text('上岗培训', { max: '500' }),
    summary: text('总结', { long: true }),
    revises: ref('修订自', 'job_description', { derived: true }),
    source: ref('导入来源', 'policy_import', { derived: true }),
  },
  sections: {
    岗位: ['title', 'position', 'edition'],
    职责: ['background', 'duties', 'indicators'],
    任职要求: ['education', 'major', 'years', 'abilities', 'training'],
    总结: ['summary'],
  },
  states: { draft: '起草', effective: '现行', superseded: '已被取代', withdrawn: '已废止' },
  allow: { read: 'everyone', create: keeper, edit: keeper },
  editIn: ['draft'],
  actions: {
    issue: {
      label: '发布',
      from: ['draft'],
      to: 'effective',
      allow: keeper,
      ask: ['position', 'duties'],
      rule: 'org.issueDescription',
      primary: true,
    },
    revise: {
      label: '修订',
      from: ['effective'],
      to: 'effective',
      allow: keeper,
      rule: 'org.reviseDescription',
    },
    supersede: { label: '被新版取代', from: ['effective'], to: 'superseded', allow: 'nobody', danger: true },
    withdraw: {
      label: '废止',
      from: ['draft', 'effective'],
      to: 'withdrawn',
      allow: keeper,
      opinion: 'required',
      danger: true,
    },
  },
  views: { list: ['title', 'position', 'education', 'major', 'edition', 'status'] },
  empty: '这里放岗位职责说明书。可以从制度导入时认出，也可以一份一份写。',
})
