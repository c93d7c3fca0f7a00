import { openWorld, type Someone, type World } from '#test/world.ts'

/** A file of three clauses about complaints; two of its lines are duties of the shops. */
const complaints = `客户投诉处理办法
第一条 首问负责
谁先接到投诉，谁负责到底。
第二条 部门职责
（一）门店部门职责
1．投诉记录 建立投诉记录，二十四小时内联系客户。
2．量尺复核 量尺单由两人复核。
第三条 升级
同一原因第三次出现，报告分管领导。`

/** The people whose hands a policy goes through, and the ways that it goes; tests of the policy's life share them. */
export interface Office {
  readonly world: World
  readonly writer: Someone
  readonly reviewer: Someone
  readonly council: Someone
  readonly signer: Someone
  readonly delegate: Someone
  drafted(fields?: Readonly<Record<string, unknown>>): Promise<string>
  issue(id: string): Promise<void>
  inForce(fields?: Readonly<Record<string, unknown>>): Promise<string>
  /** Begins the next edition and gives its id. */
  revised(id: string): Promise<string>
  status(id: string): Promise<string>
  clauses(policy: string): Promise<ClauseLine[]>
  clauseOf(policy: string, words: string): Promise<ClauseLine>
  view<T>(who: Someone, path: string): Promise<T>
}
type ClauseLine = Awaited<ReturnType<Someone['list']>>['rows'][number]

/** Opens the company of the tests with a writer, a reviewer, a council, a signer and a delegate. */
export async function openOffice(): Promise<Office> {
  const world = await openWorld()
  const [writer, reviewer, council, signer, delegate] = await Promise.all([
    world.as('苏禾'),
    world.as('何静'),
    world.as('周晚晴'),
    world.as('林致远'),
    world.as('王敏', '门店部'),
  ])
  const drafted: Office['drafted'] = async (fields = {}) => {
    const file = await writer.upload('办法.txt', new TextEncoder().encode(complaints))
    const { row } = await writer.create('policy_import', { file, owner: await world.unit('运营部') }, 'read')
    const id = String((await writer.act('policy_import', row.id, 'confirm')).row.policy)
    if (Object.keys(fields).length > 0)
      await writer.edit('policy', id, fields, (await writer.get('policy', id)).row.version)
    return id
  }
  const issue: Office['issue'] = async (id) => {
    await writer.act('policy', id, 'send')
    await reviewer.answer('policy', id, 'agree', '可以。', { compliance: 'fit' })
    await council.answer('policy', id, 'agree', '同意。')
    await signer.answer('policy', id, 'sign', '签发。', { effectiveOn: '2026-01-01' })
  }
  const clauses: Office['clauses'] = async (policy) =>
    (await writer.list('clause', { policy, sort: 'order', limit: '500', status: 'active' })).rows
  return {
    world,
    writer,
    reviewer,
    council,
    signer,
    delegate,
    drafted,
    issue,
    clauses,
    inForce: async (fields) => {
      const id = await drafted(fields)
      await issue(id)
      await world.timers(id)
      return id
    },
    revised: async (id) => {
      await writer.act('policy', id, 'revise')
      const [next] = await world.sql<{ id: string }>(
        `select id from policy where revises = $1 order by created_at desc`,
        [id],
      )
      return next!.id
    },
    status: async (id) => (await writer.get('policy', id)).row.status,
    clauseOf: async (policy, words) =>
      (await clauses(policy)).find(({ title, text }) => `${title}${text}`.includes(words))!,
    view: async (who, path) => (await who.send('GET', `/api/view/policy/${path}`)).json(),
  }
}
