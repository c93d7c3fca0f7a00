import { test } from 'vitest'
import { openStory } from './fixture.ts'
test('x', async () => {
  const s = await openStory()
  const id = await s.filed()
  console.log(await s.world.sql('select status, state from process_case where record_id=$1', [id]).then((r) => JSON.stringify(r)))
  console.log(await s.world.sql('select title, body from message').then((r) => JSON.stringify(r)))
  await s.world.close()
})
