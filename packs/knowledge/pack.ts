import { pack } from '#kernel/pack.ts'
import { article } from './article.ts'
import { loadArticles } from './demo.ts'

/** 知识库: lessons and ways of working that everybody can find. */
export const knowledge = pack({
  name: 'knowledge',
  label: '知识库',
  uses: ['org'],
  roles: { knowledge_keeper: { label: '知识管理员', duties: ['整理、发布和停用知识库里的内容'] } },
  records: { article },
  menu: { 综合办公: [{ label: '知识库', path: '/r/article', at: 90 }] },
  demo: { load: loadArticles },
  derivations: {
    'article.source': (row) => ({
      source: row.source_record && row.source_id ? `/r/${String(row.source_record)}/${String(row.source_id)}` : null,
    }),
  },
})
