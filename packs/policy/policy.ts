import { choice, date, flag, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const writer = { role: 'policy_writer' } as const

/** 制度: one policy and the edition that is in force or on its way; drafted, reviewed, signed, in force (POL-01). */
export const policy = record('policy', {
  label: '制度',
  help: '起草、审核、签发、生效都在这里；点开看每一条落实到哪里',
  nature: 'file',
  title: 'title',
  number: 'ZD-{yyyy}-{seq:3}',
  fields: {
    title: text('制度名称', { required: true, search: true, max: '100' }),
    owner: ref('归口部门', 'unit', { required: true }),
    category: choice(
      '类别',
      {
        operation: '运营管理',
        finance: '财务管理',
        people: '人力资源管理',
        market: '市场管理',
        supply: '供应链管理',
        other: '其他',
      },
      { required: true },
    ),
    edition: text('版本', { required: true, max: '20', help: '例如 V1.0' }),
    effectiveOn: date('生效日期', { help: '不填的话，签发时由签发人填写' }),
    source: ref('导入来源', 'policy_import', { derived: true }),
    complete: flag('正文完整', { derived: true }),
  },
  states: {
    draft: '起草',
    review: '审核',
    signing: '签发',
    published: '已发布',
    effective: '现行',
    repealed: '已废止',
  },
  allow: { read: 'everyone', create: writer, edit: writer },
  editIn: ['draft'],
  actions: {
    send: {
      label: '送审',
      from: ['draft'],
      to: 'review',
      allow: writer,
      starts: 'policy_issue',
      rule: 'policy.hasClauses',
      primary: true,
    },
    pass: { label: '审核通过', from: ['review'], to: 'signing', allow: 'todo' },
    sign: { label: '签发', from: ['signing'], to: 'published', allow: 'todo', ask: ['effectiveOn'] },
    return: { label: '退回修改', from: ['review', 'signing'], to: 'draft', allow: 'todo', opinion: 'required' },
    takeEffect: { label: '生效', from: ['published'], to: 'effective', allow: 'todo', rule: 'policy.comeIntoForce' },
    returnUnready: { label: '退回起草', from: ['published'], to: 'draft', allow: 'todo' },
    repeal: {
      label: '废止',
      from: ['effective'],
      to: 'repealed',
      allow: writer,
      opinion: 'required',
      danger: true,
      rule: 'policy.endDuties',
    },
  },
  views: { list: ['number', 'title', 'owner', 'edition', 'effectiveOn', 'status'], board: 'status' },
  empty: '这里放公司的制度。还没有制度，从文件导入第一份。',
})
