import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type HTMLInputTypeAttribute, useState } from 'react'
import type { SessionView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '../api.ts'
import { helloQuery, sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import { Welcome } from './sign-in.tsx'

const empty = { company: '', name: '', login: '', password: '', again: '' }
type Answers = typeof empty

/** First run: the company and its first administrator, from the one-time link; every fault is named at once. */
export function SetupPage() {
  const { token } = useSearch({ from: '/setup' })
  const [answers, setAnswers] = useState(empty)
  const [faults, setFaults] = useState<Record<string, string>>({})
  const setup = useSetup(setFaults)
  if (!token) return <Welcome words={t('setup.noToken')} />
  const submit = () => {
    const found = faultsOf(answers)
    setFaults(found)
    if (Object.keys(found).length === 0 && !setup.isPending) setup.mutate({ ...answers, token })
  }
  const input = (name: keyof Answers, type: HTMLInputTypeAttribute, autoComplete: string, help?: string) => (
    <label>
      {t(`setup.${name}`)}
      <input
        className="input"
        type={type}
        autoComplete={autoComplete}
        value={answers[name]}
        aria-invalid={name in faults}
        aria-describedby={`${name}-note`}
        onChange={(event) => setAnswers({ ...answers, [name]: event.target.value })}
      />
      <span id={`${name}-note`} className={faults[name] ? 'error' : 'small quiet'}>
        {faults[name]?.replace(/^[^：]{1,6}：/, '') ?? help}
      </span>
    </label>
  )
  return (
    <Welcome>
      <form
        className="setup"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <h2>{t('setup.title')}</h2>
        <p className="quiet">{t('setup.words')}</p>
        {input('company', 'text', 'organization', t('setup.companyHelp'))}
        {input('name', 'text', 'name')}
        {input('login', 'text', 'username', t('setup.loginHelp'))}
        {input('password', 'password', 'new-password', t('setup.rules'))}
        {input('again', 'password', 'new-password')}
        {setup.isError && !refusalOf(setup.error).fields && (
          <p className="notice bad" role="alert">
            {refusalOf(setup.error).message}
          </p>
        )}
        <button type="submit" className="button primary" disabled={setup.isPending}>
          {t('setup.submit')}
        </button>
      </form>
    </Welcome>
  )
}

function useSetup(onFaults: (faults: Record<string, string>) => void) {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: ({ again: _, ...body }: Answers & { token: string }) => send<SessionView>('POST', '/api/setup', body),
    onError: (error) => onFaults(refusalOf(error).fields ?? {}),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
      void client.invalidateQueries({ queryKey: helloQuery.queryKey })
      router.history.push('/')
    },
  })
}

function faultsOf(answers: Answers): Record<string, string> {
  const blank = Object.entries(answers).filter(([, value]) => value.trim() === '')
  const faults = Object.fromEntries(blank.map(([name]) => [name, t('form.required')]))
  if (!faults.again && answers.again !== answers.password) faults.again = t('setup.differ')
  return faults
}
