import type { CaseStatus } from '#kernel/http/runs-contract.ts'

/** The states of a case in the order of their tabs: what needs somebody first. */
export const statuses = ['incident', 'running', 'suspended', 'ended', 'cancelled'] as const satisfies CaseStatus[]

/** What the address of 流程运行 says; an unknown state shows those that are open. */
export interface RunsSearch {
  status?: CaseStatus
  process?: string
  q?: string
}

/** What the address of 迁移到新版 says: the process, its editions, and `step.<old>` where a step was chosen by hand. */
export type MigrationSearch = Record<string, string | undefined>

export function runsSearch(raw: Record<string, unknown>): RunsSearch {
  const status = statuses.find((known) => known === raw.status)
  return { ...(status ? { status } : {}), ...word(raw, 'process'), ...word(raw, 'q') }
}

export function migrationSearch(raw: Record<string, unknown>): MigrationSearch {
  const kept = Object.entries(raw).filter(
    ([name, value]) =>
      (['process', 'from', 'to'].includes(name) || name.startsWith('step.')) && typeof value === 'string',
  )
  return Object.fromEntries(kept) as MigrationSearch
}

function word<Name extends string>(raw: Record<string, unknown>, name: Name): { [N in Name]?: string } {
  const value = raw[name]
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as { [N in Name]?: string }) : {}
}
