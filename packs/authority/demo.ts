import type { Stage } from '#kernel/demo.ts'
import { standard } from './standard.ts'

/** The demo company's authority table: the shipped one, published by the unit that keeps it. */
export async function loadAuthority(stage: Stage): Promise<void> {
  stage.at(122, '10:30')
  const reason = '随《授权与审批管理办法》V1.4 一起修订：采购会签改为归口部门和财务同时看，项目按 A、B、C 三级走。'
  const fields = { edition: 'V1.4', reason, rows: standard.rows, places: standard.places }
  const table = await stage.create('戚海峰', 'authority_table', fields)
  await stage.act('戚海峰', 'authority_table', table, 'publish', {
    opinion: '各部门对过两轮，财务和运营都确认了门槛，今天起用。',
  })
}
