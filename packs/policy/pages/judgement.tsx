import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { metaQuery, rowQuery } from '#web/queries.ts'
import { ActionDialog } from '#web/views/action-dialog.tsx'
import type { ClauseNode } from './coverage.ts'
import { say } from './words.ts'

interface JudgementProps {
  node: ClauseNode
  isDraft: boolean
  onChanged(): void
}

/** Why a clause counts or not, and the button to judge it otherwise: the text stands once it was sent, this does not. */
export function Judgement({ node, isDraft, onChanged }: JudgementProps) {
  const meta = useQuery(metaQuery('clause'))
  const view = useQuery(rowQuery('clause', node.id))
  const [isOpen, setOpen] = useState(false)
  const action = meta.data?.actions.find(({ name }) => name === 'judge')
  const mayJudge = !isDraft && action && view.data?.can.includes('judge')
  return (
    <>
      {node.asksWhy && <p className="small">{say('mark.because', { why: node.asksWhy })}</p>}
      {node.mark === 'exempt' && !node.asksWhy && <p className="quiet small">{say('mark.exemptWords')}</p>}
      {mayJudge && (
        <button type="button" className="button small" onClick={() => setOpen(true)}>
          {action.label}
        </button>
      )}
      {isOpen && meta.data && view.data && action && (
        <ActionDialog
          meta={meta.data}
          view={view.data}
          action={action}
          onClose={() => {
            setOpen(false)
            onChanged()
          }}
        />
      )}
    </>
  )
}
