import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { get, refusalOf } from '#web/api.ts'
import { PageHead } from '#web/elements/page-head.tsx'
import { SearchBox } from '#web/elements/search-box.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import '#web/views/list.css'
import type { OpennessLine, OpennessView } from './open.ts'
import { Choice } from './pages/lens-bar.tsx'
import './pages/matrix.css'
import './pages/system.css'
import { say } from './pages/words.ts'

const opennessQuery = {
  queryKey: ['view', 'overview', 'openness'],
  queryFn: () => get<OpennessView>('/api/view/overview/openness'),
}

interface Lens {
  q?: string
  now?: string
}

/** 公开与保密: who may read what, by default and now, and why a default was changed. */
export function Page() {
  const { data, isPending, error } = useQuery(opennessQuery)
  const lens = useSearch({ strict: false }) as Lens
  const navigate = useNavigate()
  const change = (part: Lens) => {
    const next = Object.fromEntries(Object.entries({ ...lens, ...part }).filter(([, value]) => value))
    void navigate({ to: '/overview/openness' as string, search: next as never, replace: true })
  }
  const lines = data?.lines.filter((line) => fits(line, lens)) ?? []
  return (
    <>
      <PageHead title={say('openness.title')} line={say('openness.line')} />
      <p className="notice">{say('openness.rule')}</p>
      {error && <p className="notice bad">{refusalOf(error).message}</p>}
      {isPending && <LinesSkeleton lines={10} />}
      {data && (
        <>
          <div className="list-tools matrix-tools system-tools">
            <SearchBox label={say('openness.search')} value={lens.q ?? ''} onChange={(q) => change({ q })} />
            <Choice label={say('openness.now')} value={lens.now} onChange={(now) => change({ now })}>
              {[['', say('openness.all')], ...Object.entries(data.words)]}
            </Choice>
          </div>
          <p className="quiet small">{say('openness.count', countsOf(data))}</p>
          <section className="sheet-table" aria-label={say('openness.title')}>
            <table className="table system-table">
              <thead>
                <tr>
                  {(['record', 'nature', 'default', 'now', 'who', 'because'] as const).map((name) => (
                    <th key={name} scope="col">
                      <span>{say(`openness.${name}`)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <Line key={line.name} line={line} words={data.words} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </>
  )
}

function Line({ line, words }: { line: OpennessLine; words: OpennessView['words'] }) {
  return (
    <tr>
      <td className="lead">
        <Link to={`/r/${line.name}` as string}>{line.label}</Link>
      </td>
      <td data-label={say('openness.nature')}>{say(`openness.${line.nature}`)}</td>
      <td data-label={say('openness.default')}>{words[line.default]}</td>
      <td data-label={say('openness.now')}>
        {words[line.now]}
        {line.changed && <span className="quiet small"> · {say(`openness.${line.changed}`)}</span>}
      </td>
      <td data-label={say('openness.who')}>{line.who}</td>
      <td data-label={say('openness.because')}>{line.because ?? '—'}</td>
    </tr>
  )
}

const fits = (line: OpennessLine, { q, now }: Lens): boolean =>
  (!now || line.now === now) && (!q?.trim() || `${line.label}${line.who}`.includes(q.trim()))

function countsOf({ lines }: OpennessView): Record<string, number> {
  const of = (now: string) => lines.filter((line) => line.now === now).length
  const changed = lines.filter((line) => line.changed).length
  return { all: lines.length, open: of('open'), scope: of('scope'), concerned: of('concerned'), changed }
}
