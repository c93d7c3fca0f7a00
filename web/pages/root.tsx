import { Outlet } from '@tanstack/react-router'
import { useConnected } from '../connection.ts'
import { Icon } from '../elements/icon.tsx'
import { Toasts } from '../elements/toast.tsx'
import { t } from '../t.ts'

/** Around every page: short words on what happened, and the strip while the server does not answer. */
export function Root() {
  const connected = useConnected()
  return (
    <>
      {!connected && (
        <div className="offline" role="status">
          <Icon name="warn" />
          {t('error.offline')}
        </div>
      )}
      <Outlet />
      <Toasts />
    </>
  )
}
