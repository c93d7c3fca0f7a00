import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { get, refusalOf } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { Icon } from '#web/elements/icon.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { SearchBox } from '#web/elements/search-box.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import '#web/views/list.css'
import { CoverageSection } from './pages/coverage-section.tsx'
import { Choice, Switch } from './pages/lens-bar.tsx'
import './pages/matrix.css'
import './pages/system.css'
import { linesIn, type SystemLens } from './pages/system-lens.ts'
import { SystemTable } from './pages/system-table.tsx'
import { say } from './pages/words.ts'
import type { SystemView } from './system-types.ts'

const systemQuery = {
  queryKey: ['view', 'overview', 'system'],
  queryFn: () => get<SystemView>('/api/view/overview/system'),
}

/** 体系总览: policy → clause → process → form → indicator → responsible unit in one table; beside it 条款落地率. */
export function Page() {
  const { data, isPending, error } = useQuery(systemQuery)
  const lens = useSearch({ strict: false }) as SystemLens
  const navigate = useNavigate()
  const change = (part: SystemLens) => {
    const next = Object.fromEntries(Object.entries({ ...lens, ...part }).filter(([, value]) => value))
    void navigate({ to: '/overview' as string, search: next as never, replace: true })
  }
  const words = Object.entries(lens).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return (
    <>
      <PageHead title={say('system.title')} line={say('system.line')}>
        <Link to={'/overview/matrix' as string} className="button">
          {say('matrix.title')}
        </Link>
        <a className="button" href={`/api/view/overview/system/export?${new URLSearchParams(words)}`} download>
          <Icon name="download" size={16} />
          {say('system.export')}
        </a>
      </PageHead>
      <nav className="tabs" aria-label={say('system.tabs')}>
        {(['', 'coverage'] as const).map((view) => (
          <button
            key={view}
            type="button"
            aria-current={(lens.view ?? '') === view ? 'page' : undefined}
            onClick={() => change({ view })}
          >
            {say(`system.tab.${view}`)}
          </button>
        ))}
      </nav>
      {error && <p className="notice bad">{refusalOf(error).message}</p>}
      {isPending && <LinesSkeleton lines={12} />}
      {lens.view === 'coverage' ? <CoverageSection /> : data && <Whole view={data} lens={lens} onChange={change} />}
    </>
  )
}

interface WholeProps {
  view: SystemView
  lens: SystemLens
  onChange(part: SystemLens): void
}

function Whole({ view, lens, onChange }: WholeProps) {
  const lines = linesIn(view, lens)
  const policies = new Map(view.lines.map(({ policy }) => [policy.id, policy.title]))
  const units = new Map(view.lines.flatMap((line) => line.units.map(({ id, words }) => [id ?? '', words])))
  if (view.lines.length === 0) return <Empty words={say('system.empty')} />
  return (
    <>
      <div className="list-tools matrix-tools system-tools">
        <SearchBox label={say('system.search')} value={lens.q ?? ''} onChange={(q) => onChange({ q })} />
        <Choice label={say('matrix.policy')} value={lens.policy} onChange={(policy) => onChange({ policy })}>
          {[['', say('matrix.allPolicies')], ...policies]}
        </Choice>
        <Choice label={say('matrix.unit')} value={lens.unit} onChange={(unit) => onChange({ unit })}>
          {[['', say('matrix.allUnits')], ...units]}
        </Choice>
        <Choice label={say('system.missing')} value={lens.missing} onChange={(missing) => onChange({ missing })}>
          {gaps.map((gap) => [gap, say(`system.missing.${gap}`)])}
        </Choice>
        <Switch label={say('system.exempt')} value={lens.exempt} onChange={(exempt) => onChange({ exempt })} />
      </div>
      <p className="quiet small">{say('system.total', { ...view.total, shown: lines.length })}</p>
      {lines.length === 0 ? (
        <Empty words={say('system.nothing')}>
          <button
            type="button"
            className="button"
            onClick={() => onChange({ q: '', policy: '', unit: '', missing: '' })}
          >
            {say('matrix.clear')}
          </button>
        </Empty>
      ) : (
        <SystemTable lines={lines} />
      )}
      {view.loose.length > 0 && (
        <section className="system-loose">
          <h2>{say('system.loose')}</h2>
          <p className="quiet small">{say('system.looseLine')}</p>
          <ul>
            {view.loose.map(({ kind, name, words, link }) => (
              <li key={`${kind}${name}`}>
                <span className="quiet small">{say(`system.${kind}`)}</span> <Link to={link}>{words}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const gaps = ['', 'carrier', 'process', 'form', 'indicator'] as const
