import { useQuery } from '@tanstack/react-query'
import type { StaffView } from '#kernel/http/model-contract.ts'
import { send } from '../../api.ts'
import type { Game, Moment } from './play.ts'
import { startsOf } from './starts.ts'
import type { Offer, Waiting } from './waiting.ts'
import { say } from './words.ts'

interface StepsProps {
  game: Game
  moment: Moment
  waiting: readonly Waiting[]
  isBusy: boolean
  onGo(offer: Offer): void
  onShow(element: string): void
}

/** What a try-out waits for, each with a button for everything that may be answered; before the start, where to start. */
export function Steps({ game, moment, waiting, isBusy, onGo, onShow }: StepsProps) {
  if (!moment.state)
    return (
      <div className="try-offers">
        {startsOf(game).map((offer) => (
          <button
            key={offer.label}
            type="button"
            className="button primary"
            disabled={isBusy}
            onClick={() => onGo(offer)}
          >
            {offer.label}
          </button>
        ))}
      </div>
    )
  if (waiting.length === 0) return <p className="quiet">{say('try.nothing')}</p>
  return (
    <ul className="try-waiting">
      {waiting.map((one) => (
        <li key={one.key} className={one.isBad ? 'bad' : ''}>
          <button type="button" className="button bare try-name" onClick={() => onShow(one.element)}>
            {one.name}
          </button>
          {one.words && <p className="small">{one.words}</p>}
          {one.rule !== undefined && <Staff one={one} />}
          <div className="try-offers">
            {one.offers.map((offer, index) => (
              <button
                key={offer.label}
                id={index === 0 ? `wait-${one.element}` : undefined}
                type="button"
                className={`button ${offer.tone ?? ''}`}
                disabled={isBusy}
                onClick={() => onGo(offer)}
              >
                {offer.label}
              </button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Who would get the step today, where the server can tell; else the text of the rule. */
function Staff({ one: { assign, rule = '', isRead } }: { one: Waiting }) {
  const names = JSON.stringify(assign ?? null)
  const isKnown = names.includes('"by"') && !names.includes('"of":""')
  const { data } = useQuery({
    queryKey: ['models', 'staff', names, isRead],
    queryFn: () => send<StaffView>('POST', '/api/models/staff', { assign: assign ?? null, isRead: isRead ?? false }),
    enabled: isKnown,
    staleTime: 60_000,
  })
  if (!data || data.people.length === 0)
    return (
      <p className="small quiet">
        {say('try.rule')} <code>{rule}</code>
      </p>
    )
  return (
    <p className="small">
      {say('try.who', { who: data.people.join('、') })}
      {data.instead && <span className="quiet"> {data.instead}</span>}
    </p>
  )
}
