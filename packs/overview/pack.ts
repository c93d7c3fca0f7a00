import { pack } from '#kernel/pack.ts'
import { coverageView } from './coverage.ts'
import { matrixView } from './matrix.ts'
import { opennessView } from './open.ts'
import { processOwner } from './process-owner.ts'
import { processesView } from './processes.ts'
import { runsView } from './runs.ts'
import { systemView, systemWorkbook } from './system.ts'

/** 体系: lenses over everything that the other packs declare: who has which part, what carries what, how it runs. */
export const overview = pack({
  name: 'overview',
  label: '体系',
  uses: ['org', 'policy'],
  records: { process_owner: processOwner },
  menu: {
    制度与职责: [
      { label: '体系总览', path: '/overview', at: 0 },
      { label: '职责矩阵', path: '/overview/matrix', at: 35 },
      { label: '流程清单', path: '/overview/processes', at: 50 },
      { label: '公开与保密', path: '/overview/openness', at: 70 },
    ],
    系统管理: [{ label: '流程模型', path: '/models', roles: ['administrator', 'process_keeper'], at: 60 }],
  },
  views: {
    matrix: matrixView,
    system: systemView,
    coverage: coverageView,
    processes: processesView,
    runs: runsView,
    openness: opennessView,
  },
  workbooks: { system: systemWorkbook },
})
