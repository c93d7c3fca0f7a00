import type { Stage } from '#kernel/demo.ts'
import { loadFinished } from './demo-finished.ts'
import { loadFireDoors, loadReimbursement, loadSevenDays } from './demo-running.ts'
import { loadCutter, loadPoints, loadStores } from './demo-waiting.ts'

/** The demo company's eight projects (product.md 1.7), each in the state in which its story stands today. */
export async function loadProjects(stage: Stage): Promise<void> {
  await loadFinished(stage)
  await loadCutter(stage)
  await loadFireDoors(stage)
  await loadReimbursement(stage)
  await loadSevenDays(stage)
  await loadPoints(stage)
  await loadStores(stage)
}
