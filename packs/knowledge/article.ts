import { choice, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/** 知识: what the company learned, for whoever meets it next. Lessons of projects arrive here by rule (PRJ-18). */
export const article = record('article', {
  label: '知识',
  nature: 'file',
  title: 'title',
  fields: {
    title: text('标题', { required: true, search: true, max: '100' }),
    category: choice(
      '分类',
      { lesson: '经验教训', advice: '改进建议', method: '做法', question: '常见问题' },
      { required: true },
    ),
    body: text('内容', { required: true, search: true, long: true, max: '20000' }),
    tags: text('标签', { search: true, max: '200', help: '几个词，用空格隔开' }),
    source: text('来自', { derived: true, link: true }),
    source_record: text('来源记录', { derived: true, hidden: true }),
    source_id: text('来源编号', { derived: true, hidden: true }),
  },
  because: '草稿只有作者和知识管理员看得到，发布以后全员可见',
  states: { draft: '草稿', published: '已发布', retired: '已停用' },
  allow: {
    read: [
      { field: 'status', is: 'published' },
      { field: 'status', is: 'retired' },
      { holder: 'createdBy' },
      { role: 'knowledge_keeper' },
    ],
    create: 'everyone',
    edit: [{ holder: 'createdBy' }, { role: 'knowledge_keeper' }],
  },
  editIn: ['draft'],
  actions: {
    publish: {
      label: '发布',
      from: ['draft'],
      to: 'published',
      allow: [{ holder: 'createdBy' }, { role: 'knowledge_keeper' }],
      primary: true,
    },
    revise: {
      label: '修改',
      from: ['published', 'retired'],
      to: 'draft',
      allow: [{ holder: 'createdBy' }, { role: 'knowledge_keeper' }],
    },
    retire: {
      label: '停用',
      from: ['published'],
      to: 'retired',
      allow: [{ holder: 'createdBy' }, { role: 'knowledge_keeper' }],
      opinion: 'required',
      danger: true,
    },
  },
  derive: 'article.source',
  views: { list: ['title', 'category', 'tags', 'status', 'createdBy', 'createdAt'] },
  help: '经验教训、做法和常见问题，所有人都能查',
  empty: '这里放公司的经验和做法。项目总结里的经验教训会自动放进来。',
})
