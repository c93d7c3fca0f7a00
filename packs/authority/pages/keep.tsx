import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '#web/api.ts'
import { Dialog } from '#web/elements/dialog.tsx'
import { toast } from '#web/elements/toast.tsx'
import type { Places } from '../table.ts'
import type { TableView } from '../views.ts'
import { type Cells, cellsOf, rowOf } from './cells.ts'
import { say } from './words.ts'

/** Edits to the rows of a draft, and saving them: the version that one began from goes with it, as everywhere. */
export function useDraft(view: TableView) {
  const [typed, setTyped] = useState<Cells[]>()
  const [seated, setSeated] = useState<Places>()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      send<RowView>('PATCH', `/api/authority_table/${view.id}`, {
        fields: {
          ...(typed ? { rows: typed.map((cells) => rowOf(cells, view.columns)) } : {}),
          ...(seated ? { places: seated } : {}),
        },
        version: view.version,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['authority'] })
      setTyped(undefined)
      setSeated(undefined)
      toast(say('saved'))
    },
    onError: (error) => toast(refusalOf(error).message, true),
  })
  const rows = typed ?? view.table.rows.map(cellsOf)
  const places = seated ?? view.table.places
  const isDirty = typed !== undefined || seated !== undefined
  return { rows, set: setTyped, places, setPlaces: setSeated, save, isDirty }
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

/** 发布: asks on what ground and from which day; on that day the edition runs. */
export function Publish({ view, onClose }: { view: TableView; onClose(): void }) {
  const client = useQueryClient()
  const [on, setOn] = useState(view.effectiveOn ?? '')
  const publish = useMutation({
    mutationFn: async (opinion: string) => {
      const path = `/api/authority_table/${view.id}`
      const fields = { effectiveOn: on || null }
      const { row } = await send<RowView>('PATCH', path, { fields, version: view.version })
      return send<RowView>('POST', `${path}/publish`, { opinion, version: row.version })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['authority'] })
      toast(say('published'))
      onClose()
    },
    onError: async (error) => {
      await client.invalidateQueries({ queryKey: ['authority'] })
      toast(refusalOf(error).message, true)
    },
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
    >
      <label>
        {say('publishOn')}
        <input className="input" type="date" value={on} onChange={(event) => setOn(event.target.value)} />
      </label>
    </Reason>
  )
}

/** 收回: an edition that waits for its day becomes a draft again. */
export function Recall({ view, onClose }: { view: TableView; onClose(): void }) {
  const client = useQueryClient()
  const recall = useMutation({
    mutationFn: (opinion: string) =>
      send<RowView>('POST', `/api/authority_table/${view.id}/recall`, { opinion, version: view.version }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['authority'] })
      toast(say('recalled'))
      onClose()
    },
    onError: (error) => toast(refusalOf(error).message, true),
  })
  return (
    <Reason
      title={say('recall')}
      label={say('recallReason')}
      line={say('recallLine')}
      go={say('recall')}
      busy={recall.isPending}
      onGo={recall.mutate}
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
  children?: ReactNode
}

function Reason({ title, label, line, go, busy, onGo, onClose, children }: ReasonProps) {
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
      {children}
      <p className="small quiet">{line}</p>
    </Dialog>
  )
}
