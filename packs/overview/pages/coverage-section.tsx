import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get, refusalOf } from '#web/api.ts'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import type { CoverageView, Passage } from '../coverage.ts'
import { say } from './words.ts'

const coverageQuery = {
  queryKey: ['view', 'overview', 'coverage'],
  queryFn: () => get<CoverageView>('/api/view/overview/coverage'),
}

/** 条款落地率: of every policy, opened to its chapters and what is still to be carried; then of every unit. */
export function CoverageSection() {
  const { data, isPending, error } = useQuery(coverageQuery)
  if (isPending) return <LinesSkeleton lines={8} />
  if (error) return <p className="notice bad">{refusalOf(error).message}</p>
  return (
    <div className="coverage-lists">
      <section>
        <h2>{say('coverage.policies')}</h2>
        <p className="quiet small">{say('coverage.line', data.total)}</p>
        {data.policies.map((policy) => (
          <details key={policy.id} className="coverage-item">
            <summary>
              <span>
                <b>《{policy.title}》</b> <span className="quiet small">{policy.owner}</span>
              </span>
              <Share {...policy} />
            </summary>
            <p className="small">
              <Link to={pathOf(policy.id)}>{say('coverage.open')}</Link>
              {policy.exempt > 0 && <span className="quiet"> · {say('coverage.exempt', { n: policy.exempt })}</span>}
            </p>
            {policy.chapters
              .filter(({ all }) => all > 0)
              .map((chapter) => (
                <div key={chapter.anchor} className="coverage-chapter">
                  <div>
                    <Link to={pathOf(policy.id)} hash={chapter.anchor}>
                      {chapter.title}
                    </Link>
                    <Share {...chapter} />
                  </div>
                  <Passages passages={chapter.open} />
                </div>
              ))}
          </details>
        ))}
      </section>
      <section>
        <h2>{say('coverage.units')}</h2>
        <p className="quiet small">{say('coverage.unitsLine')}</p>
        {data.units.map((unit) => (
          <details key={unit.unit} className="coverage-item">
            <summary>
              <b>{unit.name}</b>
              <Share {...unit} />
            </summary>
            <p className="small">
              <Link to={systemOf(unit.unit)}>{say('coverage.openUnit')}</Link>
            </p>
            <Passages passages={unit.open} />
          </details>
        ))}
      </section>
    </div>
  )
}

/** 12/15（80%） with a bar of that length. */
function Share({ done, all, percent }: { done: number; all: number; percent: number }) {
  if (all === 0) return <span className="quiet small">{say('coverage.none')}</span>
  return (
    <span className="coverage-share">
      <span className="coverage-bar" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      {say('coverage.share', { done, all, percent })}
    </span>
  )
}

function Passages({ passages }: { passages: readonly Passage[] }) {
  if (passages.length === 0) return null
  return (
    <ul className="coverage-open">
      {passages.map(({ policy, anchor, title }) => (
        <li key={`${policy}${anchor}`}>
          <span className="quiet small">{say('coverage.notYet')}</span>{' '}
          <Link to={pathOf(policy)} hash={anchor}>
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
}

const pathOf = (policy: string): string => `/policy/${policy}`
const systemOf = (unit: string): string => `/overview?unit=${unit}`
