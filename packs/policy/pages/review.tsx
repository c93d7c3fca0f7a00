import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { newKey, refusalOf, send } from '#web/api.ts'
import { inView } from '#web/elements/in-view.ts'
import { PageHead } from '#web/elements/page-head.tsx'
import { toast } from '#web/elements/toast.tsx'
import { ref } from '#web/fields/ref.tsx'
import { metaQuery, rowQuery } from '#web/queries.ts'
import { useTitle } from '#web/views/case.tsx'
import '#web/views/case.css'
import { keptGroups } from './choices.ts'
import { ClauseTree } from './clause-tree.tsx'
import { Corrections } from './corrections.tsx'
import { Departments } from './departments.tsx'
import { LeftOutList } from './left-out.tsx'
import { type Review, useReview } from './use-review.ts'
import { say } from './words.ts'

const tabs = ['clauses', 'corrections', 'leftOut', 'departments'] as const
type Tab = (typeof tabs)[number]

/** What was read out of a file, to be looked through and corrected before it becomes a policy. */
export function ReviewPage({ id }: { id: string }) {
  const review = useReview(id)
  const { reading, view, decisions } = review
  const search = useSearch({ strict: false }) as { tab?: string }
  const tab = tabs.find((one) => one === search.tab) ?? 'clauses'
  const { counts } = reading
  useTitle(reading.title.text || say('import.title'))
  const groups = keptGroups(reading.findings.departments, decisions.dropped)
  return (
    <div className="review">
      <PageHead
        title={reading.title.text || reading.name}
        line={say('review.line', { ...numbersOf(review), groups, encoding: reading.encoding })}
      >
        <span className="small quiet" role="status">
          {say(review.isSaving ? 'review.saving' : 'review.saved')}
        </span>
      </PageHead>
      {view.row.status === 'confirmed' && (
        <p className="notice">
          <span className="grow">{say('review.done')}</span>
          <Link to="/r/$record/$id" params={{ record: 'policy', id: String(view.row.policy) }}>
            {say('review.open')}
          </Link>
        </p>
      )}
      {view.row.status === 'dropped' && <p className="notice warn">{say('review.dropped')}</p>}
      {reading.notices.map((notice) => (
        <p key={notice.words} className="notice warn">
          {notice.words}
        </p>
      ))}
      <Tabs tab={tab} review={review} open={counts.open} />
      <fieldset className="review-body" disabled={view.edit.length === 0}>
        {tab === 'clauses' && <ClauseTree review={review} />}
        {tab === 'corrections' && <Corrections review={review} />}
        {tab === 'leftOut' && <LeftOutList review={review} />}
        {tab === 'departments' && <Departments review={review} />}
      </fieldset>
      {view.can.length > 0 && <ConfirmBar review={review} />}
    </div>
  )
}

function Tabs({ tab, review: { reading }, open }: { tab: Tab; review: Review; open: number }) {
  const navigate = useNavigate()
  const counts = {
    clauses: reading.counts.clauses,
    corrections: reading.corrections.length,
    leftOut: reading.leftOut.length,
    departments: reading.counts.departments,
  }
  return (
    <div className="tabs" role="tablist" aria-label={say('review.tabs')}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          ref={one === tab ? inView : undefined}
          aria-selected={one === tab}
          onClick={() => void navigate({ to: '.', search: { tab: one } as never, replace: true })}
        >
          {say(`tab.${one}`)}
          <span className="count">{counts[one]}</span>
          {one === 'corrections' && open > 0 && (
            <span className="count urgent">{say('review.waiting', { n: open })}</span>
          )}
        </button>
      ))}
    </div>
  )
}

/** At the bottom: which unit owns the policy, and making it. */
function ConfirmBar({ review: { view, decisions, decide, isSaving } }: { review: Review }) {
  const { data: meta } = useSuspenseQuery(metaQuery('policy_import'))
  const client = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const run = async (action: string) => {
    if (action === 'confirm' && !decisions.owner) return toast(say('confirm.needOwner'), true)
    setBusy(true)
    try {
      const path = `/api/policy_import/${view.row.id}/${action}`
      const body = {
        version: view.row.version,
        ...(action === 'confirm' ? { fields: { owner: decisions.owner } } : {}),
      }
      const next = await send<RowView>('POST', path, body, newKey())
      client.setQueryData(rowQuery('policy_import', view.row.id).queryKey, next)
      void client.invalidateQueries({ queryKey: ['list'] })
      if (next.row.policy)
        await navigate({ to: '/r/$record/$id', params: { record: 'policy', id: String(next.row.policy) } })
    } catch (error) {
      toast(refusalOf(error).message, true)
    }
    setBusy(false)
  }
  return (
    <div className="actionbar">
      <div className="review-owner">
        <label htmlFor="review-owner" className="quiet">
          {say('confirm.owner')}
        </label>
        <ref.Edit
          field={{
            name: 'owner',
            kind: 'ref',
            to: 'unit',
            label: say('confirm.owner'),
            required: true,
            derived: false,
          }}
          value={decisions.owner}
          labels={view.labels}
          id="review-owner"
          onChange={(owner) => decide({ owner: typeof owner === 'string' ? owner : null })}
        />
      </div>
      <div className="actionbar-buttons">
        {meta.actions
          .filter(({ name }) => view.can.includes(name) && name !== 'read')
          .sort((left, right) => Number(left.primary ?? false) - Number(right.primary ?? false))
          .map((action) => (
            <button
              key={action.name}
              type="button"
              className={`button ${action.primary ? 'primary' : ''} ${action.danger ? 'danger' : ''}`}
              disabled={busy || isSaving}
              onClick={() => void run(action.name)}
            >
              {action.label}
            </button>
          ))}
      </div>
    </div>
  )
}

function numbersOf({ reading: { counts } }: Review) {
  const { characters, chapters, clauses, departments } = counts
  return { characters: characters.toLocaleString('zh-CN'), chapters, clauses, departments }
}
