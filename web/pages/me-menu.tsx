import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SessionView } from '#kernel/http/contract.ts'
import { send } from '../api.ts'
import { Icon, type IconName } from '../elements/icon.tsx'
import { Menu } from '../elements/menu.tsx'
import { postOf } from '../places.ts'
import { t } from '../t.ts'
import { chooseTheme, type ThemeChoice, themeChoice } from '../theme.ts'
import { ChangePassword } from './change-password.tsx'

/** My name at the top right: who I am, how it looks, sign out. */
export function MeMenu({ session }: { session: SessionView }) {
  const { me } = session
  const leave = useLeave()
  return (
    <Menu
      face={
        <>
          {me.name}
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => (
        <>
          <p className="menu-item">
            <span>
              {me.name}
              <br />
              <span className="small quiet">{postOf(me)}</span>
            </span>
          </p>
          <hr />
          <ThemeChoices />
          <hr />
          {session.mode === 'real' && <ChangePassword className="menu-item" onClose={close} />}
          <button type="button" className="menu-item" onClick={leave}>
            <Icon name="leave" />
            {t(session.mode === 'demo' ? 'me.switch' : 'me.leave')}
          </button>
        </>
      )}
    </Menu>
  )
}

/** Light, dark, or as the device says. */
export function ThemeChoices() {
  const [choice, setChoice] = useState(themeChoice)
  const choose = (next: ThemeChoice) => {
    chooseTheme(next)
    setChoice(next)
  }
  return (
    <div role="radiogroup" aria-label={t('me.theme')}>
      {choices.map(([name, icon]) => (
        // biome-ignore lint/a11y/useSemanticElements: a row of a menu, not a form's radio button
        <button
          key={name}
          type="button"
          className="menu-item"
          role="radio"
          aria-checked={choice === name}
          onClick={() => choose(name)}
        >
          <Icon name={icon} />
          {t(`me.theme.${name}`)}
          {choice === name && <Icon name="check" size={16} />}
        </button>
      ))}
    </div>
  )
}

/** Ends the session and forgets what was fetched for this person; what the sign-in page asks is everybody's. */
export function useLeave(): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async () => {
    await send('DELETE', '/api/session', undefined)
    await router.navigate({ to: '/sign-in' })
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'hello' })
  }
}

const choices: readonly (readonly [ThemeChoice, IconName])[] = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['device', 'device'],
]
