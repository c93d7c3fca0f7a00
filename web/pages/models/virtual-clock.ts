import type { Due } from '#engine/types.ts'

const units = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const

/** When a timer fires that was set at `clock`: time passes evenly here, without holidays. Never earlier than the clock. */
export function later(clock: string, due: Due): string {
  const from = new Date(clock)
  const at = due.kind === 'date' ? instantOf(due.iso) : added(from, due.iso)
  return Number.isNaN(at.getTime()) || at < from ? clock : at.toISOString()
}

/** A moment as FEEL writes it; one without an offset is meant in the zone that FEEL takes where none is said. */
function instantOf(iso: string): Date {
  const plain = iso.replace(/\[.*$/, '')
  const whole = plain.includes('T') ? plain : `${plain}T00:00:00`
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(whole) ? whole : `${whole}+08:00`)
}

/** A moment and an ISO 8601 duration. */
function added(from: Date, iso: string): Date {
  const [days = '', time = ''] = iso.replace(/^[+-]?P/, '').split('T')
  const at = new Date(from)
  for (const [, count, unit] of days.matchAll(/(\d+)([YM])/g)) {
    if (unit === 'Y') at.setUTCFullYear(at.getUTCFullYear() + Number(count))
    else at.setUTCMonth(at.getUTCMonth() + Number(count))
  }
  const span = (text: string, letters: RegExp) =>
    [...text.matchAll(letters)].reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as 'D'], 0)
  return new Date(at.getTime() + span(days, /(\d+)([WD])/g) + span(time, /([\d.]+)([HMS])/g))
}
