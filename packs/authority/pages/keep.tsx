import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '#web/api.ts'
import { Dialog } from '#web/elements/dialog.tsx'
import { toast } from '#web/elements/toast.tsx'
import type { TableView } from '../views.ts'
import { type Cells, cellsOf, rowOf } from './cells.ts'
import { say } from './words.ts'

/** Edits to the rows of a draft, and saving them: the version that one began from goes with it, as everywhere. */
export function useDraft(view: TableView) {
  const [typed, setTyped] = useState<Cells[]>()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      send<RowView>('PATCH', `/api/authority_table/${view.id}`, {
        fields: { rows: rows.map((cells) => rowOf(cells, view.columns)) },
        version: view.version,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['authority'] })
      setTyped(undefined)
      toast(say('saved'))
    },
    onError: (error) => toast(refusalOf(error).message, true),
  })
  const rows = typed ?? view.table.rows.map(cellsOf)
  return { rows, set: setTyped, save, isDirty: typed !== undefined }
}

/** 起草新一版: a copy of the edition in force, with the reason for changing it. */
export function Revise({ view, onClose }: { view: TableView; onClose(): void }) {
  const navigate = useNavigate()
  const published = view.editions.filter(({ status }) => status !== 'draft').length
  const make = useMutation({
    mutationFn: (reason: string) =>
      send<RowView>('POST', '/api/authority_table', {
        fields: { edition: `V${Math.max(published, view.editions.length) + 1}`, reason, ...view.table },
      }),
    onSuccess: ({ row }) => navigate({ href: `/authority/${row.id}` }),
    onError: (error) => toast(refusalOf(error).message, true),
  })
  return (
    <Reason
      title={say('revise')}
      label={say('reviseReason')}
      line={say('reviseHelp')}
      go={say('reviseGo')}
      busy={make.isPending}
      onGo={make.mutate}
      onClose={onClose}
    />
  )
}

/** 发布: asks on what ground, then the edition runs. */
export function Publish({ view, onClose }: { view: TableView; onClose(): void }) {
  const client = useQueryClient()
  const publish = useMutation({
    mutationFn: (opinion: string) =>
      send<RowView>('POST', `/api/authority_table/${view.id}/publish`, { opinion, version: view.version }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['authority'] })
      toast(say('published'))
      onClose()
    },
    onError: (error) => toast(refusalOf(error).message, true),
  })
  return (
    <Reason
      title={say('publish')}
      label={say('publishReason')}
      line={say('publishLine')}
      go={say('publish')}
      busy={publish.isPending}
      onGo={publish.mutate}
      onClose={onClose}
    />
  )
}

interface ReasonProps {
  title: string
  label: string
  line: string
  go: string
  busy: boolean
  onGo(words: string): void
  onClose(): void
}

function Reason({ title, label, line, go, busy, onGo, onClose }: ReasonProps) {
  const [words, setWords] = useState('')
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <button type="button" className="button primary" disabled={busy || !words.trim()} onClick={() => onGo(words)}>
          {go}
        </button>
      }
    >
      <label>
        {label}
        <textarea className="input" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <p className="small quiet">{line}</p>
    </Dialog>
  )
}
