import type { Registry } from '#kernel/pack.ts'
import type { StoredRow } from '#kernel/process/batch.ts'
import type { Work } from '#kernel/process/work.ts'
import type { Clause, Reading } from './reading/types.ts'

/**
 * What carries the clauses of a text: forms and steps that this installation already runs, found by the words that their
 * packs say they answer to; and, still to be carried out, the indicators and periods that the text names.
 */
export async function createCarriers(
  work: Work,
  policy: StoredRow,
  reading: Reading,
  own: readonly Clause[],
  made: ReadonlyMap<string, StoredRow>,
): Promise<void> {
  for (const { clause } of flatten(own, null)) {
    for (const { kind, target, label } of answersTo(work.registry, `${clause.title}${clause.text}`))
      await carry(work, policy, made.get(clause.anchor)!, kind, target, label)
  }
  for (const { anchor, name } of reading.findings.indicators) {
    const clause = made.get(anchor)
    if (clause) await carry(work, policy, clause, 'indicator', name, `指标：${name}`, 'named')
  }
  for (const { anchor, name } of reading.findings.periods) {
    const clause = made.get(anchor)
    if (clause) await carry(work, policy, clause, 'cadence', name, `例行：${name}`, 'named')
  }
}

/** One carrier of a clause; `named` says that the text only names it and nothing runs it yet. */
export const carry = (
  work: Work,
  policy: StoredRow,
  clause: StoredRow,
  kind: string,
  target: string,
  words: string,
  status?: 'named',
) =>
  work.create(
    'carrier',
    { policy: policy.id, clause: clause.id, kind, target: target.slice(0, 200), words: words.slice(0, 500) },
    status,
  )

/** The clause tree in reading order, each with the anchor of the one above. */
export function flatten(
  clauses: readonly Clause[],
  parent: string | null,
): { clause: Clause; parent: string | null }[] {
  return clauses.flatMap((clause) => [{ clause, parent }, ...flatten(clause.children, clause.anchor)])
}

/** What already carries out a text: records by their other names, steps by the words that must all occur. */
export function answersTo(
  registry: Registry,
  text: string,
): { kind: 'form' | 'step'; target: string; label: string }[] {
  const forms = Object.values(registry.records).filter((def) => def.alias?.some((name) => text.includes(name)))
  const steps = Object.entries(registry.processes).flatMap(([process, { label, asks }]) =>
    Object.entries(asks ?? {})
      .filter(([, { words }]) => words.every((word) => word.split('|').some((one) => text.includes(one))))
      .map(([node, { name }]) => ({ process, label, node, name })),
  )
  return [
    ...forms.map((def) => ({ kind: 'form' as const, target: def.name, label: `表单：${def.label}` })),
    ...steps.map(({ process, label, node, name }) => ({
      kind: 'step' as const,
      target: `${process}/${node}`,
      label: `${label}：${name}`,
    })),
  ]
}
