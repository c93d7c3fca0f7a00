import type { EditionLine, ModelView } from '#kernel/http/model-contract.ts'
import { formatTime } from '../../format.ts'
import { StateChip } from './state-chip.tsx'
import { say } from './words.ts'

interface EditionsProps {
  model: ModelView
  chosen: number | undefined
  onChoose(id: number): void
}

/** The editions, the newest first: where each stands, who did what to it and why, how many still run on it. */
export function Editions({ model, chosen, onChoose }: EditionsProps) {
  return (
    <aside className="models-editions" aria-label={say('editions')}>
      <h2>{say('editions')}</h2>
      <ol>
        {model.editions.map((edition) => (
          <li key={edition.id}>
            <button type="button" aria-current={edition.id === chosen} onClick={() => onChoose(edition.id)}>
              <span className="models-edition">
                <b>{say('number', { n: edition.number })}</b> <StateChip state={edition.state} />
                <span className="small quiet">{say(edition.origin)}</span>
              </span>
              {edition.running > 0 && (
                <span className="small">
                  {say('running')} {say('cases', { n: edition.running })}
                </span>
              )}
              <Acts edition={edition} />
            </button>
          </li>
        ))}
      </ol>
    </aside>
  )
}

function Acts({ edition }: { edition: EditionLine }) {
  if (edition.acts.length === 0)
    return (
      <span className="small quiet">
        {edition.since ? say('since', { at: formatTime(edition.since) }) : formatTime(edition.at)}
      </span>
    )
  return edition.acts.map(({ action, at, by, why }) => (
    <span key={at + action} className="small">
      <span className="quiet">{say('act', { at: formatTime(at), by, action: say(action) })}</span> {why}
    </span>
  ))
}
