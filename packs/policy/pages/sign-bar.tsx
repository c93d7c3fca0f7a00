import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RowView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '#web/api.ts'
import { toast } from '#web/elements/toast.tsx'
import type { ReadersOf } from '../contract.ts'
import { viewQuery } from './view-query.ts'
import { say } from './words.ts'

/** 签收: what I sign for this edition, in the words that are kept, when it waits for me. */
export function SignBar({ policy }: { policy: string }) {
  const client = useQueryClient()
  const { data } = useQuery(viewQuery<ReadersOf>('readers'))
  const mine = data?.mine.find((one) => one.policy === policy && one.status === 'open')
  const sign = useMutation({
    mutationFn: (id: string) => send<RowView>('POST', `/api/acknowledgement/${id}/sign`, {}),
    onError: (error) => toast(refusalOf(error).message, true),
    onSuccess: async () => {
      toast(say('sign.done'))
      await client.invalidateQueries({ queryKey: ['view', 'policy'] })
      void client.invalidateQueries({ queryKey: ['workbench'] })
    },
  })
  if (!mine) return null
  return (
    <section className="notice sign-bar" aria-label={say('sign.title')}>
      <p className="grow">
        {say(mine.part === 'changed' ? 'sign.changed' : 'sign.whole')}
        <b>{mine.says}</b>
      </p>
      <button type="button" className="button primary" disabled={sign.isPending} onClick={() => sign.mutate(mine.id)}>
        {say('sign.title')}
      </button>
    </section>
  )
}
