import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ModelLine } from '#kernel/http/model-contract.ts'
import { refusalOf } from '../../api.ts'
import { Empty } from '../../elements/empty.tsx'
import { PageHead } from '../../elements/page-head.tsx'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { useReach } from '../../reach.ts'
import { useTitle } from '../../views/case.tsx'
import '../../views/list.css'
import './models.css'
import { modelsQuery } from './queries.ts'
import { say } from './words.ts'

/** 流程模型 at /models: every process and decision with what is in force, what runs, what is proposed. */
export function ModelsPage() {
  const { data, isPending, error } = useQuery(modelsQuery)
  const [words, setWords] = useState('')
  useTitle(say('title'))
  const found = (data ?? []).filter(({ label, record, name }) =>
    `${label}${record ?? ''}${name}`.includes(words.trim()),
  )
  return (
    <div className="models">
      <PageHead title={say('title')} line={say('line')} />
      {isPending && <LinesSkeleton lines={8} />}
      {error && <p className="notice bad">{refusalOf(error).message}</p>}
      {data && (
        <>
          <input
            className="input models-filter"
            type="search"
            value={words}
            aria-label={say('filter')}
            placeholder={say('filter')}
            onChange={(event) => setWords(event.target.value)}
          />
          {found.length === 0 && <Empty words={data.length === 0 ? say('empty') : say('nobody')} />}
          {(['bpmn', 'dmn'] as const).map((kind) => (
            <Lines key={kind} kind={kind} lines={found.filter((line) => line.kind === kind)} />
          ))}
        </>
      )}
    </div>
  )
}

function Lines({ kind, lines }: { kind: 'bpmn' | 'dmn'; lines: ModelLine[] }) {
  if (lines.length === 0) return null
  return (
    <section className="sheet-table labelled" aria-label={say(kind)}>
      <table className="table">
        <thead>
          <tr>
            {(kind === 'bpmn'
              ? (['bpmn', 'on', 'inForce', 'running', 'proposals'] as const)
              : (['dmn', 'inForce', 'proposals'] as const)
            ).map((head) => (
              <th key={head} scope="col">
                <span>{say(head)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.name} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line }: { line: ModelLine }) {
  const { kind, name, label, record, inForce, proposals } = line
  return (
    <tr>
      <td className="lead">
        <Link to="/models/$kind/$name" params={{ kind, name }}>
          {label}
        </Link>
      </td>
      {kind === 'bpmn' && <td data-label={say('on')}>{record}</td>}
      <td data-label={say('inForce')}>
        {inForce ? (
          <>
            {say('number', { n: inForce.number })} <span className="chip rest">{say(inForce.origin)}</span>
          </>
        ) : (
          say('none')
        )}
      </td>
      {kind === 'bpmn' && <td data-label={say('running')}>{line.running.length > 0 && <Running line={line} />}</td>}
      <td data-label={say('proposals')}>
        {proposals.map(({ id, number }) => (
          <Link key={id} to="/models/$kind/$name" params={{ kind, name }} search={{ edition: String(id) }}>
            <span className="chip warn">{say('number', { n: number })}</span>
          </Link>
        ))}
      </td>
    </tr>
  )
}

/** How many are open, by edition where they are not all of the one in force; whoever runs processes may go on to them. */
function Running({ line: { name, running, inForce } }: { line: ModelLine }) {
  const runs = useReach('/cases')
  const words = running
    .map(({ number, cases }) =>
      number === inForce?.number && running.length === 1
        ? say('cases', { n: cases })
        : say('casesOf', { n: number, cases }),
    )
    .join('，')
  if (!runs) return words
  return (
    <Link to="/cases" search={{ process: name }}>
      {words}
    </Link>
  )
}
