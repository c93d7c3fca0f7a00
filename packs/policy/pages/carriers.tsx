import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActionMeta } from '#kernel/http/contract.ts'
import { metaQuery, rowQuery } from '#web/queries.ts'
import { ActionDialog } from '#web/views/action-dialog.tsx'
import { AddClause } from './add-clause.tsx'
import type { CarrierRow, ClauseNode } from './coverage.ts'
import { headOf } from './coverage.ts'
import { Judgement } from './judgement.tsx'
import { CoverageMark } from './outline.tsx'
import { say } from './words.ts'

interface CarriersProps {
  policy: string
  node: ClauseNode | undefined
  isDraft: boolean
  onChanged(): void
}

/** 落实到: what carries the chosen clause, and what may be done with it while the policy is a draft. */
export function Carriers({ policy, node, isDraft, onChanged }: CarriersProps) {
  if (!node) return <p className="quiet">{say('policy.pick')}</p>
  return (
    <section className="carriers" aria-label={say('policy.carriers')}>
      <h2>{headOf(node)}</h2>
      <p className={`carrier-mark ${node.mark}`}>
        <CoverageMark mark={node.mark} /> {say(`mark.${node.mark}`)}
      </p>
      {node.mark === 'none' && node.children.length === 0 && <p className="quiet">{say('policy.none')}</p>}
      {node.children.length === 0 && (
        <Judgement key={node.anchor} node={node} isDraft={isDraft} onChanged={onChanged} />
      )}
      <ul>
        {node.carriers.map((carrier) => (
          <li key={carrier.id}>
            <span className="carrier-kind">{say(`carrier.${carrier.kind as 'duty'}`)}</span>
            <CarrierWords carrier={carrier} />
            {carrier.status === 'named' && <span className="small quiet">{say('carrier.named')}</span>}
          </li>
        ))}
      </ul>
      {isDraft && <ClauseActions key={node.id} policy={policy} node={node} onChanged={onChanged} />}
    </section>
  )
}

function CarrierWords({ carrier }: { carrier: CarrierRow }) {
  if (carrier.kind === 'duty') {
    return (
      <Link to="/r/$record/$id" params={{ record: 'duty', id: carrier.target }}>
        {carrier.words}
      </Link>
    )
  }
  if (carrier.kind === 'form') {
    return (
      <Link to="/r/$record" params={{ record: carrier.target }} search={{}}>
        {carrier.words}
      </Link>
    )
  }
  return <span>{carrier.words}</span>
}

function ClauseActions({ policy, node, onChanged }: { policy: string; node: ClauseNode; onChanged(): void }) {
  const meta = useQuery(metaQuery('clause'))
  const view = useQuery(rowQuery('clause', node.id))
  const [asked, setAsked] = useState<ActionMeta>()
  if (!meta.data || !view.data) return null
  const { can } = view.data
  return (
    <div className="carrier-actions">
      {meta.data.actions
        .filter(({ name }) => can.includes(name))
        .map((action) => (
          <button
            key={action.name}
            type="button"
            className={action.danger ? 'button small danger' : 'button small'}
            onClick={() => setAsked(action)}
          >
            {action.label}
          </button>
        ))}
      {can.length > 0 && <AddClause policy={policy} node={node} onAdded={onChanged} />}
      {asked && (
        <ActionDialog
          meta={meta.data}
          view={view.data}
          action={asked}
          onClose={() => {
            setAsked(undefined)
            onChanged()
          }}
        />
      )}
    </div>
  )
}
