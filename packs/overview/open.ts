import type { Asked } from '#kernel/pack.ts'
import { defaultOpenness, isNarrower, type Openness, opennessOf, opennessWords } from '#kernel/record/openness.ts'
import type { Nature } from '#kernel/record/record.ts'
import { sayOf } from './rights.ts'

/** How open one class of records is, by the rule in force (PRN-03). */
export interface OpennessLine {
  readonly name: string
  readonly label: string
  readonly nature: Nature
  readonly default: Openness
  readonly now: Openness
  /** Narrower or wider than the default of its class, or neither. */
  readonly changed: 'narrower' | 'wider' | null
  /** Who may read, as a sentence; the same rule is the filter of its lists and the policy of its table. */
  readonly who: string
  readonly because: string | null
}

/** GET /api/view/overview/openness. */
export interface OpennessView {
  readonly words: Readonly<Record<Openness, string>>
  readonly lines: readonly OpennessLine[]
}

/** 公开与保密: for every class of records the default, the rule in force, and why it differs. Open to everybody. */
export async function opennessView({ server: { registry } }: Asked): Promise<OpennessView> {
  const lines = Object.values(registry.records).map((def): OpennessLine => {
    const [usual, now] = [defaultOpenness(def), opennessOf(def.allow.read)]
    const changed = isNarrower(def) ? 'narrower' : now === 'open' && usual !== 'open' ? 'wider' : null
    return {
      name: def.name,
      label: def.label,
      nature: def.nature,
      default: usual,
      now,
      changed,
      who: sayOf(registry, def, def.allow.read),
      because: def.because ?? null,
    }
  })
  return { words: opennessWords, lines }
}
