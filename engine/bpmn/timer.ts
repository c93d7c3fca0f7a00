import { child, type Element, text } from '../element.ts'
import type { World } from '../feel/scope.ts'
import type { Due } from '../types.ts'
import type { Timer } from './model.ts'
import { formal, type Reading } from './reading.ts'
import { evaluateTimer } from './world.ts'

const DURATION = 'P(?=.)(?:\\d+W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)'
const DATE = '\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})?)?'
const FORMS = {
  date: new RegExp(`^${DATE}$`),
  duration: new RegExp(`^${DURATION}$`),
  cycle: new RegExp(`^R(\\d*)/(?:(${DATE})/)?(${DURATION})$`),
}
const KINDS = ['date', 'duration', 'cycle'] as const
const PROPERTY = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' } as const
const WORDS = { date: '时刻', duration: '时长', cycle: '循环' } as const

/**
 * Reads a timer definition (BPMN 2.0.2, 10.5.5): `timeDate`, `timeDuration` or `timeCycle`, as ISO 8601 text or as FEEL
 * that yields a date, a date and time, a duration, or such text.
 */
export function readTimer(reading: Reading, definition: Element, event: Element): { timer?: Timer; fault: string } {
  const kinds = KINDS.filter((kind) => child(definition, PROPERTY[kind]))
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1)
    return { fault: '是定时器，要写 timeDate（时刻）、timeDuration（时长）或 timeCycle（循环）中的一个。' }
  const written = child(definition, PROPERTY[kind])
  const body = written && text(written, 'body')
  if (!body) return { fault: '是定时器，但没有写时间。' }
  if (FORMS[kind].test(body)) return { timer: { kind, iso: body }, fault: '' }
  const expression = formal(reading, written, event, '定时器')
  return expression ? { timer: { kind, expression }, fault: '' } : { fault: '的定时器写得不对。' }
}

/** When a timer that is being set will fire, and how often from then on (1, but for a cycle; -1 without end). */
export function dueOf(timer: Timer, world: World): { due: Due; times: number } {
  const iso = timer.iso ?? evaluateTimer(timer, world)
  const match = FORMS[timer.kind].exec(iso)
  if (!match) throw new Error(`定时器「${timer.expression?.text ?? ''}」得到的「${iso}」不是${WORDS[timer.kind]}。`)
  if (timer.kind !== 'cycle') return { due: { kind: timer.kind, iso }, times: 1 }
  const [, times = '', start, duration = ''] = match
  const due: Due = start ? { kind: 'date', iso: start } : { kind: 'duration', iso: duration }
  return { due, times: times === '' ? -1 : Number(times) }
}

/** When a cycle fires again after it fired. */
export function nextDue(timer: Timer, world: World): Due {
  const [, , , duration = ''] = FORMS.cycle.exec(timer.iso ?? evaluateTimer(timer, world)) ?? []
  return { kind: 'duration', iso: duration }
}
