import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { newKey, refusalOf, send } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { inView } from '#web/elements/in-view.ts'
import { PageHead } from '#web/elements/page-head.tsx'
import { toast } from '#web/elements/toast.tsx'
import { ref } from '#web/fields/ref.tsx'
import { metaQuery, rowQuery } from '#web/queries.ts'
import { useTitle } from '#web/views/case.tsx'
import '#web/views/case.css'
import type { Notice } from '../reading/types.ts'
import { keptGroups } from './choices.ts'
import { ClauseTree } from './clause-tree.tsx'
import { ConfirmQueue } from './confirm-queue.tsx'
import { Corrections } from './corrections.tsx'
import { Departments } from './departments.tsx'
import { Found } from './found.tsx'
import { LeftOutList } from './left-out.tsx'
import { OwnTexts } from './own-texts.tsx'
import { ProblemList } from './problem-list.tsx'
import { tell } from './problem-words.ts'
import { questionsOf } from './queue.ts'
import { ReviewSummary } from './review-summary.tsx'
import { type Review, useReview } from './use-review.ts'
import { say } from './words.ts'

const tabs = ['problems', 'queue', 'texts', 'clauses', 'departments', 'found', 'corrections', 'leftOut'] as const
type Tab = (typeof tabs)[number]

/** What was read out of a file, to be looked through and corrected before it becomes a policy. */
export function ReviewPage({ id }: { id: string }) {
  const review = useReview(id)
  const { reading, view, decisions } = review
  const search = useSearch({ strict: false }) as { tab?: string }
  const tab = tabs.find((one) => one === search.tab) ?? 'problems'
  const navigate = useNavigate()
  const open = (next: Tab) => void navigate({ to: '.', search: { tab: next } as never, replace: true })
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
      {tab === 'problems' && (
        <>
          <Notices notices={reading.notices} />
          <ReviewSummary reading={reading} onOpen={open} />
        </>
      )}
      <Tabs tab={tab} review={review} onOpen={open} />
      <fieldset className="review-body" disabled={view.edit.length === 0}>
        {tab === 'problems' && <Problems review={review} onOpen={open} />}
        {tab === 'queue' && <ConfirmQueue review={review} />}
        {tab === 'texts' && <OwnTexts review={review} />}
        {tab === 'found' && <Found reading={reading} />}
        {tab === 'clauses' && <ClauseTree review={review} />}
        {tab === 'corrections' && <Corrections review={review} />}
        {tab === 'leftOut' && <LeftOutList review={review} />}
        {tab === 'departments' && <Departments review={review} />}
      </fieldset>
      {view.can.length > 0 && <ConfirmBar review={review} />}
    </div>
  )
}

/** One notice is said at once; of several the first, the others folded, so that they push nothing down. */
function Notices({ notices }: { notices: readonly Notice[] }) {
  const [first, ...others] = notices
  if (!first) return null
  const line = <span className="grow">{first.words}</span>
  if (others.length === 0) return <p className="notice warn">{line}</p>
  return (
    <details className="notice warn review-notices">
      <summary>
        {line} <span className="small quiet">{tell('notices.more', { n: others.length })}</span>
      </summary>
      <ul>
        {others.map(({ words }) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </details>
  )
}

function Tabs({ tab, review, onOpen }: { tab: Tab; review: Review; onOpen(tab: Tab): void }) {
  const { reading, decisions } = review
  const { findings, counts } = reading
  const waiting = questionsOf(reading, decisions).filter(({ state }) => state === 'open').length
  const numbers: Record<Tab, number> = {
    ...{ problems: reading.problems.length, queue: waiting, texts: reading.texts.length, clauses: counts.clauses },
    ...{ corrections: reading.corrections.length, leftOut: reading.leftOut.length, departments: counts.departments },
    found: [findings.stages, findings.acts, findings.periods, findings.forms, findings.indicators].flat().length,
  }
  return (
    <div className="tabs" role="tablist" aria-label={say('review.tabs')}>
      {tabs
        .filter((one) => one !== 'texts' || reading.texts.length > 1)
        .map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            ref={one === tab ? inView : undefined}
            aria-selected={one === tab}
            onClick={() => onOpen(one)}
          >
            {labelOf(one)}
            <span className={one === 'queue' && waiting > 0 ? 'count urgent' : 'count'}>{numbers[one]}</span>
          </button>
        ))}
    </div>
  )
}

const labelOf = (tab: Tab): string =>
  tab === 'problems' || tab === 'queue' || tab === 'texts' || tab === 'found' ? tell(`tab.${tab}`) : say(`tab.${tab}`)

function Problems({ review: { reading }, onOpen }: { review: Review; onOpen(tab: Tab): void }) {
  if (reading.problems.length === 0) return <Empty words={tell('problems.none')} />
  const show = (anchor: string) => {
    onOpen('clauses')
    setTimeout(() => document.getElementById(`clause-${anchor}`)?.scrollIntoView({ block: 'center' }), 60)
  }
  return (
    <ProblemList
      problems={reading.problems}
      links={({ anchor }) => (
        <button type="button" className="button bare small" onClick={() => show(anchor)}>
          {tell('side.clause')}
        </button>
      )}
    />
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
