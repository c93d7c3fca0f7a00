import { t } from '../t.ts'

/** Shown after 200 ms of waiting: the outline of a page, never a blank one. */
export function PageSkeleton() {
  return (
    <div className="skeleton" role="status" aria-label={t('wait')}>
      {widths.map((width) => (
        <i key={width} style={{ width }} />
      ))}
    </div>
  )
}

/** Some lines of a list that is on its way. */
export function LinesSkeleton({ lines = 5 }: { lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={t('wait')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <i key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

const widths = ['28%', '46%', '92%', '88%', '74%', '90%', '62%']
