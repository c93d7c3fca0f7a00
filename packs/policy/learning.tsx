import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { refusalOf, send } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import { toast } from '#web/elements/toast.tsx'
import { formatTime } from '#web/format.ts'
import { sessionQuery } from '#web/queries.ts'
import { useTitle } from '#web/views/case.tsx'
import '#web/views/list.css'
import type { ReadersOf, Waiting } from './contract.ts'
import './pages/life.css'
import './pages/policy.css'
import { viewQuery } from './pages/view-query.ts'
import { say } from './pages/words.ts'

/** 学习与签收: what waits for me, what I signed, and for each policy in force who has not signed yet (POL-07). */
export function Page() {
  useTitle(say('learning.title'))
  const { data } = useQuery(viewQuery<ReadersOf>('readers'))
  return (
    <div className="learning">
      <PageHead title={say('learning.title')} line={say('learning.line')} />
      {data ? (
        <>
          <Mine mine={data.mine} />
          <section aria-labelledby="learning-all">
            <h2 id="learning-all">{say('learning.all')}</h2>
            {data.policies.length === 0 && <Empty words={say('learning.none')} />}
            {data.policies.map((policy) => (
              <PolicyReaders key={policy.id} policy={policy} />
            ))}
          </section>
        </>
      ) : (
        <LinesSkeleton lines={8} />
      )}
    </div>
  )
}

function Mine({ mine }: { mine: ReadersOf['mine'] }) {
  return (
    <section aria-labelledby="learning-mine">
      <h2 id="learning-mine">{say('learning.mine')}</h2>
      {mine.length === 0 && <p className="quiet">{say('learning.nothing')}</p>}
      <ul className="readings">
        {mine.map((one) => (
          <li key={one.id} className={one.status}>
            <Link to={`/policy/${one.policy}` as string}>
              {one.title} <span className="quiet">{one.edition}</span>
            </Link>
            <span className="small quiet">
              {one.status === 'open'
                ? say(one.part === 'changed' ? 'learning.changed' : 'learning.whole')
                : `${one.signedAt ? formatTime(one.signedAt) : ''} ${one.words ?? ''}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function PolicyReaders({ policy }: { policy: ReadersOf['policies'][number] }) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const canRemind = session.me.roles.some((role) => role === 'policy_writer' || role === 'policy_reviewer')
  const percent = policy.all === 0 ? 0 : Math.round((policy.signed / policy.all) * 1000) / 10
  return (
    <details className="readers">
      <summary>
        <span className="readers-name">
          {policy.code && <span className="quiet">{policy.code} </span>}
          {policy.title} <span className="quiet">{policy.edition}</span>
        </span>
        <span className="readers-rate">
          <b>{percent}%</b>{' '}
          <span className="small quiet">{say('learning.rate', { signed: policy.signed, all: policy.all })}</span>
          <span className="coverage-bar" aria-hidden="true">
            <i style={{ width: `${percent}%` }} />
          </span>
        </span>
      </summary>
      {policy.waiting.length === 0 ? (
        <p className="quiet">{say('learning.everybody')}</p>
      ) : (
        <ul className="people-in">
          {policy.waiting.map((one) => (
            <Late key={one.acknowledgement} late={one} canRemind={canRemind} />
          ))}
        </ul>
      )}
      {policy.all - policy.signed > policy.waiting.length && (
        <p className="quiet small">{say('policy.morePeople', { n: policy.waiting.length })}</p>
      )}
    </details>
  )
}

function Late({ late, canRemind }: { late: Waiting; canRemind: boolean }) {
  const client = useQueryClient()
  const remind = useMutation({
    mutationFn: () => send('POST', `/api/acknowledgement/${late.acknowledgement}/remind`, {}),
    onError: (error) => toast(refusalOf(error).message, true),
    onSuccess: () => {
      toast(say('learning.reminded', { name: late.name }))
      void client.invalidateQueries({ queryKey: ['view', 'policy', 'readers'] })
    },
  })
  return (
    <li>
      <span>{late.name}</span>
      <span className="quiet small">{[late.unit, late.position].filter(Boolean).join(' · ')}</span>
      <span className="small">{late.days === 0 ? say('learning.today') : say('learning.days', { n: late.days })}</span>
      {canRemind && (
        <button
          type="button"
          className="button small"
          disabled={remind.isPending}
          aria-label={say('learning.remindName', { name: late.name })}
          onClick={() => remind.mutate()}
        >
          {say('learning.remind')}
        </button>
      )}
    </li>
  )
}
