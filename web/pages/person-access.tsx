import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { AccountView, Invited } from '#kernel/http/account-contract.ts'
import { get, refusalOf, send } from '../api.ts'
import { Dialog } from '../elements/dialog.tsx'
import { toast } from '../elements/toast.tsx'
import { formatTime } from '../format.ts'
import { rowQuery, sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import './person-access.css'

/** On a person's page, for administrators of the real thing: whether the person can sign in, and a one-time link. */
export function PersonAccess({ id }: { id: string }) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { data: view } = useSuspenseQuery(rowQuery('person', id))
  const mayInvite = session.mode === 'real' && session.me.roles.includes('administrator') && session.me.id !== id
  if (!mayInvite || view.row.status !== 'active') return null
  return <Access id={id} name={String(view.row.name)} />
}

function Access({ id, name }: { id: string; name: string }) {
  const account = useQuery({
    queryKey: ['account', id],
    queryFn: () => get<AccountView>(`/api/invitations?person=${id}`),
  })
  const invite = useMutation({
    mutationFn: () => send<Invited>('POST', '/api/invitations', { person: id }),
    onError: (error) => toast(refusalOf(error).message, true),
  })
  if (!account.data) return null
  const { login } = account.data
  return (
    <div className="notice access">
      <span className="grow">{login === null ? t('access.none', { name }) : t('access.has', { login })}</span>
      <button type="button" className="button small" disabled={invite.isPending} onClick={() => invite.mutate()}>
        {t(login === null ? 'access.join' : 'access.reset')}
      </button>
      {invite.data && <LinkDialog name={name} invited={invite.data} onClose={invite.reset} />}
    </div>
  )
}

interface LinkDialogProps {
  name: string
  invited: Invited
  onClose(): void
}

/** Shows a link once: whoever closes this makes a new one, and the earlier one ends. */
function LinkDialog({ name, invited: { path, kind, expiresAt }, onClose }: LinkDialogProps) {
  const [copied, setCopied] = useState(false)
  const link = useId()
  const url = `${location.origin}${path}`
  const foot = (
    <button type="button" className="button" onClick={onClose}>
      {t('close')}
    </button>
  )
  return (
    <Dialog title={t(`access.${kind}`)} onClose={onClose} foot={foot}>
      <p>{t(`access.words.${kind}`, { name })}</p>
      <div className="access-link">
        <input id={link} className="input" readOnly value={url} aria-label={t('access.link')} />
        <button type="button" className="button primary" onClick={async () => setCopied(await copy(link, url))}>
          {t(copied ? 'access.copied' : 'access.copy')}
        </button>
      </div>
      <p className="notice warn">{t(`access.once.${kind}`, { until: formatTime(expiresAt) })}</p>
    </Dialog>
  )
}

/** Without HTTPS a browser offers no clipboard to write to: then what is selected is copied, as by the keyboard. */
async function copy(input: string, words: string): Promise<boolean> {
  const shown = document.getElementById(input) as HTMLInputElement
  shown.select()
  if (!navigator.clipboard) return document.execCommand('copy')
  return navigator.clipboard.writeText(words).then(
    () => true,
    () => false,
  )
}
