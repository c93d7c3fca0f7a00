import { type RefObject, useState } from 'react'
import type { ActionMeta, FieldMeta, Outcome, RecordMeta, RowView, TodoDone } from '#kernel/http/contract.ts'
import { isBlank } from '../fields/field-view.ts'
import { t } from '../t.ts'
import { AskDialog, asksFirst } from './action-dialog.tsx'
import { Opinion } from './opinion.tsx'
import type { CaseState } from './use-case.ts'

interface ActionBarProps {
  meta: RecordMeta
  view: RowView
  state: CaseState
  /** There is a further todo after this one: the main button says so. */
  hasNext: boolean
  primary?: RefObject<HTMLButtonElement | null> | undefined
  onDecided(next: TodoDone['next'], outcome: Outcome): void
}

/** Fixed at the bottom: opinion and outcomes of my todo, the record's actions, and saving what was typed. */
export function ActionBar({ meta, view, state, hasNext, primary, onDecided }: ActionBarProps) {
  const [asked, setAsked] = useState<ActionMeta>()
  const { form, save, act } = state
  const isDirty = Object.keys(form.typed).length > 0
  const actions = meta.actions.filter((action) => view.can.includes(action.name))
  const isBusy = save.isPending || act.isPending || state.decide.isPending
  const run = (action: ActionMeta) => (asksFirst(action) ? setAsked(action) : act.mutate({ action }))
  if (!view.todo && actions.length === 0 && !isDirty) return null
  return (
    <div className="actionbar">
      {view.todo && <Decide {...{ meta, view, state, hasNext, primary, onDecided }} />}
      <div className="actionbar-buttons">
        {isDirty && (
          <>
            <button type="button" className="button bare" onClick={form.forget}>
              {t('case.forget')}
            </button>
            <button type="button" className="button" disabled={isBusy} onClick={() => !form.isBusy() && save.mutate()}>
              {t(save.isPending ? 'case.saving' : 'case.save')}
            </button>
          </>
        )}
        {actions.map((action) => (
          <button
            key={action.name}
            type="button"
            className={`button ${action.primary && !view.todo ? 'primary' : ''} ${action.danger ? 'danger' : ''}`}
            title={t('action.who', { who: action.who })}
            disabled={isBusy}
            onClick={() => !form.isBusy() && run(action)}
          >
            {action.label}
          </button>
        ))}
      </div>
      {asked && <AskDialog meta={meta} view={view} action={asked} state={state} onClose={() => setAsked(undefined)} />}
    </div>
  )
}

type DecideProps = Pick<ActionBarProps, 'meta' | 'view' | 'state' | 'hasNext' | 'primary' | 'onDecided'>

function Decide({ meta, view: { todo }, state: { form, decide }, hasNext, primary, onDecided }: DecideProps) {
  const [opinion, setOpinion] = useState('')
  const [missing, setMissing] = useState(false)
  if (!todo) return null
  const asksOpinion = todo.outcomes.some((outcome) => outcome.opinion !== 'none')
  const give = (outcome: Outcome) => {
    if (form.isBusy()) return
    if (outcome.opinion === 'required' && !opinion.trim()) return setMissing(true)
    decide.mutate({ outcome, opinion }, { onSuccess: (done) => onDecided(done.next, outcome) })
  }
  const ordered = [...todo.outcomes].sort(
    (left, right) => Number(left.primary ?? false) - Number(right.primary ?? false),
  )
  return (
    <div className="decide">
      <ToFill fields={meta.fields.filter(({ name }) => todo.edit.includes(name) && isBlank(form.values[name]))} />
      {asksOpinion && (
        <Opinion
          value={opinion}
          required={todo.outcomes.every((outcome) => outcome.opinion === 'required')}
          missing={missing}
          onChange={setOpinion}
        />
      )}
      <div className="outcomes">
        {ordered.map((outcome) => (
          <button
            key={outcome.key}
            ref={outcome.primary ? primary : undefined}
            type="button"
            className={`button ${outcome.primary ? 'primary' : ''} ${outcome.danger ? 'danger' : ''}`}
            disabled={decide.isPending}
            onClick={() => give(outcome)}
          >
            {outcome.primary && hasNext ? t('case.next', { outcome: outcome.label }) : outcome.label}
          </button>
        ))}
      </div>
    </div>
  )
}

/** What this step still asks one to fill in, and the way there. */
function ToFill({ fields }: { fields: FieldMeta[] }) {
  const [first] = fields
  if (!first) return null
  const go = () => {
    const place = document.getElementById(`field-${first.name}`)
    place?.scrollIntoView({ block: 'center' })
    const input = place?.matches('input, textarea, select') ? place : place?.querySelector<HTMLElement>('input')
    input?.focus({ preventScroll: true })
  }
  return (
    <button type="button" className="to-fill" onClick={go}>
      {t('case.toFill', { fields: fields.map(({ label }) => label).join('、') })}
    </button>
  )
}
