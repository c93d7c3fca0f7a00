import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordMeta, RowView } from '#kernel/http/contract.ts'
import { Dialog } from '#web/elements/dialog.tsx'
import { StatusChip } from '#web/elements/marks.tsx'
import { formatDate } from '#web/format.ts'
import { toneOf } from '#web/tone.ts'
import type { EditionsView, ScopeView } from '../contract.ts'
import { type ClauseNode, coverageOf } from './coverage.ts'
import { viewQuery } from './view-query.ts'
import { say } from './words.ts'

/** The head of a policy: what it is, who wrote, judged and signed it, whom it binds, how much of it is carried out. */
export function PolicyHead({ view: { row, labels }, meta, tree }: HeadProps) {
  const facts = [
    [say('policy.edition'), String(row.edition ?? '')],
    [say('policy.published'), dayOf(row.publishedOn)],
    [say('policy.effective'), dayOf(row.effectiveOn)],
    [say('policy.owner'), labels[String(row.owner)] ?? ''],
  ]
  return (
    <header className="policy-head">
      <div>
        <p className="small quiet">{String(row.code ?? row.number ?? meta.label)}</p>
        <h1>{String(row.title ?? '')}</h1>
        <StatusChip label={meta.states[row.status] ?? row.status} tone={toneOf(meta, row.status)} />
        <p className="small quiet policy-hands">
          {(['drafter', 'reviewer', 'approver'] as const)
            .flatMap((hand) => {
              const name = labels[String(row[hand])]
              return name ? [`${say(`policy.${hand}`)} ${name}`] : []
            })
            .join(' · ')}
        </p>
        <Editions id={row.id} meta={meta} />
      </div>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <Reach id={row.id} />
        <div>
          <dt>{say('policy.coverage')}</dt>
          <dd>{tree && <Coverage tree={tree} />}</dd>
        </div>
      </dl>
    </header>
  )
}

function Coverage({ tree }: { tree: readonly ClauseNode[] }) {
  const coverage = coverageOf(tree)
  return (
    <>
      <b>{coverage.percent}%</b>
      <span className="small quiet"> {say('policy.coverageOf', coverage)}</span>
      <span className="coverage-bar" aria-hidden="true">
        <i style={{ width: `${coverage.percent}%` }} />
      </span>
    </>
  )
}

/** The other editions of this policy, each a link. */
function Editions({ id, meta }: { id: string; meta: RecordMeta }) {
  const { data } = useQuery(viewQuery<EditionsView>('editions', { id }))
  const others = data?.editions.filter((edition) => edition.id !== id) ?? []
  if (others.length === 0) return null
  return (
    <nav className="policy-editions small" aria-label={say('policy.editions')}>
      {others.map((other) => (
        <Link key={other.id} to={`/policy/${other.id}` as string}>
          {other.edition} {meta.states[other.status]}
        </Link>
      ))}
    </nav>
  )
}

/** 适用: how many people the policy binds, and on asking who they are; with it, how many of them have signed. */
function Reach({ id }: { id: string }) {
  const { data } = useQuery(viewQuery<ScopeView>('scope', { id }))
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div>
        <dt>{say('policy.scope')}</dt>
        <dd>
          {data && (
            <button type="button" className="link" onClick={() => setOpen(true)}>
              {say('policy.people', { n: data.count })}
            </button>
          )}
        </dd>
      </div>
      {data && data.readers > 0 && (
        <div>
          <dt>{say('policy.signed')}</dt>
          <dd>
            <Link to={'/policy/learning' as string}>
              {data.signed}/{data.readers}
            </Link>
          </dd>
        </div>
      )}
      {isOpen && data && (
        <Dialog title={say('policy.scopeTitle', { n: data.count })} onClose={() => setOpen(false)}>
          <ul className="people-in">
            {data.people.map((person) => (
              <li key={person.id}>
                <span>{person.name}</span>
                <span className="quiet small">{[person.unit, person.position].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
          {data.count > data.people.length && (
            <p className="quiet small">{say('policy.morePeople', { n: data.people.length })}</p>
          )}
        </Dialog>
      )}
    </>
  )
}

const dayOf = (day: unknown): string => (typeof day === 'string' ? formatDate(day) : say('policy.notYet'))

interface HeadProps {
  view: RowView
  meta: RecordMeta
  /** Undefined until it has come: no figure is better than a wrong one. */
  tree: readonly ClauseNode[] | undefined
}
