import { describe, expect, it } from 'vitest'
import { compileModel } from './compile.ts'
import { nodeById } from './model.ts'
import { assigneeOf, offered } from './offer.ts'
import { env, flows, process, user } from './sample.ts'

const compiled = (outcomes: string) =>
  compileModel(
    process(
      '<startEvent id="start"/>',
      user('review', outcomes),
      '<endEvent id="end"/>',
      flows('start > review > end'),
    ),
  )
const review = async (outcomes: string) => {
  const node = nodeById(await compiled(outcomes), 'review')
  if (node?.kind !== 'user') throw new Error('no user task')
  return node
}
const final = '<jw:outcome key="agree" label="批准" when="route.act = &quot;批&quot;" primary="true"/>'
const agree = '<jw:outcome key="agree" label="同意" primary="true"/>'

describe('the outcomes that a step offers', () => {
  it('are those whose condition holds, the first of each key', async () => {
    const node = await review(`${final}${agree}`)
    const labels = (act: string) => offered(node, { route: { act } }).map(({ label }) => label)
    expect(labels('批')).toEqual(['批准'])
    expect(labels('审')).toEqual(['同意'])
  })

  it('leave out what a condition cannot tell', async () => {
    expect(offered(await review(`${final}${agree}`), {}).map(({ label }) => label)).toEqual(['同意'])
    expect(offered(await review(final), {})).toEqual([])
  })

  it('must not share a key without a condition, and a condition must be FEEL', async () => {
    await expect(compiled(`${agree}${agree}`)).rejects.toThrow('两个办理结果用了同一个 key')
    await expect(compiled('<jw:outcome key="a" label="批准" when="1 +"/>')).rejects.toThrow('办理结果「批准」的条件')
  })
})

describe('to whom a step would go', () => {
  it('is what its rule says now, or nobody yet', async () => {
    const functions = { role: (of: unknown) => ({ by: 'role', of: String(of) }) }
    expect(assigneeOf(await review(agree), {}, { ...env, functions })).toEqual({ by: 'role', of: 'lead' })
    expect(assigneeOf(await review(agree), {}, env)).toBeNull()
  })
})
