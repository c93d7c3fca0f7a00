import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { DemoPerson } from '#kernel/http/account-contract.ts'
import type { SessionView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '../api.ts'
import { Icon } from '../elements/icon.tsx'
import { Logo, Weave } from '../elements/weave.tsx'
import { postOf } from '../places.ts'
import { helloQuery, sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import './sign-in.css'

/** Sign-in: in the demo a choice of people, else account and password. Then back to where one was going. */
export function SignInPage() {
  const { data: hello } = useSuspenseQuery(helloQuery)
  if (hello.setup) return <Welcome words={t('setup.waiting')} />
  return <Welcome>{hello.mode === 'demo' ? <DemoPeople people={hello.people ?? []} /> : <Account />}</Welcome>
}

/** The cloth at the left, what is asked at the right; sign-in and first run share it. */
export function Welcome({ words, children }: { words?: string; children?: ReactNode }) {
  return (
    <div className="sign-in">
      <aside>
        <Weave columns={16} rows={26} gold={13} />
        <div className="brand">
          <Logo size={34} />
          {t('brand')}
        </div>
        <div className="motto">
          <h1>{t('motto')}</h1>
          <p>{t('motto.long')}</p>
        </div>
      </aside>
      <main>
        {words && <p>{words}</p>}
        {children}
      </main>
    </div>
  )
}

function DemoPeople({ people }: { people: DemoPerson[] }) {
  const [query, setQuery] = useState('')
  const enter = useEnter()
  const cards = people.filter((person) => person.line)
  const others = people.filter((person) => !person.line && words(person).includes(query.trim()))
  const choose = (person: DemoPerson) => enter.mutate({ person: person.id })
  return (
    <>
      <p className="notice">{t('demo.invented')}</p>
      <h2>{t('signIn.choose')}</h2>
      {enter.isError && <p className="notice bad">{refusalOf(enter.error).message}</p>}
      <ul className="people">
        {cards.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="person"
              disabled={enter.isPending}
              aria-busy={enter.isPending && enter.variables.person === person.id}
              onClick={() => choose(person)}
            >
              <span className="seal" aria-hidden="true">
                {person.name.slice(0, 1)}
              </span>
              <b>
                {person.name}
                <span>{postOf(person)}</span>
              </b>
              <span className="line">{person.line}</span>
            </button>
          </li>
        ))}
      </ul>
      <section className="others">
        <label className="searchbox">
          <Icon name="search" />
          <span className="hidden">{t('signIn.search')}</span>
          <input
            className="input"
            placeholder={t('signIn.search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
        {others.length === 0 && <p className="small quiet">{t('signIn.nobody')}</p>}
        <ul>
          {others.map((person) => (
            <li key={person.id}>
              <button type="button" disabled={enter.isPending} onClick={() => choose(person)}>
                {person.name}
                <span>{postOf(person)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Account() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const enter = useEnter()
  return (
    <form
      className="account"
      onSubmit={(event) => {
        event.preventDefault()
        if (!enter.isPending) enter.mutate({ login, password })
      }}
    >
      <h2>{t('signIn.title')}</h2>
      <label>
        {t('signIn.login')}
        <input
          className="input"
          autoComplete="username"
          required
          value={login}
          onChange={(e) => setLogin(e.target.value)}
        />
      </label>
      <label>
        {t('signIn.password')}
        <input
          className="input"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </label>
      {enter.isError && (
        <p className="notice bad" role="alert">
          {refusalOf(enter.error).message}
        </p>
      )}
      <button type="submit" className="button primary" disabled={enter.isPending}>
        {t('signIn.enter')}
      </button>
    </form>
  )
}

/** Makes a session and goes where one wanted to go. */
export function useEnter() {
  const client = useQueryClient()
  const router = useRouter()
  const { to } = useSearch({ strict: false }) as { to?: string }
  return useMutation({
    mutationFn: (body: { person?: string; login?: string; password?: string }) =>
      send<SessionView>('POST', '/api/session', body),
    onSuccess: (session) => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      router.history.push(to ?? '/')
    },
  })
}

const words = (person: DemoPerson) => `${person.name}${person.unit}${person.position}`
