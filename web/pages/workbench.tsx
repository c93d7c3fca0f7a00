import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Card, CardRow } from '#kernel/http/contract.ts'
import { Empty } from '../elements/empty.tsx'
import { formatNumber } from '../format.ts'
import { workbenchQuery } from '../queries.ts'
import { t } from '../t.ts'
import './workbench.css'

/** 工作台: one sentence, then cards in the order in which it hurts; every number opens the list behind it. */
export function WorkbenchPage() {
  const { data: view } = useSuspenseQuery(workbenchQuery)
  return (
    <>
      <header className="greeting">
        <h1>{view.greeting}</h1>
        <p>{view.summary}</p>
      </header>
      {view.cards.length === 0 ? (
        <Empty words={t('workbench.empty')}>
          <Link to="/start" className="button primary">
            {t('workbench.start')}
          </Link>
        </Empty>
      ) : (
        <div className="cards">
          {view.cards.map((card) => (
            <CardView key={card.key} card={card} />
          ))}
        </div>
      )}
    </>
  )
}

function CardView({ card }: { card: Card }) {
  const title = (
    <>
      {card.title}
      {card.count !== undefined && <span className="figure"> {formatNumber(card.count)}</span>}
    </>
  )
  return (
    <section className={card.urgent ? 'card urgent' : 'card'} aria-label={card.title}>
      <header>
        <h2>{card.link ? <Link to={card.link}>{title}</Link> : title}</h2>
        {card.note && <span className="note">{card.note}</span>}
      </header>
      {card.rows.length === 0 ? (
        <p>{card.empty}</p>
      ) : (
        <ul>
          {card.rows.map((row) => (
            <li key={row.link + row.title}>
              <RowLink row={row} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function RowLink({ row }: { row: CardRow }) {
  return (
    <Link to={row.link} className={`card-row ${row.urgency ?? ''}`}>
      <b>{row.title}</b>
      <span className="small quiet">{row.note}</span>
      {row.badge && <span className="badge">{row.badge}</span>}
    </Link>
  )
}
