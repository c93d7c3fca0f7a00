import type { EditionLine } from '#kernel/http/model-contract.ts'
import { say } from './words.ts'

const tones = { effective: 'good', proposed: 'warn', superseded: 'rest', withdrawn: 'rest' } as const

/** Where an edition stands, as a chip. */
export function StateChip({ state }: { state: EditionLine['state'] }) {
  return <span className={`chip ${tones[state]}`}>{say(state)}</span>
}
