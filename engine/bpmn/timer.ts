import { child, type Element, text } from '../element.ts'
import type { World } from '../feel/scope.ts'
import type { Due } from '../types.ts'
import type { Compile } from './compile.ts'
import type { Timer } from './model.ts'
import { evaluateTimer } from './world.ts'

const ISO_DURATION = /^P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/

/**
 * Reads a timer definition (BPMN 2.0.2, 10.5.5): `timeDate` or `timeDuration`, as ISO 8601 text or as FEEL that yields a
 * date, a date and time, a duration, or such text. Cycles are not run yet.
 */
export function readTimer(definition: Element, event: Element, compile: Compile): { timer?: Timer; fault: string } {
  const kinds = (['date', 'duration'] as const).filter((kind) => child(definition, PROPERTY[kind]))
  const [kind] = kinds
  if (child(definition, 'timeCycle')) return { fault: '是循环定时器（timeCycle），现在还不能运行。' }
  if (kind === undefined || kinds.length > 1)
    return { fault: '是定时器，要写 timeDate（时刻）或 timeDuration（时长）。' }
  const written = child(definition, PROPERTY[kind])
  const body = written && text(written, 'body')
  const language = written && text(written, 'language')
  if (language && !/feel/i.test(language)) return { fault: `的时间用 ${language} 写，这里只能用 FEEL。` }
  if (!body) return { fault: '是定时器，但没有写时间。' }
  if ((kind === 'date' ? ISO_DATE : ISO_DURATION).test(body)) return { timer: { kind, iso: body }, fault: '' }
  const expression = compile(body, event, '定时器')
  return expression ? { timer: { kind, expression }, fault: '' } : { fault: '的定时器写得不对。' }
}

const PROPERTY = { date: 'timeDate', duration: 'timeDuration' } as const

/** When a timer that is being set will fire. Throws when FEEL yields no such time. */
export function dueOf(timer: Timer, world: World): Due {
  if (timer.iso !== undefined) return { kind: timer.kind, iso: timer.iso }
  const iso = evaluateTimer(timer, world)
  const fits = (timer.kind === 'date' ? ISO_DATE : ISO_DURATION).test(iso)
  if (!fits)
    throw new Error(
      `定时器「${timer.expression?.text ?? ''}」得到的「${iso}」不是${timer.kind === 'date' ? '时刻' : '时长'}。`,
    )
  return { kind: timer.kind, iso }
}
