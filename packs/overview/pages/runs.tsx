import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get, refusalOf } from '#web/api.ts'
import { PageHead } from '#web/elements/page-head.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import { formatTime } from '#web/format.ts'
import type { RunsView } from '../runs.ts'
import { say } from './words.ts'

/** The runs that a number of 流程清单 counts, as far as one may read their records. */
export function Runs({ process, isOpen }: { process: string; isOpen: boolean }) {
  const query = new URLSearchParams({ process, ...(isOpen ? { open: '1' } : {}) })
  const { data, isPending, error } = useQuery({
    queryKey: ['view', 'overview', 'runs', process, isOpen],
    queryFn: () => get<RunsView>(`/api/view/overview/runs?${query}`),
  })
  if (isPending) return <LinesSkeleton lines={8} />
  if (error) return <p className="notice bad">{refusalOf(error).message}</p>
  return (
    <>
      <PageHead title={say(isOpen ? 'runs.open' : 'runs.title', { label: data.label, days: data.days })}>
        <Link to={'/overview/processes' as string} className="button">
          {say('runs.back')}
        </Link>
      </PageHead>
      {data.runs.length === 0 && <p className="quiet">{say('runs.none')}</p>}
      {data.runs.length > 0 && (
        <section className="sheet-table" aria-label={data.label}>
          <table className="table system-table">
            <thead>
              <tr>
                {(['record', 'started', 'took', 'path'] as const).map((name) => (
                  <th key={name} scope="col">
                    <span>{say(`runs.${name}`)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.runs.map((run) => (
                <tr key={`${run.link}${run.started}`}>
                  <td className="lead">
                    <Link to={run.link}>{run.title}</Link>
                  </td>
                  <td data-label={say('runs.started')}>{formatTime(run.started)}</td>
                  <td data-label={say('runs.took')}>{run.took ?? say('runs.still')}</td>
                  <td data-label={say('runs.path')}>{run.path.join(' → ') || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {data.hidden > 0 && <p className="quiet small">{say('runs.hidden', { n: data.hidden })}</p>}
    </>
  )
}
