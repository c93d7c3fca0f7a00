import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { CaseView, TokenView } from '#kernel/http/runs-contract.ts'
import { PageHead } from '../../elements/page-head.tsx'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { formatInstant, formatTime } from '../../format.ts'
import { useReach } from '../../reach.ts'
import { useTitle } from '../../views/case.tsx'
import '../../views/list.css'
import { CaseChip } from './marks.tsx'
import { type Doing, OperationDialog } from './operation.tsx'
import { caseQuery } from './queries.ts'
import './runs.css'
import { say } from './words.ts'

const Drawing = lazy(() => import('../../views/diagram.tsx').then((module) => ({ default: module.Drawing })))

/** One case for whoever runs it: where it stands, what it knows, and what can be done with it by hand. */
export function RunPage() {
  const { id } = useParams({ from: '/shell/cases/$id' })
  const { data: view } = useSuspenseQuery(caseQuery(id))
  const [doing, setDoing] = useState<Doing>()
  const keepsModels = useReach('/models')
  const name = view.title ?? [view.recordLabel, view.number].filter(Boolean).join(' ')
  useTitle(name)
  return (
    <article className="runs-one">
      <p className="small">
        <Link to="/cases">{say('back')}</Link>
      </p>
      <PageHead
        title={name}
        line={[view.processLabel, view.title && view.number, say('number', { n: view.edition })]
          .filter(Boolean)
          .join(' · ')}
      >
        <Tools view={view} onDo={setDoing} />
      </PageHead>
      <p className="case-state">
        <CaseChip status={view.status} />
        <span className="quiet" title={formatInstant(view.startedAt)}>
          {say(view.endedAt ? 'endedAt' : 'startedAt', { at: formatTime(view.startedAt), age: view.age })}
        </span>
        {view.readable && (
          <Link to="/r/$record/$id" params={{ record: view.record, id: view.recordId }}>
            {say('open')}
          </Link>
        )}
        {view.newer !== null && (
          <Link to="/migrations" search={{ process: view.process }}>
            {say('newer', { n: view.newer })}
          </Link>
        )}
        {keepsModels && (
          <Link to="/models/$kind/$name" params={{ kind: 'bpmn', name: view.process }}>
            {say('model')}
          </Link>
        )}
        {view.parent && (
          <Link to="/cases/$id" params={{ id: view.parent.id }}>
            {say('parent', { process: view.parent.processLabel })}
          </Link>
        )}
      </p>
      {view.tokens.length > 0 && <Tokens tokens={view.tokens} />}
      {isOwn(view) && <p className="small quiet">{say('ownCase')}</p>}
      <Where view={view} />
      {view.children.length > 0 && <Children view={view} />}
      <Variables view={view} />
      {doing && <OperationDialog view={view} doing={doing} onClose={() => setDoing(undefined)} />}
    </article>
  )
}

/** Open and not suspended, and yet not for me to move: I started it. */
const isOwn = ({ status, can }: CaseView) => (status === 'running' || status === 'incident') && !can.includes('move')

const tools = ['retry', 'mend', 'move', 'suspend', 'resume', 'cancel'] as const

function Tools({ view, onDo }: { view: CaseView; onDo(doing: Doing): void }) {
  const can = tools.filter((tool) => view.can.includes(tool) && (tool !== 'mend' || view.status === 'incident'))
  return can.map((tool) => (
    <button
      key={tool}
      type="button"
      className={
        tool === 'retry' || tool === 'resume' ? 'button primary' : tool === 'cancel' ? 'button danger' : 'button'
      }
      onClick={() => onDo(tool)}
    >
      {say(tool)}
    </button>
  ))
}

function Tokens({ tokens }: { tokens: readonly TokenView[] }) {
  const watching = tokens.flatMap(({ is, name }) => (is === 'watching' ? [name] : []))
  return (
    <section>
      <h2>{say('tokens')}</h2>
      <ul className="runs-tokens">
        {tokens.map((token) =>
          token.is === 'watching' ? null : (
            <li key={token.token}>
              <b>{token.name}</b> <span className="small quiet">{say(token.is)}</span>
              {token.incident && <Incident incident={token.incident} />}
            </li>
          ),
        )}
        {watching.length > 0 && <li className="small quiet">{say('watchingAll', { names: watching.join('、') })}</li>}
      </ul>
      {tokens.some(({ incident }) => incident) && <p className="runs-advice small quiet">{say('advice')}</p>}
    </section>
  )
}

function Incident({ incident }: { incident: NonNullable<TokenView['incident']> }) {
  const { message, attempts, since, retryAt } = incident
  return (
    <div className="notice bad">
      <span className="grow">
        {message}
        <span className="small runs-when">
          <time dateTime={since} title={formatInstant(since)}>
            {say('since', { at: formatTime(since) })}
          </time>
          {attempts > 0 && <span>{say('attempts', { n: attempts })}</span>}
          <span>{retryAt ? say('retryAt', { at: formatTime(retryAt) }) : say('waits')}</span>
        </span>
      </span>
    </div>
  )
}

function Where({ view }: { view: CaseView }) {
  const { diagram, process, processLabel, edition } = view
  const drawn = useMemo(
    () => ({ ...diagram, name: process, label: processLabel, edition, clauses: {} }),
    [diagram, process, processLabel, edition],
  )
  return (
    <section>
      <h2>{say('diagram')}</h2>
      <Suspense fallback={<LinesSkeleton />}>
        <Drawing view={drawn} />
      </Suspense>
    </section>
  )
}

function Children({ view }: { view: CaseView }) {
  return (
    <section>
      <h2>{say('children')}</h2>
      <ul className="runs-tokens">
        {view.children.map((child) => (
          <li key={child.id}>
            <Link to="/cases/$id" params={{ id: child.id }}>
              {child.processLabel}
            </Link>{' '}
            <CaseChip status={child.status} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Variables({ view }: { view: CaseView }) {
  const entries = Object.entries(view.vars)
  return (
    <section>
      <h2>{say('vars')}</h2>
      {entries.length === 0 && <p className="quiet">{say(view.readable ? 'noVars' : 'hiddenVars')}</p>}
      {entries.length > 0 && (
        <dl className="runs-vars">
          {entries.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <pre>{typeof value === 'string' ? value : JSON.stringify(value, null, 1)}</pre>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
