import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { get, refusalOf } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import type { PackPageProps } from '#web/pack-pages.tsx'
import { useReach } from '#web/reach.ts'
import '#web/views/list.css'
import { SetOwner } from './pages/set-owner.tsx'
import './pages/system.css'
import { Runs } from './pages/runs.tsx'
import { say } from './pages/words.ts'
import type { ProcessesView, ProcessLine } from './processes.ts'

/** 流程清单 at /overview/processes; the runs behind a number at /overview/processes/<process>. */
export function Page({ id }: PackPageProps) {
  const { open } = useSearch({ strict: false }) as { open?: string }
  return id ? <Runs process={id} isOpen={open === '1'} /> : <Processes />
}

const processesQuery = {
  queryKey: ['view', 'overview', 'processes'],
  queryFn: () => get<ProcessesView>('/api/view/overview/processes'),
}

function Processes() {
  const { data, isPending, error } = useQuery(processesQuery)
  return (
    <>
      <PageHead title={say('processes.title')} line={say('processes.line')} />
      {isPending && <LinesSkeleton lines={8} />}
      {error && <p className="notice bad">{refusalOf(error).message}</p>}
      {data?.lines.length === 0 && <Empty words={say('processes.empty')} />}
      {data && data.lines.length > 0 && (
        <>
          <section className="sheet-table" aria-label={say('processes.title')}>
            <table className="table system-table">
              <thead>
                <tr>
                  {heads.map((name) => (
                    <th key={name} scope="col">
                      <span>{say(`processes.${name}`)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.lines.map((line) => (
                  <Line key={line.name} line={line} mayRegister={data.mayRegister} />
                ))}
              </tbody>
            </table>
          </section>
          <p className="quiet small">{say('processes.note')}</p>
        </>
      )}
    </>
  )
}

const heads = ['name', 'owner', 'involved', 'clauses', 'running', 'recent', 'median', 'paths'] as const

function Line({ line, mayRegister }: { line: ProcessLine; mayRegister: boolean }) {
  const runs: string = `/overview/processes/${line.name}`
  const keepsModels = useReach('/models')
  const [from, median, to] = line.quartiles ?? []
  return (
    <tr>
      <td className="lead">
        <Link to={`/r/${line.record}` as string}>{line.label}</Link>
        <div className="quiet small">
          {keepsModels ? (
            <Link to={`/models/bpmn/${line.name}` as string}>{say('processes.model', { n: line.edition })}</Link>
          ) : (
            say('processes.edition', { n: line.edition })
          )}
        </div>
      </td>
      <td data-label={say('processes.owner')}>
        <OwnerOf line={line} mayRegister={mayRegister} />
      </td>
      <td data-label={say('processes.involved')}>{line.involved.join('、') || '—'}</td>
      <td data-label={say('processes.clauses')}>
        <ClausesOf line={line} />
      </td>
      <td data-label={say('processes.running')}>
        <Link to={runs} search={{ open: '1' } as never}>
          {line.running}
        </Link>
      </td>
      <td data-label={say('processes.recent')}>
        <Link to={runs}>{line.runs}</Link>
      </td>
      <td data-label={say('processes.median')}>
        {median ? <Link to={runs}>{median}</Link> : <span className="quiet small">{say('processes.noRuns')}</span>}
        {from && to && <div className="quiet small">{say('processes.spread', { from, to })}</div>}
      </td>
      <td data-label={say('processes.paths')}>
        {line.usual === null ? (
          '—'
        ) : (
          <Link to={runs}>{say('processes.pathsOf', { n: line.paths, usual: line.usual })}</Link>
        )}
      </td>
    </tr>
  )
}

function OwnerOf({ line, mayRegister }: { line: ProcessLine; mayRegister: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {line.owner ? (
        <Link to={`/r/duty?unit=${line.owner.unit}` as string}>{line.owner.name}</Link>
      ) : (
        <span className="quiet">{say('processes.noOwner')}</span>
      )}
      {line.owner?.from === 'policy' && <div className="quiet small">{say('processes.byPolicy')}</div>}
      {mayRegister && (
        <button type="button" className="button small bare" onClick={() => setOpen(true)}>
          {say('processes.set')}
        </button>
      )}
      {isOpen && <SetOwner line={line} onClose={() => setOpen(false)} />}
    </>
  )
}

function ClausesOf({ line }: { line: ProcessLine }) {
  if (line.clauses.length === 0) return <span className="quiet small">{say('processes.noClause')}</span>
  return (
    <ul>
      {line.clauses.map(({ policy, title, anchor, label }) => (
        <li key={`${policy}${anchor}`}>
          <Link to={`/policy/${policy}` as string} hash={anchor}>
            《{title}》{label}
          </Link>
        </li>
      ))}
    </ul>
  )
}
