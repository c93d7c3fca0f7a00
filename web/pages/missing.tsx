import { Link } from '@tanstack/react-router'
import { Weave } from '../elements/weave.tsx'
import { t } from '../t.ts'

/** An address with nothing behind it. */
export const Missing = () => <Absent words={t('missing.words')} />

/** Something that is not there, or not for me; the server's words say which. */
export function Absent({ words }: { words: string }) {
  return (
    <div className="lost">
      <div className="lost-weave">
        <Weave columns={9} rows={4} gold={-1} />
      </div>
      <h1>{t('missing.title')}</h1>
      <p>{words}</p>
      <p className="lost-actions">
        <Link to="/" className="button primary">
          {t('missing.home')}
        </Link>
      </p>
    </div>
  )
}
