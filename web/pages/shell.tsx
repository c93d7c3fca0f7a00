import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { SessionView } from '#kernel/http/contract.ts'
import { Icon, type IconName } from '../elements/icon.tsx'
import { Logo } from '../elements/weave.tsx'
import { kept } from '../kept.ts'
import { placesOf } from '../places.ts'
import { sessionQuery } from '../queries.ts'
import { useStream } from '../stream.ts'
import { t } from '../t.ts'
import { DemoStrip } from './demo-strip.tsx'
import { MeMenu } from './me-menu.tsx'
import { Nav } from './nav.tsx'
import './shell.css'

const loadPalette = () => import('./palette.tsx').then((module) => ({ default: module.Palette }))
const Palette = lazy(loadPalette)
const folded = kept<boolean>('nav.folded', false)

/** The frame of every page after sign-in: top bar, navigation by what people do, five tabs on a phone. */
export function Shell() {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const [isFolded, setFolded] = useState(folded.read)
  const [palette, setPalette] = useState(false)
  useStream()
  usePaletteKey(() => setPalette(true))
  // What is typed right after Ctrl+K must not be lost to a download.
  useEffect(() => void loadPalette(), [])
  const fold = (value: boolean) => {
    folded.write(value)
    setFolded(value)
  }
  const classes = ['shell', isFolded ? 'folded' : '', session.mode === 'demo' ? 'demo' : ''].join(' ')
  return (
    <div className={classes}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <TopBar session={session} onPalette={() => setPalette(true)} />
      <Nav nav={placesOf(session)} folded={isFolded} onFold={fold} />
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <TabBar session={session} />
      {palette && (
        <Suspense>
          <Palette session={session} onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  )
}

function TopBar({ session, onPalette }: { session: SessionView; onPalette(): void }) {
  return (
    <header className="topbar">
      <div className="topbar-row">
        <Link to="/" className="brand">
          <Logo />
          <b>{t('brand.short')}</b>
          <span>{session.company}</span>
        </Link>
        <button type="button" className="palette-face" onClick={onPalette} title={t('palette.open')}>
          <Icon name="search" />
          <span>{t('palette.open')}</span>
          <kbd>{isMac ? '⌘' : 'Ctrl'}</kbd>
          <kbd>K</kbd>
        </button>
        <div className="mine">
          <Link
            to="/messages"
            className="button bare icon bell"
            aria-label={t('shell.messages', { messages: session.counts.messages })}
          >
            <Icon name="bell" size={20} />
            {session.counts.messages > 0 && <span className="count">{session.counts.messages}</span>}
          </Link>
          <MeMenu session={session} />
        </div>
      </div>
      {session.mode === 'demo' && <DemoStrip />}
    </header>
  )
}

function TabBar({ session: { counts } }: { session: SessionView }) {
  const tab = (to: string, icon: IconName, label: string, count = 0, search = {}) => (
    <Link to={to} search={search} activeOptions={{ exact: to === '/', includeSearch: false }} activeProps={active}>
      <Icon name={icon} size={22} />
      {label}
      {count > 0 && <span className="count">{count > 99 ? '99+' : count}</span>}
    </Link>
  )
  return (
    <nav className="tabbar" aria-label={t('shell.tabs')}>
      {tab('/', 'home', t('tab.home'))}
      {tab('/work', 'inbox', t('tab.todo'), counts.todo, { box: 'todo' })}
      {tab('/start', 'plus', t('tab.start'))}
      {tab('/messages', 'bell', t('tab.messages'), counts.messages)}
      {tab('/me', 'person', t('tab.me'))}
    </nav>
  )
}

function usePaletteKey(open: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

const active = { className: 'active' }
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
