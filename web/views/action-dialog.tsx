import { useState } from 'react'
import type { ActionMeta, RecordMeta, RowView } from '#kernel/http/contract.ts'
import { Dialog } from '../elements/dialog.tsx'
import { t } from '../t.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { Form } from './form.tsx'
import { Opinion } from './opinion.tsx'
import { type CaseState, useCase } from './use-case.ts'

interface ActionDialogProps {
  meta: RecordMeta
  view: RowView
  action: ActionMeta
  onClose(): void
}

/** An action run from a list or a board, where no page of the row is open. */
export function ActionDialog(props: ActionDialogProps) {
  const state = useCase(props.view, props.meta.name)
  if (state.conflict) {
    return <ConflictDialog meta={props.meta} labels={props.view.labels} state={state} conflict={state.conflict} />
  }
  return <AskDialog {...props} state={state} />
}

/** What an action asks before it runs: its fields, an opinion, and a second look when it cannot be undone. */
export function AskDialog({ meta, view, action, state, onClose }: ActionDialogProps & { state: CaseState }) {
  const [opinion, setOpinion] = useState('')
  const [missing, setMissing] = useState(false)
  const { form, act } = state
  const asked = new Set(action.ask)
  const run = () => {
    if (form.isBusy()) return
    if (action.opinion === 'required' && !opinion.trim()) return setMissing(true)
    act.mutate({ action, opinion }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={t('action.title', { action: action.label, record: meta.label })}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="button"
            className={action.danger ? 'button danger' : 'button primary'}
            disabled={act.isPending}
            onClick={run}
          >
            {action.label}
          </button>
        </>
      }
    >
      <p className="quiet">{t('action.leads', { to: meta.states[action.to] ?? action.to })}</p>
      {action.danger && <p className="notice bad">{t('action.danger', { action: action.label })}</p>}
      {asked.size > 0 && (
        <Form
          meta={{ ...meta, fields: meta.fields.filter(({ name }) => asked.has(name)), sections: [] }}
          values={form.values}
          labels={view.labels}
          editable={asked}
          errors={form.errors}
          onChange={form.set}
        />
      )}
      {action.opinion && (
        <Opinion value={opinion} required={action.opinion === 'required'} missing={missing} onChange={setOpinion} />
      )}
    </Dialog>
  )
}

/** Whether an action runs at once, or asks something first. */
export const asksFirst = (action: ActionMeta): boolean =>
  Boolean(action.danger || action.opinion || action.ask.length > 0)
