import { offered } from '#engine/bpmn/offer.ts'
import type { Command, Effect, Json, Token } from '#engine/types.ts'
import type { Game, Moment, Step } from './play.ts'
import { say } from './words.ts'

/** Something that a try-out waits for, with what may be answered. */
export interface Waiting {
  readonly key: string
  readonly element: string
  readonly name: string
  /** What it is, where it is no work of people. */
  readonly words?: string
  readonly isBad?: true
  /** Whom the step names, and the text of its rule. */
  readonly assign?: Json
  readonly rule?: string
  readonly isRead?: boolean
  readonly offers: readonly Offer[]
}
export interface Offer extends Step {
  readonly label: string
  readonly tone?: 'primary' | 'danger'
}

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>
type Part = Pick<Waiting, 'offers'> & Partial<Waiting>

/** Everything that waits, in the order in which it came; incidents first. */
export function waitingOf(game: Game, moment: Moment): Waiting[] {
  const stuck = (moment.state?.tokens ?? []).filter(({ is }) => is === 'stuck').map((token) => incidentOf(game, token))
  const open = moment.held.map((held): Waiting => {
    const place = placeOf(game, held.node)
    return { key: `${held.token}/${held.node}/${held.kind}`, ...place, ...partOf(game, moment, held, place.name) }
  })
  return [...stuck, ...open, ...choicesOf(game, moment)]
}

/** An ad-hoc sub-process that is open: any of its activities may be begun. */
function choicesOf(game: Game, { state }: Moment): Waiting[] {
  return (state?.tokens ?? []).flatMap(({ id, node, is }): Waiting[] => {
    const sub = game.model.nodes[node]
    if (is !== 'inside' || sub?.kind !== 'sub' || sub.type !== 'ad-hoc') return []
    const inner = game.model.nodes.filter(
      ({ scope, incoming, kind }) => scope === node && incoming.length === 0 && kind !== 'boundary' && kind !== 'start',
    )
    const offers = inner.map(({ index, name, id: element }) =>
      offer({ kind: 'activate', token: id, node: index }, say('try.begin', { name: name || element }), name || element),
    )
    return [{ key: `choice/${id}`, ...placeOf(game, node), offers }]
  })
}

function partOf(game: Game, moment: Moment, held: Moment['held'][number], name: string): Part {
  if (held.kind === 'todo') return todoOf(game, moment, held, name)
  if (held.kind === 'service') return serviceOf(game, held, name)
  if (held.kind === 'timer') {
    const fire = offer({ kind: 'timer', token: held.token }, say('try.fire'), name)
    return { words: say('try.timer', { due: held.due.iso }), offers: [{ ...fire, tone: 'primary' }] }
  }
  if (held.kind === 'subscribe') return subscribed(held, name)
  const fail = (label: string, code: string) =>
    offer({ kind: 'fail', token: held.token, code, message: label }, label, name)
  const done = (label: string) => offer({ kind: 'complete', token: held.token }, label, name)
  return held.kind === 'send'
    ? {
        words: say('try.send', { name: held.message }),
        offers: [{ ...done(say('try.delivered')), tone: 'primary' }, fail(say('try.noReceiver'), 'NO_RECEIVER')],
      }
    : {
        words: say('try.call', { name: held.process }),
        offers: [{ ...done(say('try.called')), tone: 'primary' }, fail(say('try.failed'), 'FAILED')],
      }
}

function todoOf(game: Game, moment: Moment, held: Of<'todo'>, name: string): Part {
  const node = game.model.nodes[held.node]
  if (node?.kind !== 'user') return { offers: [] }
  const outcomes = offered(node, moment.state?.vars ?? {})
  const answer = (key: string): Command => ({
    kind: 'complete',
    token: held.token,
    vars: { [node.id]: key, outcome: key },
  })
  const offers = outcomes.map(({ key, label, action, primary, danger }) => ({
    ...offer(answer(key), label, name),
    action,
    ...(primary ? { tone: 'primary' as const } : danger ? { tone: 'danger' as const } : {}),
  }))
  const read = { ...offer(answer('read'), say('try.taken'), name), tone: 'primary' as const }
  return {
    assign: held.assign,
    rule: node.assign.text,
    isRead: held.settings.kind === 'read',
    offers: offers.length > 0 ? offers : [read],
  }
}

function serviceOf({ record }: Game, held: Of<'service'>, name: string): Part {
  const { action, rule, token } = held
  const what = (action && record?.actions[action]?.label) ?? action ?? rule ?? ''
  const fail: Command = { kind: 'fail', token, code: 'REFUSED', message: say('try.refused') }
  return {
    words: say('try.service', { what }),
    offers: [
      { ...offer({ kind: 'complete', token }, say('try.done'), name), action, tone: 'primary' },
      { ...offer(fail, say('try.refused'), name), tone: 'danger' },
    ],
  }
}

function subscribed(held: Of<'subscribe'>, name: string): Part {
  const { token, on } = held
  if (on === 'condition')
    return { words: say('try.condition'), offers: [offer({ kind: 'check' }, say('try.look'), name)] }
  const label = say(on === 'message' ? 'try.received' : 'try.happened')
  return {
    words: say(on === 'message' ? 'try.message' : 'try.signal', { name: held.name }),
    offers: [{ ...offer({ kind: on, token }, label, name), tone: 'primary' }],
  }
}

function incidentOf(game: Game, { id, node, stuck }: Token): Waiting {
  const place = placeOf(game, node)
  return {
    key: `stuck/${id}`,
    ...place,
    words: stuck?.message ?? '',
    isBad: true,
    offers: [{ ...offer({ kind: 'retry', token: id }, say('try.retry'), place.name), tone: 'primary' }],
  }
}

const offer = (command: Command, label: string, name: string): Offer => ({ command, label, words: `${name}：${label}` })

function placeOf({ model }: Game, index: number): { element: string; name: string } {
  const node = model.nodes[index]
  return { element: node?.id ?? '', name: node?.name || node?.id || '' }
}
