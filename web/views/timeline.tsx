import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { EventView, StepView, TimelineView } from '#kernel/http/case-contract.ts'
import { Icon } from '../elements/icon.tsx'
import { formatInstant, formatTime } from '../format.ts'
import { t } from '../t.ts'
import { ClauseQuote } from './clause-quote.tsx'

const Diagram = lazy(() => import('./diagram.tsx').then((module) => ({ default: module.Diagram })))

/** 流转记录: steps on one strand, told apart by shape and colour; below it who changed what. */
export function Timeline({ timeline, record, id }: { timeline: TimelineView; record: string; id: string }) {
  const [drawn, setDrawn] = useState(false)
  const { process, steps, events } = timeline
  return (
    <>
      {steps.length > 0 && (
        <section aria-label={t('timeline.title')}>
          <div className="side-head">
            <h2>{t('timeline.title')}</h2>
            {timeline.run && (
              <Link to="/cases/$id" params={{ id: timeline.run }} className="button small">
                {t('cases.open')}
              </Link>
            )}
            {process && (
              <button type="button" className="button small" onClick={() => setDrawn(true)}>
                <Icon name="flow" size={16} />
                {t('timeline.diagram')}
              </button>
            )}
          </div>
          <ol className="steps">
            {steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice; its place tells it apart
              <Step key={`${step.node}/${index}`} step={step} />
            ))}
          </ol>
        </section>
      )}
      {events.length > 0 && <Events events={events} open={steps.length === 0} />}
      {drawn && process && (
        <Suspense>
          <Diagram process={process} record={record} id={id} onClose={() => setDrawn(false)} />
        </Suspense>
      )}
    </>
  )
}

function Step({ step }: { step: StepView }) {
  const isNext = step.state === 'next'
  return (
    <li className={`step ${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
      <span className="step-mark">
        <StepShape state={step.state} />
        <span className="hidden">{t(`step.${step.state}`)}</span>
      </span>
      <div>
        <p className="step-name">
          <b>{step.name}</b>
          {step.took && <span className="small quiet">{t('step.took', { took: step.took })}</span>}
          {step.usually && <span className="small quiet">{t('step.usually', { usually: step.usually })}</span>}
        </p>
        {step.instead && <p className="small step-instead">{step.instead}</p>}
        {step.people.map((person) => (
          <div key={`${person.name}${person.at}`} className="step-person">
            <p>
              {person.name}
              {person.outcome && <b className="outcome">{person.outcome}</b>}
              {person.at && (
                <time className="small quiet" dateTime={person.at} title={formatInstant(person.at)}>
                  {formatTime(person.at)}
                </time>
              )}
            </p>
            {person.opinion && <p className="step-opinion">“{person.opinion}”</p>}
          </div>
        ))}
        {step.dueAt && !step.doneAt && !isNext && (
          <p className="small quiet">{t('step.due', { due: formatTime(step.dueAt) })}</p>
        )}
        {step.clause && (
          <details className="step-why">
            <summary>{t('step.why', { label: step.clause.label })}</summary>
            <ClauseQuote clause={step.clause} />
          </details>
        )}
      </div>
    </li>
  )
}

function StepShape({ state }: { state: StepView['state'] }) {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 18 18"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    >
      {state === 'done' && (
        <>
          <circle cx="9" cy="9" r="8" fill="currentColor" stroke="none" />
          <path d="m5.200 9.200 2.600 2.600 5-5.600" stroke="var(--card)" />
        </>
      )}
      {state === 'current' && (
        <>
          <circle cx="9" cy="9" r="7" />
          <circle cx="9" cy="9" r="3.400" fill="currentColor" stroke="none" />
        </>
      )}
      {state === 'next' && <circle cx="9" cy="9" r="6" strokeDasharray="2.600 2" />}
      {state === 'failed' && (
        <>
          <path d="M9 1.500 16.500 9 9 16.500 1.500 9z" fill="currentColor" stroke="none" />
          <path d="m6.500 6.500 5 5M11.500 6.500l-5 5" stroke="var(--card)" />
        </>
      )}
    </svg>
  )
}

function Events({ events, open }: { events: EventView[]; open: boolean }) {
  return (
    <details className="events" open={open}>
      <summary>
        <h2>{t('events.title')}</h2>
        <span className="count">{events.length}</span>
      </summary>
      <ol>
        {events.map((event) => (
          <li key={event.id}>
            <p>
              <b>{event.who}</b> {event.action}
              <time className="small quiet" dateTime={event.at} title={formatInstant(event.at)}>
                {formatTime(event.at)}
              </time>
            </p>
            {event.words && <p className="step-opinion">{event.words}</p>}
            {event.changes.length > 0 && (
              <dl>
                {event.changes.map((change) => (
                  <div key={change.label}>
                    <dt>{change.label}</dt>
                    <dd>
                      <del>{change.before || t('form.blank')}</del>
                      <span aria-hidden="true"> → </span>
                      <ins>{change.after || t('form.blank')}</ins>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
