import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { get } from '#web/api.ts'
import { PageHead } from '#web/elements/page-head.tsx'
import type { PackPageProps } from '#web/pack-pages.tsx'
import { useTitle } from '#web/views/case.tsx'
import { EditGrid } from './pages/edit-grid.tsx'
import { Differences, Editions, Problems, statusOf } from './pages/editions.tsx'
import { ReadGrid } from './pages/grid.tsx'
import { Publish, Recall, Revise, useDraft } from './pages/keep.tsx'
import { Seating } from './pages/places.tsx'
import { TryOut } from './pages/try-out.tsx'
import { say } from './pages/words.ts'
import './pages/authority.css'
import type { TableView } from './views.ts'

const tableQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['authority', 'table', id],
    queryFn: () => get<TableView>(`/api/view/authority/table${id ? `?id=${id}` : ''}`),
  })

/** 审批权限表: the edition in force at /authority, any edition at /authority/<id>; a draft is edited by its keeper. */
export function Page({ id }: PackPageProps) {
  const { data: view } = useSuspenseQuery(tableQuery(id))
  useTitle(say('title'))
  const [asks, setAsks] = useState<'revise' | 'publish' | 'recall'>()
  const draft = useDraft(view)
  const editing = view.status === 'draft' && view.mayEdit
  const close = () => setAsks(undefined)
  return (
    <div className="authority">
      <PageHead title={say('title')} line={say('line')}>
        {editing && (
          <>
            <button
              type="button"
              className="button"
              disabled={!draft.isDirty || draft.save.isPending}
              onClick={() => draft.save.mutate()}
            >
              {say('save')}
            </button>
            <button
              type="button"
              className="button primary"
              disabled={draft.isDirty}
              onClick={() => setAsks('publish')}
            >
              {say('publish')}
            </button>
          </>
        )}
        {!editing && (
          <button type="button" className="button wide-only" onClick={() => window.print()}>
            {say('print')}
          </button>
        )}
        {view.status === 'scheduled' && view.mayEdit && (
          <button type="button" className="button" onClick={() => setAsks('recall')}>
            {say('recall')}
          </button>
        )}
        {!editing && view.mayEdit && (
          <button type="button" className="button primary" onClick={() => setAsks('revise')}>
            {say('revise')}
          </button>
        )}
      </PageHead>
      <p className="authority-which">
        <b>{view.edition}</b> <span className="chip">{statusOf(view.status)}</span>
        <span className="small quiet"> {[view.effectiveOn, view.reason].filter(Boolean).join(' · ')}</span>
        {id && (
          <Link to={'/authority' as string} className="small">
            {say('backToForce')}
          </Link>
        )}
        {draft.isDirty && <span className="small warn"> {say('unsaved')}</span>}
      </p>
      {view.status === 'scheduled' && view.effectiveOn && (
        <p className="notice">{say('waits', { date: view.effectiveOn })}</p>
      )}
      {editing ? <EditGrid view={view} rows={draft.rows} onChange={draft.set} /> : <ReadGrid view={view} />}
      <p className="small quiet">{editing ? say('keys') : say('legend')}</p>
      {editing && <Problems view={view} />}
      <Differences view={view} />
      <Seating view={view} places={draft.places} {...(editing ? { onChange: draft.setPlaces } : {})} />
      <div className="authority-foot">
        <TryOut view={view} />
        {!editing && view.mayEdit && <Problems view={view} />}
        <Editions view={view} />
      </div>
      {asks === 'revise' && <Revise view={view} onClose={close} />}
      {asks === 'recall' && <Recall view={view} onClose={close} />}
      {asks === 'publish' && <Publish view={view} onClose={close} />}
    </div>
  )
}
