import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordMeta } from '#kernel/http/contract.ts'
import { Empty } from '#web/elements/empty.tsx'
import { StatusChip } from '#web/elements/marks.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { SearchBox } from '#web/elements/search-box.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import { formatDate } from '#web/format.ts'
import { metaQuery, sessionQuery } from '#web/queries.ts'
import { toneOf } from '#web/tone.ts'
import { useTitle } from '#web/views/case.tsx'
import '#web/views/list.css'
import type { CatalogueLine } from './contract.ts'
import './pages/life.css'
import './pages/policy.css'
import { viewQuery } from './pages/view-query.ts'
import { say } from './pages/words.ts'

/** 制度目录: every policy by category, with its figures; what is on its way stands under what is in force (POL-12). */
export function Page() {
  useTitle(say('catalogue.title'))
  const { data: meta } = useSuspenseQuery(metaQuery('policy'))
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { data: lines } = useQuery(viewQuery<CatalogueLine[]>('catalogue'))
  const [q, setQ] = useState('')
  const found = lines?.filter((line) => `${line.code ?? ''}${line.title}${line.owner}`.includes(q.trim()))
  const categories = meta.fields.find(({ name }) => name === 'category')?.choices ?? {}
  return (
    <div className="catalogue">
      <PageHead title={say('catalogue.title')} line={say('catalogue.line')}>
        <Link to="/r/$record" params={{ record: 'policy' }} search={{}} className="button">
          {say('catalogue.all')}
        </Link>
        {session.me.roles.includes('policy_writer') && (
          <Link to={'/policy/import' as string} className="button primary">
            {say('import.title')}
          </Link>
        )}
      </PageHead>
      <div className="list-tools">
        <SearchBox label={say('catalogue.search')} value={q} onChange={setQ} />
      </div>
      {!found && <LinesSkeleton lines={8} />}
      {found?.length === 0 && <Empty words={lines?.length === 0 ? meta.empty : say('catalogue.none')} />}
      {found && found.length > 0 && <Lines lines={found} meta={meta} categories={categories} />}
    </div>
  )
}

interface LinesProps {
  lines: CatalogueLine[]
  meta: RecordMeta
  categories: Readonly<Record<string, string>>
}

const columns = ['code', 'name', 'owner', 'edition', 'status', 'coverage', 'signing', 'review'] as const

function Lines({ lines, meta, categories }: LinesProps) {
  return (
    <div className="sheet-table">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                <span>{say(`catalogue.${column}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        {Object.entries(Object.groupBy(lines, ({ category }) => category)).map(([category, group = []]) => (
          <tbody key={category}>
            <tr className="catalogue-group">
              <th colSpan={columns.length} scope="rowgroup">
                <span>
                  {categories[category] ?? category} · {group.length}
                </span>
              </th>
            </tr>
            {group.map((line) => (
              <Line key={line.id} line={line} meta={meta} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Line({ line, meta }: { line: CatalogueLine; meta: RecordMeta }) {
  const cells = {
    code: line.code ?? '',
    name: (
      <Link to={`/policy/${line.id}` as string} className="row-link">
        {line.title}
      </Link>
    ),
    owner: line.owner,
    edition: line.edition,
    status: <StatusChip label={meta.states[line.status] ?? line.status} tone={toneOf(meta, line.status)} />,
    coverage: rate(line.done, line.leaves),
    signing: line.readers > 0 ? rate(line.signed, line.readers) : '',
    review: line.nextReviewOn ? formatDate(line.nextReviewOn) : '',
  }
  return (
    <tr>
      {columns.map((column) => (
        <td key={column} className={classes[column] ?? ''} data-label={say(`catalogue.${column}`)}>
          {cells[column]}
        </td>
      ))}
    </tr>
  )
}

const classes: Readonly<Record<string, string>> = {
  name: 'lead',
  coverage: 'figure',
  signing: 'figure',
  review: 'figure',
}

function rate(part: number, whole: number) {
  if (whole === 0) return ''
  return (
    <>
      {Math.round((part / whole) * 1000) / 10}%{' '}
      <span className="small quiet">
        {part}/{whole}
      </span>
    </>
  )
}
