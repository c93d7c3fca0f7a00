import { useState } from 'react'
import type { FieldMeta, RecordMeta } from '#kernel/http/contract.ts'
import { Dialog } from '../elements/dialog.tsx'
import { isBlank, type Labels } from '../fields/field-view.ts'
import { viewOf } from '../fields/fields.ts'
import { formatTime } from '../format.ts'
import { t } from '../t.ts'
import { chooseTyped } from './conflict.ts'
import type { CaseState, ConflictState } from './use-case.ts'

interface ConflictProps {
  meta: RecordMeta
  labels: Labels
  state: CaseState
  conflict: ConflictState
}

/** Somebody saved first: who and when, what I typed is kept, and for each field that we both changed, which one stays. */
export function ConflictDialog({ meta, labels, state, conflict: { refusal, clashes } }: ConflictProps) {
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const take = (name: string, isTheirs: boolean) => {
    const next = new Set(theirs)
    if (isTheirs) next.add(name)
    else next.delete(name)
    setTheirs(next)
  }
  const finish = () => {
    state.form.setTyped(chooseTyped(state.form.typed, theirs))
    state.closeConflict()
  }
  return (
    <Dialog
      title={t('conflict.title')}
      onClose={finish}
      foot={
        <button type="button" className="button primary" onClick={finish}>
          {t(clashes.length > 0 ? 'conflict.keep' : 'conflict.read')}
        </button>
      }
    >
      <p>{refusal.message}</p>
      {refusal.by && refusal.at && (
        <p className="quiet">{t('conflict.who', { who: refusal.by, at: formatTime(refusal.at) })}</p>
      )}
      {clashes.map((clash) => {
        const field = meta.fields.find(({ name }) => name === clash.name)
        if (!field) return null
        return (
          <fieldset key={clash.name} className="clash">
            <legend>{field.label}</legend>
            <Side
              {...{ field, labels }}
              side="mine"
              value={clash.mine}
              on={!theirs.has(clash.name)}
              onTake={() => take(clash.name, false)}
            />
            <Side
              {...{ field, labels }}
              side="theirs"
              value={clash.theirs}
              on={theirs.has(clash.name)}
              onTake={() => take(clash.name, true)}
            />
          </fieldset>
        )
      })}
    </Dialog>
  )
}

interface SideProps {
  field: FieldMeta
  labels: Labels
  side: 'mine' | 'theirs'
  value: unknown
  on: boolean
  onTake(): void
}

function Side({ field, labels, side, value, on, onTake }: SideProps) {
  const view = viewOf(field.kind)
  return (
    <label className="choice">
      <input type="radio" name={`clash-${field.name}`} checked={on} onChange={onTake} />
      <span>
        <span className="small quiet">{t(`conflict.${side}`)}</span>
        <br />
        {isBlank(value) ? t('form.blank') : <view.Read field={field} value={value} labels={labels} />}
      </span>
    </label>
  )
}
