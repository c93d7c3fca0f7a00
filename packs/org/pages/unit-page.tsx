import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get, refusalOf } from '#web/api.ts'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import { Absent } from '#web/pages/missing.tsx'
import { useTitle } from '#web/views/case.tsx'
import type { UnitView } from '../contract.ts'
import { say } from './words.ts'

/** A unit: its posts and who is in them, what it has to do, and what it may decide (ORG-02). */
export function UnitPage({ id }: { id: string }) {
  const { data, error } = useQuery({
    queryKey: ['view', 'org', 'unit', id],
    queryFn: () => get<UnitView>(`/api/view/org/unit?id=${id}`),
  })
  useTitle(data?.name)
  if (error) return <Absent words={refusalOf(error).message} />
  if (!data) return <LinesSkeleton lines={10} />
  return (
    <article className="unit-page">
      <header>
        <p className="small quiet">
          <Link to={'/org/structure' as string}>{say('tree.title')}</Link>
          {data.path.map((name) => ` / ${name}`)}
        </p>
        <h1>{data.name}</h1>
        <p className="quiet">
          {say('tree.head')} {data.heads.join('、') || say('tree.none')}
          {data.overseers.length > 0 && ` · ${say('unit.overseer')} ${data.overseers.join('、')}`} ·{' '}
          <Link to="/r/$record/$id" params={{ record: 'unit', id }}>
            {say('unit.record')}
          </Link>
        </p>
      </header>
      <Posts posts={data.posts} />
      <Duties duties={data.duties} />
      <Powers powers={data.powers} />
    </article>
  )
}

function Posts({ posts }: Pick<UnitView, 'posts'>) {
  return (
    <section aria-labelledby="unit-posts">
      <h2 id="unit-posts">{say('unit.posts')}</h2>
      <ul className="unit-list">
        {posts.map((post) => (
          <li key={post.id}>
            <Link to="/r/$record/$id" params={{ record: 'position', id: post.id }}>
              {post.name}
            </Link>
            {post.people.length > 0 ? (
              <span>{post.people.join('、')}</span>
            ) : (
              <span className="vacant">{say('unit.vacant')}</span>
            )}
            <span className="quiet small">
              {post.headcount !== null && say('unit.headcount', { n: post.headcount })}{' '}
              {post.description && (
                <Link to="/r/$record/$id" params={{ record: 'job_description', id: post.description }}>
                  {say('unit.description')}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Duties({ duties }: Pick<UnitView, 'duties'>) {
  const groups = Object.entries(Object.groupBy(duties, ({ group }) => group ?? say('unit.other')))
  return (
    <section aria-labelledby="unit-duties">
      <h2 id="unit-duties">
        {say('unit.duties')} <span className="quiet small">{duties.length}</span>
      </h2>
      {duties.length === 0 && <p className="quiet">{say('unit.noDuties')}</p>}
      {groups.map(([group, rows = []]) => (
        <div key={group} className="unit-group">
          <h3>{group}</h3>
          <ul className="unit-list">
            {rows.map((duty) => (
              <li key={duty.id}>
                <Link to="/r/$record/$id" params={{ record: 'duty', id: duty.id }}>
                  {duty.title}
                </Link>
                <span className="quiet small">
                  {[say(`part.${duty.part as 'lead'}`), duty.position].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Powers({ powers }: Pick<UnitView, 'powers'>) {
  return (
    <section aria-labelledby="unit-powers">
      <h2 id="unit-powers">{say('unit.powers')}</h2>
      {powers.length === 0 && <p className="quiet">{say('unit.noPowers')}</p>}
      {powers.map(({ role, holders, duties, can }) => (
        <div key={role} className="unit-group">
          <h3>
            {role} <span className="quiet small">{holders.join('、')}</span>
          </h3>
          <ul>
            {[...duties, ...can].map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
