import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { get, newKey, refusalOf, send } from '#web/api.ts'
import { Dialog } from '#web/elements/dialog.tsx'
import { Empty } from '#web/elements/empty.tsx'
import { PageHead } from '#web/elements/page-head.tsx'
import { toast } from '#web/elements/toast.tsx'
import { metaQuery } from '#web/queries.ts'
import { useTitle } from '#web/views/case.tsx'
import type { Side } from './critique/types.ts'
import type { ShownProblem } from './diagnosis.ts'
import { families, familyOf, ProblemList } from './pages/problem-list.tsx'
import { tell } from './pages/problem-words.ts'

const problemsQuery = (policy: string | undefined) =>
  queryOptions({
    queryKey: ['view', 'policy', 'problems', policy ?? ''],
    queryFn: () =>
      get<{ problems: ShownProblem[] }>(
        `/api/view/policy/problems${policy ? `?policy=${encodeURIComponent(policy)}` : ''}`,
      ),
  })

/** 职责诊断: what is wrong with duties, posts and policies as they stand, with what can be done about each. */
export function Page() {
  const search = useSearch({ strict: false }) as { kind?: string; policy?: string }
  const { data } = useSuspenseQuery(problemsQuery(search.policy))
  const kind = families.find((one) => one === search.kind)
  const shown = data.problems.filter((one) => !kind || familyOf(one.kind) === kind)
  const mayRegister = useMayCreate('duty')
  const mayKeep = useMayCreate('kept_problem')
  useTitle(tell('problems.title'))
  return (
    <div>
      <PageHead title={tell('problems.title')} line={tell('problems.line')}>
        {search.policy && <Link to={'/policy/problems' as string}>{tell('problems.company')}</Link>}
      </PageHead>
      <Kinds problems={data.problems} kind={kind} policy={search.policy} />
      {shown.length === 0 ? (
        <Empty words={tell(kind ? 'problems.noneOfKind' : 'problems.none')} />
      ) : (
        <ProblemList
          problems={shown}
          links={linksOf}
          actions={(problem) => <Acts problem={problem} mayRegister={mayRegister} mayKeep={mayKeep} />}
        />
      )}
    </div>
  )
}

function Kinds(props: { problems: readonly ShownProblem[]; kind: string | undefined; policy: string | undefined }) {
  const navigate = useNavigate()
  const counted = (family: string) =>
    props.problems.filter((one) => !one.kept && (family === 'all' || familyOf(one.kind) === family)).length
  const go = (kind: string) =>
    navigate({
      to: '.',
      search: { ...(props.policy ? { policy: props.policy } : {}), ...(kind === 'all' ? {} : { kind }) } as never,
    })
  return (
    <div className="tabs" role="tablist" aria-label={tell('problems.kinds')}>
      {(['all', ...families] as const).map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          aria-selected={one === (props.kind ?? 'all')}
          onClick={() => void go(one)}
        >
          {one === 'all' ? tell('problems.all') : tell(`family.${one}`)}
          <span className="count">{counted(one)}</span>
        </button>
      ))}
    </div>
  )
}

const linksOf = (side: Side) => (
  <>
    {side.policy && side.anchor && (
      <Link to={`/policy/${side.policy}` as string} hash={side.anchor}>
        {tell('side.clause')}
      </Link>
    )}
  </>
)

interface ActsProps {
  problem: ShownProblem
  mayRegister: boolean
  mayKeep: boolean
}

function Acts({ problem, mayRegister, mayKeep }: ActsProps) {
  const [asks, setAsks] = useState(false)
  const client = useQueryClient()
  const freshen = () => client.invalidateQueries({ queryKey: ['view', 'policy', 'problems'] })
  const undo = useMutation({
    mutationFn: async (id: string) => {
      const { row } = await get<RowView>(`/api/kept_problem/${id}`)
      return send('POST', `/api/kept_problem/${id}/close`, { version: row.version }, newKey())
    },
    onError: (error) => toast(refusalOf(error).message, true),
    onSuccess: freshen,
  })
  const [side] = problem.sides
  if (problem.kept) {
    const { id, by, reason } = problem.kept
    return (
      <p className="problem-actions">
        <span className="quiet">{tell('kept.words', { by, reason })}</span>
        {mayKeep && (
          <button type="button" className="button bare small" onClick={() => undo.mutate(id)}>
            {tell('kept.undo')}
          </button>
        )}
      </p>
    )
  }
  const isDuty = problem.kind === 'overlap' || problem.kind === 'ownerless' || problem.kind === 'vacant-post'
  return (
    <div className="problem-actions">
      {isDuty && mayRegister && <DutyLinks sides={problem.sides} />}
      {!isDuty && mayRegister && (
        <Link
          to="/r/$record/new"
          params={{ record: 'duty' }}
          search={{ title: problem.topic.slice(0, 200), words: side?.words ?? '', part: 'lead' } as never}
          className="button small"
        >
          {tell('act.register')}
        </Link>
      )}
      {mayKeep && (
        <button type="button" className="button bare small" onClick={() => setAsks(true)}>
          {tell('act.keep')}
        </button>
      )}
      {asks && <Keep problem={problem} onClose={() => setAsks(false)} onSaved={freshen} />}
    </div>
  )
}

/** A duty of each holder, to be opened and given another part or unit. */
function DutyLinks({ sides }: { sides: readonly Side[] }) {
  const known = sides.filter(({ id }) => id)
  return known.slice(0, 4).map(({ id, holder }) => (
    <Link key={id} to="/r/$record/$id" params={{ record: 'duty', id: id ?? '' }} className="button small">
      {holder}：{tell('side.duty')}
    </Link>
  ))
}

function Keep({ problem, onClose, onSaved }: { problem: ShownProblem; onClose(): void; onSaved(): void }) {
  const [reason, setReason] = useState('')
  const [key] = useState(newKey)
  const save = useMutation({
    mutationFn: () => {
      const fields = { key: problem.id.slice(0, 400), kind: problem.kind, topic: problem.topic.slice(0, 200), reason }
      return send('POST', '/api/kept_problem', { fields }, key)
    },
    onError: (error) => toast(refusalOf(error).message, true),
    onSuccess: () => {
      toast(tell('kept.done'))
      onSaved()
      onClose()
    },
  })
  return (
    <Dialog
      title={`${tell('act.keepTitle')}：${problem.topic}`}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button" onClick={onClose}>
            {tell('act.cancel')}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={reason.trim() === '' || save.isPending}
            onClick={() => save.mutate()}
          >
            {tell('act.save')}
          </button>
        </>
      }
    >
      <p className="quiet">{tell('act.keepLine')}</p>
      <label htmlFor="keep-reason">{tell('act.reason')}</label>
      <textarea
        id="keep-reason"
        className="input"
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  )
}

/** Whether I may add to a ledger, so that no button stands there for nothing. */
const useMayCreate = (record: string): boolean => useSuspenseQuery(metaQuery(record)).data.canCreate
