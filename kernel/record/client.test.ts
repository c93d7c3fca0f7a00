import { describe, expect, expectTypeOf, it } from 'vitest'
import type { projects } from '#packs/project/pack.ts'
import { clientOf } from './client.ts'

const calls: { method: string; path: string; body: unknown }[] = []
const api = clientOf<typeof projects.records>(async (method, path, body) => {
  calls.push({ method, path, body })
  return { row: { id: '1' }, labels: {}, can: [], edit: [] }
})

const application = {
  title: '七天交付',
  unit: 'u',
  background: '慢',
  goal: '快',
  content: '改',
  schedule: '三个月',
  budget: '12.00',
  units: 'one',
} as const

describe('the typed client', () => {
  it('sends what the routes expect', async () => {
    await api.project.create(application, 'submit')
    await api.project.list({ status: 'draft', limit: 10 })
    expect(calls).toEqual([
      { method: 'POST', path: '/api/project', body: { fields: application, action: 'submit' } },
      { method: 'GET', path: '/api/project?status=draft&limit=10', body: undefined },
    ])
  })

  it('knows rows, drafts and actions from the definition alone', () => {
    type Row = Awaited<ReturnType<typeof api.project.get>>['row']
    expectTypeOf<Row['budget']>().toEqualTypeOf<string | null>()
    expectTypeOf<Row['units']>().toEqualTypeOf<'one' | 'few' | 'many' | null>()
    type Action = Parameters<typeof api.project.act>[1]
    expectTypeOf<'submit' | 'pass' | 'approve' | 'refuse' | 'return' | 'refile'>().toExtend<Action>()
    expectTypeOf<'destroy'>().not.toExtend<Action>()
    // @ts-expect-error a project needs more than a title
    expect(() => api.project.create({ title: '只有名称' })).toBeDefined()
    // @ts-expect-error there is no such choice
    expect(() => api.project.create({ ...application, units: 'lots' })).toBeDefined()
  })
})
