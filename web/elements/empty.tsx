import type { ReactNode } from 'react'

/** An empty place: one sentence on what belongs here and at most one thing to do. */
export function Empty({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg
        width="72"
        height="48"
        viewBox="0 0 72 48"
        aria-hidden="true"
        fill="none"
        stroke="var(--line)"
        strokeWidth="3"
      >
        <path d="M12 2v44M28 2v44M44 2v44M60 2v44" />
        <path
          d="M2 12h10M16 12h28M48 12h22M2 24h26M32 24h28M2 36h10M16 36h28M48 36h22"
          stroke="var(--edge)"
          strokeWidth="1.5"
        />
      </svg>
      <p>{words}</p>
      {children}
    </div>
  )
}
