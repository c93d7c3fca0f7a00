import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { refusalOf } from '../api.ts'
import { t } from '../t.ts'
import { Absent } from './missing.tsx'

/** A page that could not be shown: what happened, what to do, and the number that an administrator asks for. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const refusal = refusalOf(error)
  if (refusal.code === 'absent') return <Absent words={refusal.message} />
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div className="lost">
      <h1>{t(refusal.code === 'unavailable' ? 'failed.offline' : 'failed.title')}</h1>
      <p>{refusal.message}</p>
      <p className="lost-actions">
        <button type="button" className="button primary" onClick={again}>
          {t('failed.again')}
        </button>
        <Link to="/" className="button">
          {t('missing.home')}
        </Link>
      </p>
    </div>
  )
}
