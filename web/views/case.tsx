import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useEffect } from 'react'
import type { ClauseRef, Outcome, RowView, TodoDone } from '#kernel/http/contract.ts'
import { refusalOf } from '../api.ts'
import { Remains, StatusChip } from '../elements/marks.tsx'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { formatTime } from '../format.ts'
import { metaQuery, rowQuery, sessionQuery, timelineQuery } from '../queries.ts'
import { t } from '../t.ts'
import { toneOf } from '../tone.ts'
import { ActionBar } from './action-bar.tsx'
import './case.css'
import { ClauseQuote } from './clause-quote.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { ForeseenWay, startOf } from './foreseen.tsx'
import { Form } from './form.tsx'
import { NextStep } from './next-step.tsx'
import { PartRows, PartTabs, partOf, Wholes } from './parts.tsx'
import { References } from './references.tsx'
import { Timeline } from './timeline.tsx'
import { useCase } from './use-case.ts'

export interface CaseProps {
  record: string
  id: string
  /** Shown beside the inbox, not as a page of its own. */
  pane?: boolean
  primary?: RefObject<HTMLButtonElement | null>
  /** The part that is open, and how to open another; beside the inbox there are no tabs. */
  tab?: string | undefined
  onTab?(tab: string | undefined): void
  /** What this record's page adds below the head. */
  note?: ReactNode
  onDecided(next: TodoDone['next'], outcome: Outcome): void
}

/** One row: head, form at the left, timeline at the right, what one can do at the bottom. */
export function Case(props: CaseProps) {
  const { data: meta } = useSuspenseQuery(metaQuery(props.record))
  const { data: view } = useSuspenseQuery(rowQuery(props.record, props.id))
  const { data: session } = useSuspenseQuery(sessionQuery)
  const state = useCase(view, props.record)
  const { form } = state
  const marked = new Set(view.todo?.edit ?? [])
  const title = titleOf(view, meta.title)
  const part = props.onTab && partOf(meta, props.tab)
  useTitle(props.pane ? undefined : title)
  return (
    <article className={props.pane ? 'case pane' : 'case'}>
      <Wholes meta={meta} view={view} />
      <CaseHead view={view} title={title} kind={meta.label} {...(props.pane ? { record: props.record } : {})}>
        <StatusChip label={meta.states[view.row.status] ?? view.row.status} tone={toneOf(meta, view.row.status)} />
      </CaseHead>
      {view.next && <NextStep next={view.next} {...(props.onTab ? { onTab: props.onTab } : {})} />}
      {props.note}
      {form.restored && <p className="notice warn">{t('form.restored')}</p>}
      {props.onTab && <PartTabs meta={meta} id={view.row.id} tab={part?.record} onTab={props.onTab} />}
      {part ? (
        <PartRows key={part.record} meta={meta} id={view.row.id} part={part} />
      ) : (
        <div className="case-columns">
          <div className="case-form">
            <Form
              meta={meta}
              values={form.values}
              labels={view.labels}
              editable={editableOf(view)}
              marked={marked}
              errors={form.errors}
              {...(typeof view.row[meta.title] === 'string' ? { omit: meta.title } : {})}
              onChange={form.set}
            />
            {view.clauses.length > 0 && <Clauses clauses={view.clauses} />}
          </div>
          <CaseTimeline record={props.record} id={props.id}>
            {startOf(meta, view.row.status, view.can) && <ForeseenWay meta={meta} values={form.values} />}
            <References key={view.todo?.id} meta={meta} view={view} />
          </CaseTimeline>
        </div>
      )}
      <ActionBar
        key={view.todo?.id ?? view.row.version}
        meta={meta}
        view={view}
        state={state}
        hasNext={session.counts.todo > 1}
        primary={props.primary}
        onDecided={props.onDecided}
      />
      {state.conflict && <ConflictDialog meta={meta} labels={view.labels} state={state} conflict={state.conflict} />}
    </article>
  )
}

/** The timeline of a row in its column, fetched on its own so that the form need not wait; what is given stands above it. */
export function CaseTimeline({ record, id, children }: { record: string; id: string; children?: ReactNode }) {
  const timeline = useQuery(timelineQuery(record, id))
  return (
    <aside className="case-side">
      {children}
      {timeline.isPending && <LinesSkeleton />}
      {timeline.isError && <p className="notice bad">{refusalOf(timeline.error).message}</p>}
      {timeline.data && <Timeline timeline={timeline.data} record={record} id={id} />}
    </aside>
  )
}

interface HeadProps {
  view: RowView
  title: string
  kind: string
  /** Given beside the inbox, where the row can be opened as a page. */
  record?: string
  children: ReactNode
}

function CaseHead({ view: { row, labels, todo }, title, kind, record, children }: HeadProps) {
  const by = row.createdBy ? labels[String(row.createdBy)] : undefined
  return (
    <header className="case-head">
      <p className="quiet small">
        {kind}
        {typeof row.number === 'string' && ` · ${row.number}`}
        {by && ` · ${by}`}
        {typeof row.createdAt === 'string' && ` · ${formatTime(row.createdAt)}`}
      </p>
      <h1>{title}</h1>
      {record && (
        <Link to="/r/$record/$id" params={{ record, id: row.id }} className="case-open small">
          {t('case.open')}
        </Link>
      )}
      <p className="case-state">
        {children}
        {todo && (
          <>
            <span className="quiet">
              {t('case.yours', { step: [todo.step, todo.behalf].filter(Boolean).join(' · ') })}
            </span>
            <Remains words={todo.remains} urgency={todo.urgency} />
          </>
        )}
      </p>
      {todo?.instead && <p className="small case-instead">{todo.instead}</p>}
    </header>
  )
}

/** The clauses that this record carries out, in the policy's words. */
export function Clauses({ clauses }: { clauses: ClauseRef[] }) {
  return (
    <section className="clauses">
      <h2>{t('case.clauses')}</h2>
      {clauses.map((clause) => (
        <ClauseQuote key={`${clause.policy}${clause.anchor}`} clause={clause} />
      ))}
    </section>
  )
}

/** Sets the title of the window while a page is shown. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return
    document.title = t('title', { page: title })
    return () => {
      document.title = t('brand')
    }
  }, [title])
}

/** What I may change now: by right, and by the step whose todo I hold. */
export const editableOf = (view: RowView): ReadonlySet<string> => new Set([...view.edit, ...(view.todo?.edit ?? [])])

/** The words that name a row: its title field, or its number. */
export function titleOf({ row, labels }: RowView, field: string): string {
  const value = row[field]
  const words = typeof value === 'string' ? (labels[value] ?? value) : ''
  return words || String(row.number ?? t('case.untitled'))
}
