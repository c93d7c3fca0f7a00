import type { Stage } from '#kernel/demo.ts'

/** The demo company's seals, a purchase that waits in finance, and somebody's day off. */
export async function loadOffice(stage: Stage): Promise<void> {
  const keeper = await stage.person('祝小芸')
  for (const name of ['织禾集团公章', '织禾集团合同章', '财务专用章'])
    await stage.create('祝小芸', 'stamp', { name, keeper, place: '综合管理部保险柜' })
  await shelves(stage)
  const off = await stage.create(
    '岳鹏',
    'leave',
    {
      unit: await stage.unit('客服部'),
      type: 'personal',
      since: stage.day(3),
      until: stage.day(4),
      reason: '送孩子报到',
      standIn: await stage.person('解小曼'),
    },
    'submit',
  )
  await stage.answer('丁玉兰', off, 'agree', '同意，回访名单交给小曼。')
}

/** The shelves that would clear the fire lane: agreed in the plant and by purchasing, waiting in finance. */
async function shelves(stage: Stage): Promise<void> {
  const id = await stage.create(
    '鲍建国',
    'purchase',
    {
      unit: await stage.unit('云浦工厂'),
      purpose: '成品仓东侧货架，腾空消防通道',
      items: [
        { name: '重型货架 2.4×0.8×3.0 米', quantity: 20, price: '3900.00' },
        { name: '安装与护栏', quantity: 1, price: '8000.00' },
      ],
      budgeted: true,
      subject: '仓储设施',
    },
    'submit',
  )
  await stage.answer('蓝天宇', id, 'agree', '两家比过价，这家货期短，十天能到。')
}
