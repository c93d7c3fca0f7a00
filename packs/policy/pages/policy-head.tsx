import type { RecordMeta, RowView } from '#kernel/http/contract.ts'
import { StatusChip } from '#web/elements/marks.tsx'
import { formatDate } from '#web/format.ts'
import { toneOf } from '#web/tone.ts'
import { type ClauseNode, coverageOf } from './coverage.ts'
import { say } from './words.ts'

/** The head of a policy: number, title, status, edition, effective date, owner and how much of it is carried out. */
export function PolicyHead({ view: { row, labels }, meta, tree }: HeadProps) {
  const coverage = tree && coverageOf(tree)
  const facts = [
    [say('policy.edition'), row.edition],
    [say('policy.effective'), typeof row.effectiveOn === 'string' ? formatDate(row.effectiveOn) : say('policy.notYet')],
    [say('policy.owner'), labels[String(row.owner)]],
  ]
  return (
    <header className="policy-head">
      <div>
        <p className="small quiet">{String(row.number ?? meta.label)}</p>
        <h1>{String(row.title ?? '')}</h1>
        <StatusChip label={meta.states[row.status] ?? row.status} tone={toneOf(meta, row.status)} />
      </div>
      <dl>
        {facts.map(([label, value]) => (
          <div key={String(label)}>
            <dt>{String(label)}</dt>
            <dd>{String(value ?? '')}</dd>
          </div>
        ))}
        <div>
          <dt>{say('policy.coverage')}</dt>
          <dd>
            {coverage && (
              <>
                <b>{coverage.percent}%</b>
                <span className="small quiet"> {say('policy.coverageOf', coverage)}</span>
                <span className="coverage-bar" aria-hidden="true">
                  <i style={{ width: `${coverage.percent}%` }} />
                </span>
              </>
            )}
          </dd>
        </div>
      </dl>
    </header>
  )
}

interface HeadProps {
  view: RowView
  meta: RecordMeta
  /** Undefined until it has come: no figure is better than a wrong one. */
  tree: readonly ClauseNode[] | undefined
}
