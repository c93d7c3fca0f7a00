import { useQuery } from '@tanstack/react-query'
import type { Difference, EditionsView } from '../contract.ts'
import { headOf } from './coverage.ts'
import { markWords } from './mark-words.ts'
import { viewQuery } from './view-query.ts'
import { say } from './words.ts'

/** 这一版改了什么: clause by clause against the edition before, with the words that were cut and put. */
export function Changes({ id, onChoose }: { id: string; onChoose(anchor: string): void }) {
  const { data } = useQuery(viewQuery<EditionsView>('editions', { id }))
  if (!data) return null
  return (
    <details className="policy-changes" open={data.changes.length > 0 && data.changes.length <= 6}>
      <summary>{say(data.changes.length === 0 ? 'changes.none' : 'changes.title', { n: data.changes.length })}</summary>
      <ul>
        {data.changes.map((change) => (
          <Change key={change.anchor} change={change} onChoose={onChoose} />
        ))}
      </ul>
    </details>
  )
}

function Change({
  change: { kind, anchor, before, after },
  onChoose,
}: {
  change: Difference
  onChoose(a: string): void
}) {
  const clause = after ?? before
  if (!clause) return null
  const text = (one: typeof before) => [one?.title, one?.text].filter(Boolean).join('\n')
  return (
    <li>
      <span className={`change-kind ${kind}`}>{say(`changes.${kind}`)}</span>
      {after ? (
        <button type="button" className="link" onClick={() => onChoose(anchor)}>
          {headOf(clause)}
        </button>
      ) : (
        <span>{headOf(clause)}</span>
      )}
      <p>
        {markWords(text(before), text(after)).map((run, index) => {
          const key = `${index}/${run.kind}`
          if (run.kind === 'cut') return <del key={key}>{run.words}</del>
          if (run.kind === 'put') return <ins key={key}>{run.words}</ins>
          return <span key={key}>{run.words}</span>
        })}
      </p>
    </li>
  )
}
