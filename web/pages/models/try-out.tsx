import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Vars } from '#engine/types.ts'
import type { ModelView } from '#kernel/http/model-contract.ts'
import { refusalOf } from '../../api.ts'
import { Icon } from '../../elements/icon.tsx'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { toast } from '../../elements/toast.tsx'
import { formatTime } from '../../format.ts'
import { sessionQuery } from '../../queries.ts'
import { Drawing, type Focus, type Marks } from './drawing.tsx'
import { openGame } from './game.ts'
import { type Game, type Moment, NotNow, opening, type Setting, take, withVars } from './play.ts'
import { Facts } from './try-facts.tsx'
import { MoreVariables, Variables } from './try-variables.tsx'
import './try.css'
import { Steps } from './try-steps.tsx'
import { type Offer, type Waiting, waitingOf } from './waiting.ts'
import { say } from './words.ts'

/** 试走: an edition is played with the engine of real cases, here in the browser; nothing is written anywhere. */
export function TryOut({ model, source }: { model: ModelView; source: string }) {
  const game = useQuery({
    queryKey: ['models', 'game', source],
    queryFn: () => openGame(model, source),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (game.isPending) return <LinesSkeleton lines={6} />
  if (game.error)
    return (
      <p className="notice bad">
        {game.error.name === 'ModelRefused' ? game.error.message : refusalOf(game.error).message}
      </p>
    )
  return <Play model={model} source={source} game={game.data} />
}

function Play({ model, source, game }: { model: ModelView; source: string; game: Game }) {
  const { data: session } = useQuery(sessionQuery)
  const [first] = useState(() => opening(game, model.name, new Date().toISOString()))
  const [past, setPast] = useState<readonly Moment[]>([first])
  const [more, setMore] = useState<Vars>({})
  const [setting, setSetting] = useState<Setting>({
    values: game.record?.presets ?? {},
    starter: session?.me.id ?? '',
    starterIsHead: false,
  })
  const [focus, setFocus] = useState<Focus>()
  const [isBusy, setBusy] = useState(false)
  const moment = past.at(-1) ?? first
  const waiting = useMemo(() => waitingOf(game, moment), [game, moment])
  const marks = useMemo(() => marksOf(moment, waiting), [moment, waiting])
  const go = async (offer: Offer) => {
    if (isBusy) return
    setBusy(true)
    try {
      const step = { ...offer, command: withVars(offer.command, more) }
      const next = await take(game, setting, moment, step)
      setPast([...past, next])
      const [first] = waitingOf(game, next)
      if (first) setFocus({ id: first.element, at: past.length, onlyIfSmall: true })
      setMore({})
    } catch (error) {
      toast(error instanceof NotNow ? error.message : refusalOf(error).message, true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="try">
      <p className="quiet small">{say('try.line')}</p>
      <Drawing
        xml={source}
        marks={marks}
        focus={focus}
        label={model.label}
        onPick={(id) => document.getElementById(`wait-${id}`)?.focus()}
      />
      <div className="try-bar">
        <span className="small">
          {say('try.clock')} {formatTime(moment.clock)}
        </span>
        {game.record && (
          <span className="small">
            {say('try.status')} <span className="chip">{game.record.states[moment.status] ?? moment.status}</span>
          </span>
        )}
        <span className="grow" />
        <button type="button" className="button" disabled={past.length < 2} onClick={() => setPast(past.slice(0, -1))}>
          <Icon name="undo" />
          {say('try.undo')}
        </button>
        <button type="button" className="button" disabled={past.length < 2} onClick={() => setPast([first])}>
          {say('try.restart')}
        </button>
      </div>
      <div className="try-columns">
        <div className="try-side">
          <section aria-label={say('try.waiting')}>
            <h3>{say(moment.state ? 'try.waiting' : 'try.startAt')}</h3>
            <Steps
              game={game}
              moment={moment}
              waiting={waiting}
              isBusy={isBusy}
              onGo={(offer) => void go(offer)}
              onShow={(id) => setFocus({ id, at: (focus?.at ?? 0) + 1 })}
            />
            <MoreVariables vars={more} onChange={setMore} />
          </section>
          <Variables vars={moment.state?.vars ?? {}} />
          {moment.log.length > 0 && <Log moment={moment} />}
        </div>
        <Facts game={game} setting={setting} source={source} onChange={setSetting} />
      </div>
    </div>
  )
}

/** What was done so far, and what became of it. */
function Log({ moment }: { moment: Moment }) {
  return (
    <section aria-label={say('try.log')}>
      <h3>{say('try.log')}</h3>
      <ol className="try-log">
        {moment.log.map(({ clock, words, isBad }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the log only grows
          <li key={index} className={isBad ? 'bad' : ''}>
            <span className="small quiet">{formatTime(clock)}</span> {words}
          </li>
        ))}
      </ol>
    </section>
  )
}

function marksOf(moment: Moment, waiting: readonly Waiting[]): Marks {
  const classes: Record<string, string> = Object.fromEntries(moment.done.map((id) => [id, 'is-done']))
  const counts = new Map<string, number>()
  for (const { element, isBad } of waiting) {
    classes[element] = isBad ? 'is-error' : 'is-current'
    counts.set(element, (counts.get(element) ?? 0) + 1)
  }
  const badges = Object.fromEntries([...counts].map(([id, count]) => [id, count > 1 ? String(count) : '●']))
  return { classes, badges }
}
