import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Migrated, MigrationPlan } from '#kernel/http/runs-contract.ts'
import { refusalOf, send } from '../../api.ts'
import { PageHead } from '../../elements/page-head.tsx'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { useTitle } from '../../views/case.tsx'
import '../../views/list.css'
import { planQuery } from './queries.ts'
import './runs.css'
import { say } from './words.ts'

/** 迁移到新版: the plan, checked on every open case before anything moves; then the run, in batches. */
export function MigrationPage() {
  const search = useSearch({ from: '/shell/migrations' })
  const navigate = useNavigate({ from: '/migrations' })
  const plan = useQuery({ ...planQuery(search), placeholderData: (before) => before })
  const change = (part: Record<string, string>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  useTitle(say('m.title'))
  return (
    <article className="runs-one">
      <p className="small">
        <Link to="/cases" search={search.process ? { process: search.process } : {}}>
          {say('back')}
        </Link>
      </p>
      <PageHead title={say('m.title')} line={say('m.line')} />
      {plan.isPending && <LinesSkeleton />}
      {plan.isError && <p className="notice bad">{refusalOf(plan.error).message}</p>}
      {plan.data && (
        <>
          <Editions plan={plan.data} onChange={change} />
          {plan.data.from === plan.data.to && <p className="quiet">{say('m.same')}</p>}
          {plan.data.from !== plan.data.to && plan.data.total === 0 && <p className="quiet">{say('m.none')}</p>}
          {plan.data.total > 0 && <Plan plan={plan.data} onChange={change} />}
          <Run key={`${plan.data.from}/${plan.data.to}`} plan={plan.data} search={search} />
        </>
      )}
    </article>
  )
}

interface PlanProps {
  plan: MigrationPlan
  onChange(part: Record<string, string>): void
}

function Editions({ plan, onChange }: PlanProps) {
  return (
    <div className="list-tools">
      <b>{plan.processLabel}</b>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="filter">
          <span className="small quiet">{say(`m.${end}`)}</span>
          <select
            className="input"
            value={plan[end]}
            onChange={(event) => onChange({ process: plan.process, [end]: event.target.value })}
          >
            {plan.editions.map(({ document, number, effective, open }) => (
              <option key={document} value={document}>
                {say(effective ? 'm.editionNow' : 'm.editionOpen', { n: number, open })}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  )
}

function Plan({ plan, onChange }: PlanProps) {
  return (
    <>
      <p>
        {say('m.fits', { total: plan.total, fits: plan.fits, left: plan.total - plan.fits })}
        {plan.more && ` ${say('m.more', { total: plan.total })}`}
      </p>
      <section className="sheet-table">
        <table className="table">
          <thead>
            <tr>
              {(['m.step', 'm.cases', 'm.target'] as const).map((name) => (
                <th key={name} scope="col">
                  <span>{say(name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.steps.map((step) => (
              <tr key={step.node}>
                <td className="lead">{step.name}</td>
                <td data-label={say('m.cases')}>{step.cases}</td>
                <td data-label={say('m.target')}>
                  <select
                    className="input"
                    aria-label={step.name}
                    value={step.to ?? ''}
                    onChange={(event) => onChange({ [`step.${step.node}`]: event.target.value })}
                  >
                    {step.to === null && <option value="">{say('m.gone')}</option>}
                    {step.choices.map(({ node, name }) => (
                      <option key={node} value={node}>
                        {name}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {plan.problems.length > 0 && <Left left={plan.problems} />}
    </>
  )
}

function Left({ left }: { left: MigrationPlan['problems'] }) {
  return (
    <section>
      <h2>{say('m.problems')}</h2>
      <ul className="runs-tokens">
        {left.map(({ id, number, words }) => (
          <li key={id}>
            <Link to="/cases/$id" params={{ id }}>
              {number ?? id.slice(0, 8)}
            </Link>{' '}
            {words}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Moves what fits, a batch after the other; it can be stopped between them. */
function Run({ plan, search }: { plan: MigrationPlan; search: Readonly<Record<string, string | undefined>> }) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [done, setDone] = useState<{ moved: number; left: Migrated['left']; busy: boolean }>()
  const stopped = useRef(false)
  const run = async () => {
    if (!reason.trim()) return setFault(say('reason.missing'))
    setFault(undefined)
    stopped.current = false
    const all = { moved: 0, left: [] as Migrated['left'] }
    const body = { process: plan.process, from: plan.from, to: plan.to, steps: stepsOf(search), reason }
    try {
      for (let after: string | null | undefined; after !== null && !stopped.current; ) {
        setDone({ ...all, busy: true })
        const more = await send<Migrated>('POST', '/api/migrations', { ...body, ...(after ? { after } : {}) })
        all.moved += more.moved
        all.left.push(...more.left)
        after = more.next
      }
    } catch (error) {
      setFault(refusalOf(error).message)
    }
    setDone({ ...all, busy: false })
    await client.invalidateQueries({ queryKey: ['cases'] })
  }
  return (
    <>
      {plan.fits > 0 && !done?.busy && (
        <div className="runs-run">
          <p className="quiet small">{say('m.kept')}</p>
          <label className="runs-field">
            {say('reason')}
            <textarea className="input" rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <button type="button" className="button primary" onClick={() => void run()}>
            {say('m.run', { n: plan.fits })}
          </button>
        </div>
      )}
      {done?.busy && (
        <p className="notice" role="status">
          <span className="grow">{say('m.running', { moved: done.moved })}</span>
          <button
            type="button"
            className="button small"
            onClick={() => {
              stopped.current = true
            }}
          >
            {say('m.stop')}
          </button>
        </p>
      )}
      {fault && (
        <p className="notice bad" role="alert">
          {fault}
        </p>
      )}
      {done && !done.busy && (
        <>
          <p className="notice" role="status">
            {say('m.done', { moved: done.moved, left: done.left.length })}
          </p>
          {done.left.length > 0 && <Left left={done.left} />}
        </>
      )}
    </>
  )
}

const stepsOf = (search: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      name.startsWith('step.') && value ? [[name.slice(5), value] as const] : [],
    ),
  )
