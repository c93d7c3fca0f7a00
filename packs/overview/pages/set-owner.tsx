import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListView } from '#kernel/http/contract.ts'
import { get, newKey, refusalOf, send } from '#web/api.ts'
import { Dialog } from '#web/elements/dialog.tsx'
import type { ProcessLine } from '../processes.ts'
import { Choice } from './lens-bar.tsx'
import { say } from './words.ts'

/** 定归口: which unit manages a process; writes the line of the ledger, or a new one. */
export function SetOwner({ line, onClose }: { line: ProcessLine; onClose(): void }) {
  const client = useQueryClient()
  const { owner } = line
  const [unit, setUnit] = useState(owner?.unit ?? '')
  const [key] = useState(newKey)
  const units = useQuery({
    queryKey: ['list', 'unit', 'all'],
    queryFn: () => get<ListView>('/api/unit?status=active&limit=500&sort=order'),
  })
  const save = useMutation({
    mutationFn: () =>
      owner?.id
        ? send('PATCH', `/api/process_owner/${owner.id}`, { fields: { unit }, version: owner.version }, key)
        : send('POST', '/api/process_owner', { fields: { process: line.name, label: line.label, unit } }, key),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['view', 'overview'] })
      onClose()
    },
  })
  return (
    <Dialog
      title={say('processes.setTitle', { label: line.label })}
      onClose={onClose}
      foot={
        <button
          type="button"
          className="button primary"
          disabled={!unit || save.isPending}
          onClick={() => save.mutate()}
        >
          {say('processes.save')}
        </button>
      }
    >
      <Choice label={say('processes.owner')} value={unit} onChange={setUnit}>
        {[['', '—'], ...(units.data?.rows ?? []).map((row) => [row.id, String(row.name)])]}
      </Choice>
      {save.isError && (
        <p className="notice bad" role="alert">
          {refusalOf(save.error).message}
        </p>
      )}
    </Dialog>
  )
}
