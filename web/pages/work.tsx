import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState, useSyncExternalStore } from 'react'
import type { InboxView, TodoDone, TodoView } from '#kernel/http/contract.ts'
import { refusalOf } from '../api.ts'
import { Empty } from '../elements/empty.tsx'
import { Icon } from '../elements/icon.tsx'
import { More } from '../elements/more.tsx'
import { PageHead } from '../elements/page-head.tsx'
import { SearchBox } from '../elements/search-box.tsx'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { kept } from '../kept.ts'
import { inboxQuery } from '../queries.ts'
import { type Box, boxes, type WorkSearch } from '../search.ts'
import { t } from '../t.ts'
import '../views/case.css'
import { KeySheet, useWorkKeys } from './work-keys.tsx'
import { WorkRow } from './work-row.tsx'
import './work.css'

const Case = lazy(() => import('../views/case.tsx').then((module) => ({ default: module.Case })))
const keysOn = kept<boolean>('work.keys', true)

/** 流程中心: dense rows; on a wide window the opened one at the right, so that ten approvals are ten key presses. */
export function WorkPage() {
  const search = useSearch({ from: '/shell/work' })
  const navigate = useNavigate({ from: '/work' })
  const client = useQueryClient()
  const isWide = useSyncExternalStore(watchWide, () => wide.matches)
  const primary = useRef<HTMLButtonElement>(null)
  const [help, setHelp] = useState(false)
  const [isOn, setOn] = useState(keysOn.read)
  const list = useInfiniteQuery(inboxQuery(search.box, search.q))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const opened = isWide ? (rows.find((row) => row.id === search.open) ?? rows[0]) : undefined
  const change = (part: Partial<WorkSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const move = (by: number) => {
    const next = rows[rows.findIndex((row) => row.id === opened?.id) + by]
    if (next) change({ open: next.id })
  }
  useWorkKeys(isOn && !help, { move, main: () => primary.current?.click(), help: () => setHelp(true) })
  return (
    <div className={opened ? 'work split' : 'work'}>
      <section className="work-list">
        <PageHead title={t('work.title')} line={t('work.line')}>
          <button type="button" className="button bare icon" aria-label={t('keys.title')} onClick={() => setHelp(true)}>
            <Icon name="help" />
          </button>
        </PageHead>
        <Boxes box={search.box} counts={list.data?.pages[0]?.counts} />
        <div className="list-tools work-tools">
          <SearchBox label={t('work.search')} value={search.q ?? ''} onChange={(q) => change({ q })} />
        </div>
        {list.isPending && <LinesSkeleton lines={8} />}
        {list.isError && <p className="notice bad">{refusalOf(list.error).message}</p>}
        {list.isSuccess && rows.length === 0 && <NoWork box={search.box} />}
        {rows.length > 0 && (
          <ul className="work-rows">
            {rows.map((row) => (
              <li key={row.id}>
                <WorkRow
                  row={row}
                  box={search.box}
                  isOpen={row.id === opened?.id}
                  isWide={isWide}
                  onOpen={() => change({ open: row.id })}
                />
              </li>
            ))}
          </ul>
        )}
        <div className="list-foot">
          <More query={list} />
        </div>
      </section>
      {opened && (
        <Opened
          row={opened}
          primary={primary}
          onNext={(next) => {
            void client.invalidateQueries({ queryKey: ['inbox'] })
            change({ open: next?.id })
          }}
        />
      )}
      {help && (
        <KeySheet
          isOn={isOn}
          onSwitch={(on) => {
            keysOn.write(on)
            setOn(on)
          }}
          onClose={() => setHelp(false)}
        />
      )}
    </div>
  )
}

interface OpenedProps {
  row: TodoView
  primary: { current: HTMLButtonElement | null }
  onNext(next: TodoDone['next']): void
}

function Opened({ row, primary, onNext }: OpenedProps) {
  return (
    <section className="work-pane" aria-label={row.title}>
      <Suspense fallback={<LinesSkeleton />}>
        <Case key={row.id} pane record={row.record} id={row.recordId} primary={primary} onDecided={onNext} />
      </Suspense>
    </section>
  )
}

function Boxes({ box, counts }: { box: Box; counts: InboxView['counts'] | undefined }) {
  return (
    <nav className="tabs" aria-label={t('work.title')}>
      <Link to="/start">{t('work.start')}</Link>
      {boxes.map((one) => (
        <Link key={one} to="/work" search={{ box: one }} aria-current={one === box ? 'page' : undefined}>
          {t(`work.${one}`)}
          {counts && (one === 'todo' || one === 'read') && counts[one] > 0 && (
            <span className="count">{counts[one]}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}

function NoWork({ box }: { box: Box }) {
  return (
    <Empty words={t(`work.empty.${box}`)}>
      {(box === 'todo' || box === 'started') && (
        <Link to="/start" className="button">
          {t('workbench.start')}
        </Link>
      )}
    </Empty>
  )
}

const wide = matchMedia('(min-width: 1200px)')

function watchWide(watcher: () => void): () => void {
  wide.addEventListener('change', watcher)
  return () => wide.removeEventListener('change', watcher)
}
