import type { Game } from './play.ts'
import type { Offer } from './waiting.ts'
import { say } from './words.ts'

/** Where a case may begin: the none start of the process. */
export function startsOf({ model }: Game): Offer[] {
  const node = model.nodes[model.start]
  const label = node?.name || say('try.start')
  return [{ command: { kind: 'start' }, label, words: `${say('try.started')}：${label}`, tone: 'primary' }]
}
