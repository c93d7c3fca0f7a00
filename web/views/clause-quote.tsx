import { Link } from '@tanstack/react-router'
import type { ClauseRef } from '#kernel/http/contract.ts'
import { t } from '../t.ts'

/** A clause as a quotation with the way to where it stands. */
export function ClauseQuote({ clause }: { clause: ClauseRef }) {
  return (
    <blockquote className="clause">
      <p>{clause.text}</p>
      <Link to="/r/$record/$id" params={{ record: 'policy', id: clause.policy }} hash={clause.anchor} className="small">
        {t('case.clauseOf', { policy: clause.policyTitle, label: clause.label })}
      </Link>
    </blockquote>
  )
}
