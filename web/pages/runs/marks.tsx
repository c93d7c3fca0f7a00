import type { CaseStatus } from '#kernel/http/runs-contract.ts'
import { StatusChip } from '../../elements/marks.tsx'
import { say } from './words.ts'

const tones = { running: 'active', incident: 'bad', suspended: 'warn', ended: 'good', cancelled: 'rest' } as const

/** The state of a case: a word with a shape of its own. */
export const CaseChip = ({ status }: { status: CaseStatus }) => <StatusChip label={say(status)} tone={tones[status]} />
