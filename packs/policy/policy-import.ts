import { data, file, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const writer = { role: 'policy_writer' } as const

/**
 * 制度导入: a file as it came, what was read out of it, and what a person decided about that. The original is kept for
 * good; nothing of it is changed without an entry that shows what was there before (POL-10, POL-23).
 */
export const policyImport = record('policy_import', {
  label: '制度导入',
  help: '导入过的原件、认出的内容和每一处改动',
  nature: 'ledger',
  title: 'name',
  fields: {
    file: file('文件', { required: true }),
    name: text('名称', { search: true, max: '200' }),
    owner: ref('归口部门', 'unit'),
    choices: data('取舍'),
    units: data('部门对应'),
    dropped: data('不要的职责'),
    reading: data('识别结果', { derived: true }),
    policy: ref('生成的制度', 'policy', { derived: true }),
  },
  states: { uploaded: '已上传', review: '待确认', confirmed: '已导入', dropped: '已放弃' },
  because: '还没核对的原件可能读错，也可能带着不该公开的内容；核对确认后成为制度，全员可见',
  allow: { read: [{ holder: 'createdBy' }, writer], create: writer, edit: writer },
  editIn: ['uploaded', 'review'],
  derive: 'policy.reading',
  actions: {
    read: { label: '识别', from: ['uploaded'], to: 'review', allow: writer, rule: 'policy.read', primary: true },
    confirm: {
      label: '确认导入',
      from: ['review'],
      to: 'confirmed',
      allow: writer,
      rule: 'policy.confirm',
      ask: ['owner'],
      primary: true,
    },
    drop: { label: '放弃', from: ['uploaded', 'review'], to: 'dropped', allow: writer, danger: true },
  },
  views: { list: ['name', 'policy', 'status', 'createdBy', 'createdAt'] },
  keepersOnly: true,
  empty: '这里放导入过的制度文件，原件一直保留。',
})
