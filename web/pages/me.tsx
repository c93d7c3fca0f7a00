import { useSuspenseQuery } from '@tanstack/react-query'
import { Icon } from '../elements/icon.tsx'
import { placesOf, postOf } from '../places.ts'
import { sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import { ChangePassword } from './change-password.tsx'
import { ThemeChoices, useLeave } from './me-menu.tsx'
import './messages.css'
import { MenuItems } from './nav.tsx'

/** 我的, the fifth tab of a phone: who I am, every place of the navigation, how it looks, sign out. */
export function MePage() {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const leave = useLeave()
  const { me } = session
  return (
    <div className="me">
      <header className="me-card">
        <div>
          <h1>{me.name}</h1>
          <p className="quiet">{postOf(me)}</p>
          <p className="quiet small">{session.company}</p>
        </div>
      </header>
      {placesOf(session)
        .filter((menu) => menu.items.length > 0)
        .map((menu, index) => (
          <details key={menu.label} className="panel" open={index === 0}>
            <summary>
              <h2>{menu.label}</h2>
              <Icon name="down" size={16} />
            </summary>
            <MenuItems menu={menu} />
          </details>
        ))}
      <section className="panel" aria-label={t('me.theme')}>
        <h2>{t('me.theme')}</h2>
        <ThemeChoices />
      </section>
      {session.mode === 'real' && <ChangePassword className="button" />}
      <button type="button" className="button" onClick={leave}>
        <Icon name="leave" />
        {t(session.mode === 'demo' ? 'me.switch' : 'me.leave')}
      </button>
    </div>
  )
}
