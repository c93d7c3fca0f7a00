import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { get, refusalOf } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import { useMedia, usePrinting } from '#web/elements/use-media.ts'
import { formatNumber } from '#web/format.ts'
import { sessionQuery } from '#web/queries.ts'
import '#web/views/list.css'
import { Beside } from './pages/beside.tsx'
import { Grid, type Spot } from './pages/grid.tsx'
import { type Lens, type Shown, shownOf } from './pages/lens.ts'
import { LensBar } from './pages/lens-bar.tsx'
import './pages/matrix.css'
import { OneUnit } from './pages/one-unit.tsx'
import { Legend, Sheets } from './pages/print.tsx'
import { say } from './pages/words.ts'
import type { MatrixView } from './types.ts'

const matrixQuery = {
  queryKey: ['view', 'overview', 'matrix'],
  queryFn: () => get<MatrixView>('/api/view/overview/matrix'),
}

/** 职责矩阵: units across, duties and steps down; a grid on a screen, a list of one unit on a phone, A3 on paper. */
export function Page() {
  const { data, isPending, error } = useQuery(matrixQuery)
  const lens = useSearch({ strict: false }) as Lens
  const shown = useMemo(() => (data ? shownOf(data, lens) : undefined), [data, lens])
  const navigate = useNavigate()
  const change = (part: Lens) =>
    void navigate({ to: '/overview/matrix', search: blankless({ ...lens, ...part }) as never, replace: true })
  return (
    <div className="matrix-page">
      <PageHead title={say('matrix.title')} line={say('matrix.line')}>
        <button type="button" className="button" onClick={() => window.print()}>
          {say('matrix.print')}
        </button>
      </PageHead>
      {data && <LensBar view={data} lens={lens} onChange={change} />}
      {error && <p className="notice bad">{refusalOf(error).message}</p>}
      {isPending && <LinesSkeleton lines={12} />}
      {data && shown && <Shows view={data} shown={shown} onClear={() => change(none)} />}
    </div>
  )
}

interface ShowsProps {
  view: MatrixView
  shown: Shown
  onClear(): void
}

function Shows({ view, shown, onClear }: ShowsProps) {
  const { data: session } = useQuery(sessionQuery)
  const [spot, setSpot] = useState<Spot>({ line: -1, column: 0 })
  const isNarrow = useMedia('(max-width: 767px)')
  const isPaper = usePrinting()
  if (view.rows.length === 0) return <Empty words={say('matrix.empty')} />
  if (shown.rows === 0 || shown.columns.length === 0) {
    return (
      <Empty words={say('matrix.nothing')}>
        <button type="button" className="button" onClick={onClear}>
          {say('matrix.clear')}
        </button>
      </Empty>
    )
  }
  if (isPaper) return <Sheets shown={shown} company={session?.company ?? ''} day={view.day} />
  const at = {
    line: Math.min(spot.line, shown.lines.length - 1),
    column: Math.min(spot.column, shown.columns.length - 1),
  }
  const marks = shown.lines.reduce((sum, { cells }) => sum + cells.length, 0)
  const counts = { rows: formatNumber(shown.rows), columns: shown.columns.length, marks: formatNumber(marks) }
  return (
    <>
      {isNarrow ? (
        <OneUnit view={view} shown={shown} at={at.column} onChoose={(column) => setSpot({ line: -1, column })} />
      ) : (
        <div className="matrix-stage">
          <Grid shown={shown} at={at} onMove={setSpot} />
          <Beside view={view} shown={shown} at={at} />
        </div>
      )}
      <footer className="matrix-foot">
        <Legend />
        <span className="quiet small">{say('matrix.count', counts)}</span>
      </footer>
    </>
  )
}

const none: Lens = { q: '', policy: '', unit: '', part: '', from: '', problem: '' }

const blankless = (lens: Lens): Lens => Object.fromEntries(Object.entries(lens).filter(([, value]) => value))
