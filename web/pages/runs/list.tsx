import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { CaseLine, CasesView } from '#kernel/http/runs-contract.ts'
import { refusalOf } from '../../api.ts'
import { Empty } from '../../elements/empty.tsx'
import { More } from '../../elements/more.tsx'
import { PageHead } from '../../elements/page-head.tsx'
import { SearchBox } from '../../elements/search-box.tsx'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { formatCount, formatInstant, formatTime } from '../../format.ts'
import { useTitle } from '../../views/case.tsx'
import '../../views/list.css'
import { CaseChip } from './marks.tsx'
import { casesQuery } from './queries.ts'
import './runs.css'
import { type RunsSearch, statuses } from './search.ts'
import { say } from './words.ts'

/** 流程运行: the cases of the processes that one runs, all of its state in the address. */
export function RunsPage() {
  const search = useSearch({ from: '/shell/cases' })
  const navigate = useNavigate({ from: '/cases' })
  const list = useInfiniteQuery({ ...casesQuery(search), placeholderData: (before) => before })
  const [first] = list.data?.pages ?? []
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const change = (part: { [K in keyof RunsSearch]?: RunsSearch[K] | undefined }) =>
    void navigate({ search: (before) => clean({ ...before, ...part }), replace: true })
  useTitle(say('title'))
  return (
    <>
      <PageHead title={say('title')} line={say('line')}>
        {search.process && (
          <Link to="/migrations" search={{ process: search.process }} className="button">
            {say('migrate')}
          </Link>
        )}
      </PageHead>
      <Tabs search={search} counts={first?.counts} />
      <div className="list-tools runs-tools">
        <SearchBox label={say('search')} value={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
        <label className="filter">
          <span className="small quiet">{say('process')}</span>
          <select
            className="input"
            value={search.process ?? ''}
            onChange={(event) => change({ process: event.target.value || undefined })}
          >
            <option value="">{say('allProcesses')}</option>
            {first?.processes.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {list.isPending && <LinesSkeleton lines={8} />}
      {list.isError && <p className="notice bad">{refusalOf(list.error).message}</p>}
      {list.isSuccess && rows.length === 0 && (
        <Empty words={emptyOf(search)}>
          {(search.q || search.process) && (
            <button
              type="button"
              className="button"
              onClick={() => change({ q: undefined, process: undefined, status: undefined })}
            >
              {say('clear')}
            </button>
          )}
        </Empty>
      )}
      {rows.length > 0 && <Rows rows={rows} />}
      {rows.some(({ title }) => title === null) && <p className="quiet small">{say('hidden')}</p>}
      <div className="list-foot">
        <More query={list} />
      </div>
    </>
  )
}

function Tabs({ search, counts }: { search: RunsSearch; counts: CasesView['counts'] | undefined }) {
  const { status: _, ...rest } = search
  return (
    <nav className="tabs" aria-label={say('status')}>
      <Link to="/cases" search={rest} aria-current={search.status ? undefined : 'page'}>
        {say('all')}
      </Link>
      {statuses.map((status) => (
        <Link
          key={status}
          to="/cases"
          search={{ ...rest, status }}
          aria-current={search.status === status ? 'page' : undefined}
        >
          {say(status)}
          {counts && counts[status].value > 0 && (
            <span className={status === 'incident' ? 'count urgent' : 'count'}>{formatCount(counts[status])}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}

const heads = ['record', 'process', 'at', 'age', 'edition', 'status'] as const

function Rows({ rows }: { rows: readonly CaseLine[] }) {
  return (
    <section className="sheet-table labelled" aria-label={say('title')}>
      <table className="table">
        <thead>
          <tr>
            {heads.map((name) => (
              <th key={name} scope="col">
                <span>{say(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ row }: { row: CaseLine }) {
  return (
    <tr>
      <td className="lead">
        <Link to="/cases/$id" params={{ id: row.id }} className="row-link">
          {row.title ?? [row.recordLabel, row.number].filter(Boolean).join(' ')}
        </Link>
        {row.title && <div className="quiet small">{[row.recordLabel, row.number].filter(Boolean).join(' · ')}</div>}
      </td>
      <td data-label={say('process')}>{row.processLabel}</td>
      <td data-label={say('at')} className="runs-at">
        {row.steps.join('、') || '—'}
        {row.message && (
          <div className="runs-message small" title={row.message}>
            {row.message}
          </div>
        )}
      </td>
      <td data-label={say('age')} title={formatInstant(row.startedAt)}>
        {row.age}
        <div className="quiet small">{formatTime(row.startedAt)}</div>
      </td>
      <td data-label={say('edition')}>
        {say('number', { n: row.edition })}
        {row.newer !== null && (
          <div className="small">
            <Link to="/migrations" search={{ process: row.process }} className="runs-newer">
              {say('newer', { n: row.newer })}
            </Link>
          </div>
        )}
      </td>
      <td data-label={say('status')}>
        <CaseChip status={row.status} />
      </td>
    </tr>
  )
}

function emptyOf({ status, q, process }: RunsSearch): string {
  if (q || process) return say('empty.filtered')
  return status === 'incident' || status === 'suspended'
    ? say(`empty.${status}`)
    : say(status ? 'empty.filtered' : 'empty')
}

const clean = (search: { [K in keyof RunsSearch]?: RunsSearch[K] | undefined }) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as RunsSearch
