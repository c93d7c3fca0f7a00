import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { RecordMeta } from '#kernel/http/contract.ts'
import { refusalOf } from '../api.ts'
import { Empty } from '../elements/empty.tsx'
import { Icon } from '../elements/icon.tsx'
import { More } from '../elements/more.tsx'
import { PageHead } from '../elements/page-head.tsx'
import { SearchBox } from '../elements/search-box.tsx'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { formatCount } from '../format.ts'
import { kept } from '../kept.ts'
import { startOf } from '../nature.ts'
import { exportPath, listQuery, metaQuery, sessionQuery } from '../queries.ts'
import { filtersOf, type ListSearch, nextSort } from '../search.ts'
import { t } from '../t.ts'
import { Filters } from '../views/filters.tsx'
import '../views/list.css'
import { Table } from '../views/table.tsx'

const Board = lazy(() => import('../views/board.tsx').then((module) => ({ default: module.Board })))
const density = kept<boolean>('list.dense', false)

/** The list of a record, all of its state in the address. */
export function ListPage() {
  const { record } = useParams({ from: '/shell/r/$record' })
  const search = useSearch({ from: '/shell/r/$record' })
  const { data: meta } = useSuspenseQuery(metaQuery(record))
  const navigate = useNavigate({ from: '/r/$record' })
  const change = (part: Partial<ListSearch>, replace = true) =>
    void navigate({ search: (before) => blankless({ ...before, ...part }), replace })
  return (
    <>
      <PageHead title={meta.label} line={meta.help}>
        {meta.canCreate && (
          <Link to="/r/$record/new" params={{ record }} className="button primary">
            <Icon name="plus" size={16} />
            {startOf(meta)}
          </Link>
        )}
      </PageHead>
      <Rows key={record} meta={meta} search={search} onChange={change} />
    </>
  )
}

interface RowsProps {
  meta: RecordMeta
  search: ListSearch
  onChange(part: Partial<ListSearch>, replace?: boolean): void
}

function Rows({ meta, search, onChange }: RowsProps) {
  const [dense, setDense] = useState(density.read)
  const { view, ...query } = search
  const list = useInfiniteQuery({ ...listQuery(meta.name, query), placeholderData: (before) => before })
  const pages = list.data?.pages ?? []
  const rows = pages.flatMap((page) => page.rows)
  const labels = Object.assign({}, ...pages.map((page) => page.labels)) as Record<string, string>
  const isBoard = view === 'board' && meta.views.board !== undefined
  const counts = pages[0]?.board
  const narrowed = Boolean(query.q || query.status || Object.keys(filtersOf(search)).length > 0)
  return (
    <>
      <div className="list-tools">
        <SearchBox label={t('list.search')} value={search.q ?? ''} onChange={(q) => onChange({ q })} />
        <Filters meta={meta} search={search} onChange={onChange} />
        <Mine meta={meta} search={search} onChange={onChange} />
        <div className="right">
          {meta.views.board && <ViewSwitch isBoard={isBoard} onChange={(next) => onChange({ view: next }, false)} />}
          {!isBoard && rows.length > 0 && (
            <a className="button icon" href={exportPath(meta.name, query)} download title={t('list.export')}>
              <Icon name="download" />
              <span className="hidden">{t('list.export')}</span>
            </a>
          )}
          {!isBoard && (
            <button
              type="button"
              className="button icon"
              aria-pressed={dense}
              aria-label={t('list.dense')}
              title={t('list.dense')}
              onClick={() => {
                density.write(!dense)
                setDense(!dense)
              }}
            >
              <Icon name="dense" />
            </button>
          )}
        </div>
      </div>
      {!isBoard && <StatusTabs meta={meta} status={search.status} counts={counts} onChange={onChange} />}
      {list.isError && <p className="notice bad">{refusalOf(list.error).message}</p>}
      {list.isPending && <LinesSkeleton lines={8} />}
      {isBoard && (
        <Suspense fallback={<LinesSkeleton />}>
          <Board meta={meta} search={query} />
        </Suspense>
      )}
      {list.isSuccess && rows.length === 0 && !isBoard && <Nothing meta={meta} narrowed={narrowed} />}
      {rows.length > 0 && !isBoard && (
        <>
          <Table
            meta={meta}
            rows={rows}
            labels={labels}
            dense={dense}
            sort={search.sort}
            onSort={(column) => onChange({ sort: nextSort(search.sort, column) })}
          />
          <div className="list-foot">
            {pages[0] && t('list.count', { count: formatCount(pages[0].count), who: meta.who.read })}
            <More query={list} />
          </div>
        </>
      )}
    </>
  )
}

/** 我的: only the rows that name me where the record says whose they are. */
function Mine({ meta: { views }, search, onChange }: RowsProps) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { mine } = views
  if (!mine) return null
  const isOn = search[mine] === session.me.id
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isOn}
      onClick={() => onChange({ [mine]: isOn ? undefined : session.me.id }, false)}
    >
      {t('list.mine')}
    </button>
  )
}

function ViewSwitch({ isBoard, onChange }: { isBoard: boolean; onChange(view: string | undefined): void }) {
  return (
    <div className="segments">
      <button type="button" aria-pressed={!isBoard} aria-label={t('list.asList')} onClick={() => onChange(undefined)}>
        <Icon name="list" />
      </button>
      <button type="button" aria-pressed={isBoard} aria-label={t('list.asBoard')} onClick={() => onChange('board')}>
        <Icon name="board" />
      </button>
    </div>
  )
}

interface TabsProps {
  meta: RecordMeta
  status: string | undefined
  counts: Record<string, { value: number; more: boolean }> | undefined
  onChange(part: Partial<ListSearch>, replace?: boolean): void
}

function StatusTabs({ meta, status, counts, onChange }: TabsProps) {
  const shown = status?.split(',')
  const isShown = (code: string | undefined) => (code && shown ? shown.includes(code) : code === status)
  const tab = (code: string | undefined, label: string) => (
    <button
      key={code ?? ''}
      type="button"
      aria-current={isShown(code) ? 'page' : undefined}
      onClick={() => onChange({ status: code }, false)}
    >
      {label}
      {code !== undefined && counts?.[code] && <span className="count">{formatCount(counts[code])}</span>}
    </button>
  )
  return (
    <nav className="tabs" aria-label={t('system.status')}>
      {tab(undefined, t('list.all'))}
      {Object.entries(meta.states).map(([code, label]) => tab(code, label))}
    </nav>
  )
}

function Nothing({ meta, narrowed }: { meta: RecordMeta; narrowed: boolean }) {
  if (narrowed) {
    return (
      <Empty words={t('list.nothing')}>
        <Link to="/r/$record" params={{ record: meta.name }} search={{}} className="button">
          {t('list.clear')}
        </Link>
      </Empty>
    )
  }
  return (
    <Empty words={meta.empty}>
      {meta.canCreate && (
        <Link to="/r/$record/new" params={{ record: meta.name }} className="button">
          {startOf(meta)}
        </Link>
      )}
    </Empty>
  )
}

const blankless = (search: ListSearch): ListSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as ListSearch
