import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { get } from '#web/api.ts'
import { Empty } from '#web/elements/empty.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import type { PackPageProps } from '#web/pack-pages.tsx'
import { sessionQuery } from '#web/queries.ts'
import { useTitle } from '#web/views/case.tsx'
import type { TreeUnit, TreeView } from './contract.ts'
import './pages/structure.css'
import { UnitPage } from './pages/unit-page.tsx'
import { say } from './pages/words.ts'

/** 组织架构: the tree as of a day at /org/structure, a unit with its duties and authority at /org/structure/<id>. */
export function Page({ id }: PackPageProps) {
  return id ? <UnitPage id={id} /> : <TreePage />
}

function TreePage() {
  useTitle(say('tree.title'))
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { searchStr } = useLocation()
  const navigate = useNavigate()
  const day = new URLSearchParams(searchStr).get('day')?.replaceAll('"', '') ?? ''
  const { data } = useQuery({
    queryKey: ['view', 'org', 'tree', day],
    queryFn: () => get<TreeView>(`/api/view/org/tree?day=${encodeURIComponent(day)}`),
  })
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const go = (next: string) =>
    void navigate({ href: next ? `/org/structure?day=${next}` : '/org/structure', replace: true })
  const total = (of: (unit: TreeUnit) => number) => data?.units.reduce((sum, unit) => sum + of(unit), 0) ?? 0
  return (
    <div className="structure">
      <PageHead title={say('tree.title')} line={say('tree.line')}>
        {session.me.roles.includes('organiser') && (
          <Link to="/r/$record/new" params={{ record: 'reorganisation' }} className="button">
            {say('tree.change')}
          </Link>
        )}
      </PageHead>
      <div className="structure-tools">
        <label>
          {say('tree.day')}{' '}
          <input
            className="input"
            type="date"
            value={day || (data?.day ?? '')}
            onChange={(event) => go(event.target.value)}
          />
        </label>
        {day && (
          <button type="button" className="button small" onClick={() => go('')}>
            {say('tree.today')}
          </button>
        )}
        {data && (
          <span className="quiet">
            {say('tree.total', {
              places: total(({ headcount }) => headcount),
              people: total(({ staffed }) => staffed),
              vacant: total(({ vacancies }) => vacancies.length),
            })}
          </span>
        )}
      </div>
      {!data && <LinesSkeleton lines={10} />}
      {data?.units.length === 0 && <Empty words={say('tree.empty')} />}
      {data && data.units.length > 0 && (
        <table className="units">
          <thead>
            <tr>
              {(['tree.unit', 'tree.head', 'tree.places', 'tree.vacant'] as const).map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder(data.units, folded).map(({ unit, depth, hasBelow }) => (
              <UnitRow
                key={unit.id}
                unit={unit}
                depth={depth}
                fold={
                  hasBelow
                    ? { isFolded: folded.has(unit.id), toggle: () => setFolded(toggled(folded, unit.id)) }
                    : undefined
                }
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface UnitRowProps {
  unit: TreeUnit
  depth: number
  fold: { isFolded: boolean; toggle(): void } | undefined
}

function UnitRow({ unit, depth, fold }: UnitRowProps) {
  return (
    <tr>
      <th scope="row" style={{ paddingLeft: `${30 + depth * 20}px` }}>
        {fold && (
          <button
            type="button"
            className="fold"
            aria-expanded={!fold.isFolded}
            aria-label={say('tree.fold', { name: unit.name })}
            onClick={fold.toggle}
          >
            {fold.isFolded ? '▸' : '▾'}
          </button>
        )}
        <Link to={`/org/structure/${unit.id}` as string}>{unit.name}</Link>
      </th>
      <td>{unit.heads.join('、') || (unit.headcount > 0 && <span className="quiet">{say('tree.none')}</span>)}</td>
      <td className={unit.staffed < unit.headcount ? 'short' : ''}>
        {unit.staffed} / {unit.headcount}
      </td>
      <td className="vacant">{unit.vacancies.join('、')}</td>
    </tr>
  )
}

/** The units in the order of the tree, each with its depth; what stands under a folded one is left out. */
function inOrder(units: readonly TreeUnit[], folded: ReadonlySet<string>) {
  const known = new Set(units.map(({ id }) => id))
  const below = Map.groupBy(units, ({ parent }) => (parent && known.has(parent) ? parent : null))
  const walk = (parent: string | null, depth: number): { unit: TreeUnit; depth: number; hasBelow: boolean }[] =>
    (below.get(parent) ?? []).flatMap((unit) => [
      { unit, depth, hasBelow: below.has(unit.id) },
      ...(folded.has(unit.id) ? [] : walk(unit.id, depth + 1)),
    ])
  return walk(null, 0)
}

function toggled(folded: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(folded)
  if (!next.delete(id)) next.add(id)
  return next
}
