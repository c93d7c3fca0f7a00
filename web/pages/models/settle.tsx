import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { EditionDone, EditionLine, ModelView } from '#kernel/http/model-contract.ts'
import { newKey, refusalOf, send } from '../../api.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { toast } from '../../elements/toast.tsx'
import { say } from './words.ts'

interface SettleProps {
  model: ModelView
  edition: EditionLine
  onClose(): void
}

/** 发布: a proposal takes the place of the edition in force, for what begins from now on. */
export function Publish({ model, edition, onClose }: SettleProps) {
  const over = model.editions.find(({ state }) => state === 'effective')?.id ?? null
  const running = model.editions.reduce((sum, { running }) => sum + running, 0)
  return (
    <Reason
      title={say('publishTitle', { n: edition.number })}
      line={model.kind === 'bpmn' ? say('publishLine', { n: running }) : say('publishTable')}
      go={say('publish')}
      path={`/api/models/editions/${edition.id}/publish`}
      more={{ over }}
      onClose={onClose}
    />
  )
}

/** 撤回: a proposal is taken back. */
export function Withdraw({ edition, onClose }: SettleProps) {
  return (
    <Reason
      title={say('withdrawTitle', { n: edition.number })}
      line={say('withdrawLine')}
      go={say('withdraw')}
      path={`/api/models/editions/${edition.id}/withdraw`}
      more={{}}
      onClose={onClose}
    />
  )
}

interface ReasonProps {
  title: string
  line: string
  go: string
  path: string
  more: object
  onClose(): void
}

function Reason({ title, line, go, path, more, onClose }: ReasonProps) {
  const client = useQueryClient()
  const key = useRef(newKey())
  const [reason, setReason] = useState('')
  const settle = useMutation({
    mutationFn: () => send<EditionDone>('POST', path, { reason, ...more }, key.current),
    onSuccess: ({ message }) => {
      toast(message)
      onClose()
    },
    onError: (error) => {
      key.current = newKey()
      toast(refusalOf(error).message, true)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  })
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <button
          type="button"
          className="button primary"
          disabled={settle.isPending || !reason.trim()}
          onClick={() => settle.mutate()}
        >
          {go}
        </button>
      }
    >
      <p>{line}</p>
      <label>
        {say('reason')}
        <textarea
          className="input"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <span className="small quiet">{say('reasonHelp')}</span>
      </label>
    </Dialog>
  )
}
