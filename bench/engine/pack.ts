import { pack } from '#kernel/pack.ts'
import { alone } from '#kernel/process/work.ts'
import { money, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/** How many units the company of the benchmark has; each has a head and three others. */
export const unitCount = 50

/** What is ordered: small, with a number, as most requests are. */
export const order = record('bench_order', {
  label: '测试订单',
  title: 'title',
  number: 'CS-{yyyy}-{seq:8}',
  fields: {
    title: text('事由', { required: true }),
    unit: ref('部门', 'unit', { required: true }),
    amount: money('金额', { required: true }),
  },
  states: { draft: '草稿', review: '办理中', approved: '已同意' },
  allow: { read: [{ unit: 'unit' }], create: 'everyone', edit: { holder: 'createdBy' } },
  actions: {
    submit: { label: '提交', from: ['draft'], to: 'review', allow: { holder: 'createdBy' }, starts: 'bench_order' },
    wait: { label: '等候', from: ['draft'], to: 'review', allow: { holder: 'createdBy' }, starts: 'bench_timer' },
    many: { label: '逐项', from: ['draft'], to: 'review', allow: { holder: 'createdBy' }, starts: 'bench_many' },
    approve: { label: '同意', from: ['review'], to: 'approved', allow: 'todo' },
  },
  views: { list: ['number', 'title', 'amount'] },
})

/** Founds the company: heads in pairs, so that nobody judges what they started themselves. */
const found = alone(async (work) => {
  const since = '2020-01-01'
  for (let n = 0; n < unitCount; n += 1) {
    const unit = (await work.create('unit', { name: `部门 ${n}`, parent: null, since })).id
    for (let seat = 0; seat < 4; seat += 1) {
      const rank = seat === 0 ? 'head' : 'staff'
      const position = await work.create('position', { name: `岗位 ${n}-${seat}`, unit, rank, headcount: 1 })
      const person = await work.create('person', { no: String(1000 + n * 4 + seat), name: `员工 ${n * 4 + seat}` })
      await work.create('appointment', { person: person.id, position: position.id, kind: 'main', since })
    }
  }
})

/** The pack that only the benchmark has. */
export const bench = pack({
  name: 'bench',
  label: '性能测量',
  records: { bench_order: order },
  processes: {
    bench_order: { label: '测试订单', on: 'bench_order', model: '../bench/engine/order' },
    bench_many: { label: '逐项办理', on: 'bench_order', model: '../bench/engine/many' },
    bench_timer: { label: '等到时间', on: 'bench_order', model: '../bench/engine/timer' },
  },
  rules: { 'bench.found': found },
})
