import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SessionView } from '#kernel/http/contract.ts'
import { Empty } from '../elements/empty.tsx'
import { PageHead } from '../elements/page-head.tsx'
import { startOf } from '../nature.ts'
import { sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import './start.css'

/** 发起: what I may start, register or open, each with one line on when to use it. */
export function StartPage() {
  const { data: session } = useSuspenseQuery(sessionQuery)
  return (
    <>
      <PageHead title={t('start.title')} line={t('start.line')} />
      {session.starts.length === 0 && <Empty words={t('start.empty')} />}
      <div className="starts">
        {natures.map((nature) => (
          <Group
            key={nature}
            title={t(`start.${nature}`)}
            starts={session.starts.filter((one) => one.nature === nature)}
          />
        ))}
      </div>
    </>
  )
}

function Group({ title, starts }: { title: string; starts: SessionView['starts'] }) {
  if (starts.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {starts.map((start) => (
          <li key={start.record}>
            <Link to="/r/$record/new" params={{ record: start.record }} className="start-card">
              <span className="seal" aria-hidden="true">
                {start.label.slice(0, 1)}
              </span>
              <span>
                <b>{startOf(start)}</b>
                {start.help && <span className="small quiet start-help">{start.help}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const natures = ['request', 'ledger', 'file'] as const
