import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseView, OperationBody } from '#kernel/http/runs-contract.ts'
import { newKey, refusalOf, send } from '../../api.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { toast } from '../../elements/toast.tsx'
import { t } from '../../t.ts'
import { Mend, type Typed, varsOf } from './mend.tsx'
import { caseQuery } from './queries.ts'
import { say } from './words.ts'

/** What is done with a case; `mend` is a retry with mended variables. */
export type Doing = 'retry' | 'mend' | 'suspend' | 'resume' | 'cancel' | 'move'

interface OperationProps {
  view: CaseView
  doing: Doing
  onClose(): void
}

/** Asks for the reason of what is about to be done, and for what it needs beside it. */
export function OperationDialog({ view, doing, onClose }: OperationProps) {
  const client = useQueryClient()
  const [key] = useState(newKey)
  const [reason, setReason] = useState('')
  const [move, setMove] = useState<Target>(() => firstOf(view))
  const [typed, setTyped] = useState<readonly Typed[]>([{ name: '', value: '' }])
  const [fault, setFault] = useState<string>()
  const path = `/api/cases/${view.id}/${doing === 'mend' ? 'retry' : doing}`
  const run = useMutation({
    mutationFn: (body: OperationBody) => send<CaseView>('POST', path, body, key),
    onSuccess: async (next) => {
      client.setQueryData(caseQuery(view.id).queryKey, next)
      const again = (doing === 'retry' || doing === 'mend') && next.status === 'incident'
      toast(again ? say('still') : t('case.did', { action: say(`do.${doing}`) }), again)
      onClose()
      await client.invalidateQueries({ queryKey: ['cases'] })
      await client.invalidateQueries({ queryKey: ['row', view.record, view.recordId] })
    },
  })
  const confirm = () => {
    if (!reason.trim()) return setFault(say('reason.missing'))
    const vars = doing === 'mend' ? varsOf(typed) : {}
    if (!vars) return setFault(say('variables.missing'))
    setFault(undefined)
    run.mutate({ reason, ...(doing === 'move' ? move : {}), ...(doing === 'mend' ? { vars } : {}) })
  }
  return (
    <Dialog
      title={say(doing)}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('close')}
          </button>
          <button
            type="button"
            className={doing === 'cancel' ? 'button danger' : 'button primary'}
            disabled={run.isPending || (doing === 'move' && !move.node)}
            onClick={confirm}
          >
            {say(`do.${doing}`)}
          </button>
        </>
      }
    >
      <p>{wordsOf(view, doing)}</p>
      {doing === 'move' && <Places view={view} move={move} onMove={setMove} />}
      {doing === 'mend' && <Mend vars={view.vars} typed={typed} onType={setTyped} />}
      <label className="runs-field">
        {say('reason')}
        <textarea className="input" rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {(fault || run.isError) && (
        <p className="notice bad" role="alert">
          {fault ?? refusalOf(run.error).message}
        </p>
      )}
    </Dialog>
  )
}

interface Target {
  token: number
  node: string
}

function Places({ view, move, onMove }: { view: CaseView; move: Target; onMove(move: Target): void }) {
  const movable = view.tokens.filter(({ places }) => places.length > 0)
  const places = movable.find(({ token }) => token === move.token)?.places ?? []
  return (
    <>
      <label className="runs-field">
        {say('from')}
        <select
          className="input"
          value={move.token}
          onChange={(event) => onMove({ token: Number(event.target.value), node: '' })}
        >
          {movable.map(({ token, name }) => (
            <option key={token} value={token}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="runs-field">
        {say('to')}
        <select className="input" value={move.node} onChange={(event) => onMove({ ...move, node: event.target.value })}>
          <option value="">{say('choose')}</option>
          {places.map(({ node, name }) => (
            <option key={node} value={node}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

/** What waits for somebody is what one means, more often than the sub-process around it. */
const firstOf = ({ tokens }: CaseView): Target => {
  const movable = tokens.filter(({ places }) => places.length > 0)
  const first = movable.find(({ is }) => is === 'stuck') ?? movable.find(({ is }) => is === 'waiting') ?? movable[0]
  return { token: first?.token ?? 0, node: '' }
}

/** What will happen, to what, and what is kept. */
function wordsOf({ steps, recordLabel, children }: CaseView, doing: Doing): string {
  const open = children.filter(({ status }) => status !== 'ended' && status !== 'cancelled').length
  const family = doing === 'suspend' || doing === 'resume' || doing === 'cancel'
  return [
    say(`what.${doing}`, { at: steps.join('、') || recordLabel }),
    ...(family && open > 0 ? [say(`family.${doing}`, { n: open })] : []),
    say('what.told'),
  ].join('')
}
