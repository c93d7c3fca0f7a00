import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Card, RecordMeta, RowView } from '#kernel/http/contract.ts'
import { refusalOf } from '../api.ts'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { formatNumber } from '../format.ts'
import { referenceQuery } from '../queries.ts'
import { t } from '../t.ts'
import './references.css'

/** 审批参考 of a row: open for who has to judge it, folded for the others; nothing where the record has none. */
export function References({ meta, view }: { meta: RecordMeta; view: RowView }) {
  const [isOpen, setOpen] = useState(view.todo !== null)
  if (!meta.reference) return null
  return (
    <details className="references" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('reference.title')}</h2>
      </summary>
      {isOpen && <Cards view={meta.reference} record={meta.name} id={view.row.id} />}
    </details>
  )
}

function Cards({ view, record, id }: { view: string; record: string; id: string }) {
  const { data, error } = useQuery(referenceQuery(view, record, id))
  if (error) return <p className="notice bad">{refusalOf(error).message}</p>
  if (!data) return <LinesSkeleton lines={4} />
  return (
    <>
      {data.map((card) => (
        <ReferenceCard key={card.key} card={card} />
      ))}
      <p className="small quiet">{t('reference.seen')}</p>
    </>
  )
}

function ReferenceCard({ card }: { card: Card }) {
  const heading = useId()
  const title = (
    <>
      {card.title}
      {card.count !== undefined && <span className="figure"> {formatNumber(card.count)}</span>}
    </>
  )
  return (
    <section className="reference" aria-labelledby={heading}>
      <h3 id={heading}>{card.link ? <Link to={card.link}>{title}</Link> : title}</h3>
      {card.note && <p className="small quiet">{card.note}</p>}
      {card.rows.length === 0 && <p className="small quiet">{card.empty}</p>}
      <ul>
        {card.rows.map((row) => (
          <li key={row.link}>
            <p>
              <Link to={row.link}>{row.title}</Link>
              {row.badge && <span className="small quiet">{row.badge}</span>}
            </p>
            {row.note && <p className="small">{row.note}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
