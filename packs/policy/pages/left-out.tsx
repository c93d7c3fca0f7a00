import { Empty } from '#web/elements/empty.tsx'
import { withRestored } from './choices.ts'
import type { Review } from './use-review.ts'
import { say } from './words.ts'

/** 略去的内容: what is not part of the policy, and why; it can be put back. */
export function LeftOutList({ review: { reading, decisions, decide } }: { review: Review }) {
  if (reading.leftOut.length === 0) return <Empty words={say('leftOut.none')} />
  const isRestored = (id: string) => decisions.choices.some((choice) => choice.kind === 'left-out' && choice.id === id)
  return (
    <>
      <p className="quiet review-line">{say('leftOut.line')}</p>
      <ul className="left-out">
        {reading.leftOut.map((part) => {
          const back = isRestored(part.id)
          return (
            <li key={part.id} className={back ? 'restored' : ''}>
              <div>
                <p>
                  <b>{part.reason}</b>
                  <span className="small quiet">
                    {' '}
                    {say(part.fromLine === part.toLine ? 'leftOut.oneLine' : 'leftOut.lines', {
                      from: part.fromLine,
                      to: part.toLine,
                    })}
                  </span>
                </p>
                <p className="left-out-words">{reading.original.slice(part.from, part.to).trim()}</p>
              </div>
              <button
                type="button"
                className="button small"
                aria-pressed={back}
                onClick={() => decide({ choices: withRestored(decisions.choices, part.id, !back) })}
              >
                {say(back ? 'leftOut.again' : 'leftOut.restore')}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
