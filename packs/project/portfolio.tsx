import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { get } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { StatusChip } from '#web/elements/marks.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { metaQuery } from '#web/queries.ts'
import { toneOf } from '#web/tone.ts'
import './pages/portfolio.css'
import { say } from './pages/words.ts'
import type { PortfolioRate, PortfolioRow, PortfolioView } from './portfolio-view.ts'

const query = { queryKey: ['project', 'portfolio'], queryFn: () => get<PortfolioView>('/api/view/project/portfolio') }

/** 项目组合: all projects with where they stand, and the two rates; each figure opens what it counts (PRJ-20). */
export function Page() {
  const { data } = useSuspenseQuery(query)
  const [filter, setFilter] = useFilter()
  const rows = data.rows.filter(
    (row) => (!filter.grade || row.grade === filter.grade) && (!filter.unit || row.unit === filter.unit),
  )
  if (data.rows.length === 0)
    return (
      <div className="portfolio">
        <PageHead title={say('title')} />
        <Empty words={say('empty')}>
          <Link to="/r/$record/new" params={{ record: 'project' }} className="button">
            {say('start')}
          </Link>
        </Empty>
      </div>
    )
  const line = (
    <>
      <Link to="/r/$record" params={{ record: 'project' }} search={{ status: onTheBooks }}>
        {say('count', { count: data.count })}
      </Link>
      {say('line', { budget: tenThousands(data.budget), used: tenThousands(data.used) })}
    </>
  )
  return (
    <div className="portfolio">
      <PageHead title={say('title')} line={line}>
        <a className="button" href={`/api/view/project/portfolio/export?${wordsOf(filter)}`} download>
          {say('export')}
        </a>
        <button type="button" className="button" onClick={() => window.print()}>
          {say('print')}
        </button>
      </PageHead>
      <Rates view={data} />
      <Filter view={data} filter={filter} onFilter={setFilter} />
      {rows.length === 0 ? <p className="quiet">{say('noFilter')}</p> : <Projects rows={rows} />}
    </div>
  )
}

/** The two rates of the whole, by grade and by unit; a figure opens the list of what it counts. */
function Rates({ view }: { view: PortfolioView }) {
  if (view.all.accepted === 0) return <p className="quiet portfolio-rates">{say('none')}</p>
  const rates = [
    { ...view.all, label: say('all'), by: {} },
    ...view.byGrade.map((rate) => ({ ...rate, by: { grade: rate.key } })),
    ...view.byUnit.map((rate) => ({ ...rate, by: { unit: rate.key } })),
  ]
  return (
    <div className="grid-scroll portfolio-rates">
      <table className="grid">
        <caption className="hidden">{say('rates')}</caption>
        <thead>
          <tr>
            <th />
            <th className="end">{say('inTime')}</th>
            <th className="end">{say('firstPass')}</th>
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => (
            <tr key={rate.label}>
              <th scope="row">{rate.label}</th>
              <Rate rate={rate} part={rate.inTime} by={{ ...rate.by, inTime: 'true' }} of={rate.by} />
              <Rate rate={rate} part={rate.firstPass} by={{ ...rate.by, firstPass: 'true' }} of={rate.by} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RateProps {
  rate: PortfolioRate
  part: number
  /** What the numerator's list is filtered by, and the denominator's beside its states. */
  by: Record<string, string>
  of: Record<string, string>
}

function Rate({ rate, part, by, of }: RateProps) {
  const to = { to: '/r/$record', params: { record: 'project' } } as const
  return (
    <td className="end">
      <b>{((part / rate.accepted) * 100).toFixed(1)}%</b>{' '}
      <span className="small">
        <Link {...to} search={by}>
          {part}
        </Link>
        /
        <Link {...to} search={{ ...of, status: 'delivery,archived' }}>
          {rate.accepted}
        </Link>
      </span>
    </td>
  )
}

interface FilterState {
  grade?: string | undefined
  unit?: string | undefined
}

function Filter({
  view,
  filter,
  onFilter,
}: {
  view: PortfolioView
  filter: FilterState
  onFilter(next: FilterState): void
}) {
  const units = new Map(view.rows.map((row) => [row.unit, row.unitName]))
  return (
    <fieldset className="portfolio-filter">
      <legend className="hidden">{say('filter')}</legend>
      {[undefined, 'A', 'B', 'C'].map((grade) => (
        <button
          key={grade ?? ''}
          type="button"
          className="button small"
          aria-pressed={filter.grade === grade}
          onClick={() => onFilter({ ...filter, grade })}
        >
          {grade ? `${grade} 级` : say('all')}
        </button>
      ))}
      <label className="small">
        {say('unit')}
        <select
          className="input"
          value={filter.unit ?? ''}
          onChange={(event) => onFilter({ ...filter, unit: event.target.value || undefined })}
        >
          <option value="">{say('all')}</option>
          {[...units].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  )
}

function Projects({ rows }: { rows: readonly PortfolioRow[] }) {
  const { data: meta } = useSuspenseQuery(metaQuery('project'))
  return (
    <ul className="portfolio-rows">
      <li className="portfolio-head small quiet" aria-hidden="true">
        <span>{say('project')}</span>
        <span>{say('money')}</span>
        <span>{say('progress')}</span>
        <span>{say('status')}</span>
        <span>{say('note')}</span>
      </li>
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <Link to="/r/$record/$id" params={{ record: 'project', id: row.id }}>
              {row.title}
            </Link>
            <span className="small quiet">
              {[row.number, row.grade && `${row.grade} 级`, row.unitName, row.leadName].filter(Boolean).join(' · ')}
            </span>
          </span>
          <span className="figures">
            {tenThousands(row.budget)} / {tenThousands(row.used ?? '0')}
          </span>
          <Progress row={row} />
          <span className="portfolio-marks">
            <StatusChip label={meta.states[row.status] ?? row.status} tone={toneOf(meta, row.status)} />
            {row.lamp && <StatusChip label={lampLabel[row.lamp]} tone={lampTone[row.lamp]} />}
          </span>
          <Notes row={row} />
        </li>
      ))}
    </ul>
  )
}

/** Planned and actual per cent as figures, and as two thin bars that lie over one another. */
function Progress({ row: { planned, actual } }: { row: PortfolioRow }) {
  if (planned === null || actual === null) return <span className="quiet">—</span>
  return (
    <span className="portfolio-progress">
      {planned}% / {actual}%
      <i aria-hidden="true">
        <b style={{ width: `${planned}%` }} />
        <b style={{ width: `${actual}%` }} />
      </i>
    </span>
  )
}

function Notes({ row }: { row: PortfolioRow }) {
  const parts = { record: 'project', id: row.id }
  return (
    <span className="small">
      {row.late > 0 && <span className="late">{say('late', { n: row.late })}</span>}
      {row.reportsLate > 0 && (
        <Link to="/r/$record/$id" params={parts} search={{ tab: 'project_report' }}>
          {say('reportsLate', { n: row.reportsLate })}
        </Link>
      )}
      {row.blocked > 0 && <span className="late">{say('blocked', { n: row.blocked })}</span>}
      {row.uncommitted > 0 && (
        <Link to="/r/$record/$id" params={parts} search={{ tab: 'project_commitment' }}>
          {say('uncommitted', { n: row.uncommitted })}
        </Link>
      )}
      {row.result && <span className="quiet">{say('result', { result: resultLabel[row.result] })}</span>}
    </span>
  )
}

/** The states of the projects that are counted: neither drafts nor turned down. */
const onTheBooks = 'review,approved,planning,active,acceptance,rework,delivery,archived'

const lampLabel = { green: '绿', yellow: '黄', red: '红' }
const lampTone = { green: 'good', yellow: 'warn', red: 'bad' } as const
const resultLabel = { excellent: '优', good: '良', fair: '中', poor: '差' }

/** An amount of yuan in tens of thousands, one decimal, as people say it. */
const tenThousands = (amount: string) =>
  (Number(amount) / 10_000).toLocaleString('zh-CN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const wordsOf = (filter: FilterState) =>
  new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])))

/** The filter lives in the address. */
function useFilter(): [FilterState, (next: FilterState) => void] {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const { grade, unit } = search as FilterState
  const put = (next: FilterState) => {
    void navigate({ href: `${pathname}?${wordsOf(next)}`, replace: true })
  }
  return [{ grade, unit }, put]
}
