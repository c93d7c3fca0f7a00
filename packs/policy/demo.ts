import { readFile } from 'node:fs/promises'
import type { Stage } from '#kernel/demo.ts'

/** The demo company's policy of duties and projects, brought in from a file and issued as its people would. */
export async function loadPolicies(stage: Stage): Promise<void> {
  const content = await readFile(new URL('./demo.txt', import.meta.url))
  const file = await stage.upload('段志飞', '运营职责与项目管理制度.txt', content)
  const owner = await stage.unit('运营管理部')
  const imported = await stage.create('段志飞', 'policy_import', { file, owner }, 'read')
  await stage.act('段志飞', 'policy_import', imported, 'confirm')
  const policy = await stage.find('policy', 'source', imported)
  await stage.act('段志飞', 'policy', policy, 'send')
  await stage.answer('方立群', policy, 'agree', '职责写清楚了，项目四条和实际一致。', { compliance: 'fit' })
  await stage.answer('陆守诚', policy, 'agree', '各部门都看过，可以施行。')
  await stage.answer('顾维嘉', policy, 'sign', '同意签发，即日起施行。', { effectiveOn: '2026-01-01' })
}
