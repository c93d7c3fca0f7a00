import type { Stage } from '#kernel/demo.ts'
import { expenses } from './demo-expenses.ts'
import { leaves } from './demo-leaves.ts'
import { purchases, shelvesAgain } from './demo-purchases.ts'
import { play } from './demo-scene.ts'
import { seals, stamps } from './demo-seals.ts'

/** The demo company's everyday requests of a month, and the seals. */
export async function loadOffice(stage: Stage): Promise<void> {
  stage.at(140, '09:00')
  const keeper = await stage.person('祝小芸')
  for (const name of stamps) await stage.create('祝小芸', 'stamp', { name, keeper, place: '综合管理部保险柜' })
  await play(stage, 'leave', leaves)
  await play(stage, 'seal_request', seals)
  await loadShelves(stage, await play(stage, 'purchase', purchases))
  await loadOwn(stage, await play(stage, 'expense', expenses))
}

/** The purchase that came back is handed in again, and waits in finance until the deputy is there. */
async function loadShelves(stage: Stage, [shelves = '']: readonly string[]): Promise<void> {
  stage.at(8, '10:15')
  await stage.act('鲍建国', 'purchase', shelves, 'submit')
  for (const [daysAgo, time, by, outcome, words] of shelvesAgain) {
    stage.at(daysAgo, time)
    await stage.answer(by, shelves, outcome, words)
  }
}

/** Nobody approves their own: the accountant is refused, his head's deputy looks at it. */
async function loadOwn(stage: Stage, [own = '']: readonly string[]): Promise<void> {
  stage.at(3, '11:05')
  await stage.attempt('王敏（财务部）', 'expense', own, 'approve')
  stage.at(3, '14:20')
  await stage.answer('姚晴（代章慧中）', own, 'agree', '自己的单子不能自己核，我核过了，两张票都对。')
}
