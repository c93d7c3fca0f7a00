import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { refusalOf, send, wordsOf } from '#web/api.ts'
import { Dialog } from '#web/elements/dialog.tsx'
import { toast } from '#web/elements/toast.tsx'
import { metaQuery } from '#web/queries.ts'
import { Form } from '#web/views/form.tsx'
import { useForm } from '#web/views/use-form.ts'
import type { ClauseNode } from './coverage.ts'
import { say } from './words.ts'

const typed = ['label', 'title', 'text']

/** 在后面加一条: number, title and words of a new clause, which gets its place and its anchor when it is added. */
export function AddClause({ policy, node, onAdded }: { policy: string; node: ClauseNode; onAdded(): void }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        {say('clause.add')}
      </button>
      {isOpen && (
        <AddDialog
          policy={policy}
          node={node}
          onClose={(added) => {
            setOpen(false)
            if (added) onAdded()
          }}
        />
      )}
    </>
  )
}

function AddDialog({ policy, node, onClose }: { policy: string; node: ClauseNode; onClose(added: boolean): void }) {
  const { data: meta } = useQuery(metaQuery('clause'))
  const base = { policy, after: node.id, level: node.level }
  const form = useForm(`clause/after/${node.id}`, base)
  const add = useMutation({
    mutationFn: () =>
      form.once((key) =>
        send<RowView>('POST', '/api/clause', { fields: { ...base, ...form.typed }, action: 'add' }, key),
      ),
    onError: (error) => {
      const refusal = refusalOf(error)
      form.setErrors(refusal.fields ?? {})
      toast(wordsOf(refusal), true)
    },
    onSuccess: () => {
      form.forget()
      onClose(true)
    },
  })
  if (!meta) return null
  return (
    <Dialog
      title={say('clause.add')}
      onClose={() => onClose(false)}
      foot={
        <button
          type="button"
          className="button primary"
          disabled={add.isPending}
          onClick={() => !form.isBusy() && add.mutate()}
        >
          {say('clause.added')}
        </button>
      }
    >
      <Form
        meta={{ ...meta, fields: meta.fields.filter(({ name }) => typed.includes(name)), sections: [] }}
        values={form.values}
        labels={{}}
        editable={new Set(typed)}
        errors={form.errors}
        fresh
        onChange={form.set}
      />
    </Dialog>
  )
}
