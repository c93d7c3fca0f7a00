import { readFile } from 'node:fs/promises'
import type { World } from './world.ts'

/** Brings the demo's own policy into force in a world: imported, reviewed, deliberated, signed, its day come; answers its id. */
export async function inForce(world: World): Promise<string> {
  const [writer, reviewer] = [await world.as('苏禾'), await world.as('何静')]
  const [council, signer] = [await world.as('周晚晴'), await world.as('林致远')]
  const file = await writer.upload('制度.txt', await readFile(new URL('../packs/policy/demo.txt', import.meta.url)))
  const { row } = await writer.create('policy_import', { file, owner: await world.unit('运营部') }, 'read')
  const id = String((await writer.act('policy_import', row.id, 'confirm')).row.policy)
  await writer.act('policy', id, 'send')
  await reviewer.answer('policy', id, 'agree', '可以。', { compliance: 'fit' })
  await council.answer('policy', id, 'agree', '可以施行。')
  await signer.answer('policy', id, 'sign', '同意签发。', { effectiveOn: '2020-01-01' })
  await world.timers(id)
  return id
}
