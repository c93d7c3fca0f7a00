import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { InvitationView, JoinBody } from '#kernel/http/account-contract.ts'
import type { SessionView } from '#kernel/http/contract.ts'
import { get, refusalOf, send } from '../api.ts'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { TextField } from '../elements/text-field.tsx'
import { sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import { blankOrDifferent } from './change-password.tsx'
import { Welcome } from './sign-in.tsx'

/** Behind a one-time link: a new colleague gets an account, or somebody sets a password anew; then one is signed in. */
export function JoinPage() {
  const { token } = useSearch({ from: '/join' })
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => get<InvitationView>(`/api/invitations/${encodeURIComponent(token ?? '')}`),
    enabled: token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!token) return <Refusal words={t('join.noToken')} />
  if (invitation.isError) return <Refusal words={refusalOf(invitation.error).message} />
  return <Welcome>{invitation.data ? <JoinForm token={token} {...invitation.data} /> : <LinesSkeleton />}</Welcome>
}

function JoinForm({ token, name, company, kind, login: known }: InvitationView & { token: string }) {
  const [answers, setAnswers] = useState({ ...(kind === 'join' ? { login: '' } : {}), password: '', again: '' })
  const [faults, setFaults] = useState<Record<string, string>>({})
  const join = useJoin(setFaults)
  const submit = () => {
    const found = blankOrDifferent(answers, answers.password)
    setFaults(found)
    const { again: _, ...body } = answers
    if (Object.keys(found).length === 0 && !join.isPending) join.mutate({ ...body, token })
  }
  const bound = (field: 'login' | 'password' | 'again') => ({
    label: t(`setup.${field}`),
    type: field === 'login' ? 'text' : 'password',
    autoComplete: field === 'login' ? 'username' : 'new-password',
    value: answers[field] ?? '',
    fault: faults[field],
    onChange: (value: string) => setAnswers({ ...answers, [field]: value }),
  })
  return (
    <form
      className="setup"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h2>{t(`join.title.${kind}`, { name })}</h2>
      <p className="quiet">{t(`join.words.${kind}`, { company, login: known ?? '' })}</p>
      {kind === 'join' && <TextField {...bound('login')} help={t('setup.loginHelp')} />}
      {known && <input type="text" autoComplete="username" value={known} readOnly hidden />}
      <TextField {...bound('password')} help={t('setup.rules')} />
      <TextField {...bound('again')} />
      {join.isError && !refusalOf(join.error).fields && (
        <p className="notice bad" role="alert">
          {refusalOf(join.error).message}
        </p>
      )}
      <button type="submit" className="button primary" disabled={join.isPending}>
        {t(`join.submit.${kind}`)}
      </button>
    </form>
  )
}

function useJoin(onFaults: (faults: Record<string, string>) => void) {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (body: JoinBody) => send<SessionView>('POST', '/api/join', body),
    onError: (error) => onFaults(refusalOf(error).fields ?? {}),
    onSuccess: (session) => {
      // Whoever was signed in here before is not any more; the link itself is still shown until the page changes.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'invitation' })
      client.setQueryData(sessionQuery.queryKey, session)
      router.history.push('/')
    },
  })
}

function Refusal({ words }: { words: string }) {
  return (
    <Welcome words={words}>
      <p>
        <Link to="/sign-in" className="button">
          {t('join.toSignIn')}
        </Link>
      </p>
    </Welcome>
  )
}
