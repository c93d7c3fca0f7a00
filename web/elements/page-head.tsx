import type { ReactNode } from 'react'

/** The head of a page: its name, one line on what it is, what one can do here. */
export function PageHead({ title, line, children }: { title: ReactNode; line?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {line && <p className="line">{line}</p>}
      </div>
      {children && <div className="tools">{children}</div>}
    </header>
  )
}
