import type { NextView } from '#kernel/http/contract.ts'
import { t } from '../t.ts'
import './next-step.css'

/** What has to be done next on a row and by whom, in one line; what is still open leads to the part that shows it. */
export function NextStep({ next, onTab }: { next: NextView; onTab?(part: string): void }) {
  const open = next.open ?? []
  return (
    <section className="next-step" aria-label={t('case.next-step')}>
      <b>{t('case.next-step')}</b>
      <p>
        {next.words}
        {open.length > 0 && (
          <span className="next-open">
            {next.label && <span className="quiet">{next.label}：</span>}
            {open.map(({ words, part, late }) =>
              part && onTab ? (
                <button key={words} type="button" className={late ? 'late' : undefined} onClick={() => onTab(part)}>
                  {words}
                </button>
              ) : (
                <span key={words} className={late ? 'late' : undefined}>
                  {words}
                </span>
              ),
            )}
          </span>
        )}
      </p>
    </section>
  )
}
