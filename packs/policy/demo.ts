import { readFile } from 'node:fs/promises'
import type { Stage } from '#kernel/demo.ts'
import { demoCarriers, demoDuties, demoOpen } from './demo-duties.ts'
import { reviseComplaints } from './demo-revision.ts'
import { inScope } from './scope.ts'

/** A policy of the demo company: how it came about and who has not signed it yet. */
interface DemoPolicy {
  readonly code: string
  readonly title: string
  readonly owner: string
  readonly edition: string
  /** Working days ago on which it was brought in, and came into force. */
  readonly begun: number
  readonly inForce: number
  /** Days from today until it is to be looked at again. */
  readonly review: number
  readonly units?: readonly string[]
  /** What the reviewer, the council and the signer said. */
  readonly said: readonly [review: string, council: string, sign: string]
  /** Who has not signed, by name; the newest colleague signs on the day of coming, or not. */
  readonly unsigned: readonly string[]
}

const policies: readonly DemoPolicy[] = [
  {
    code: 'ZH-ZH-02',
    title: '授权与审批管理办法',
    owner: '综合管理部',
    edition: 'V1.4',
    begun: 128,
    inForce: 123,
    review: 170,
    said: ['和权限表逐行对过，没有冲突。', '会签改成同时看，快了，同意。', '同意签发。表是死的，人要把意见写清楚。'],
    unsigned: ['苗可欣'],
  },
  {
    code: 'ZH-KF-03',
    title: '客户投诉处理办法',
    owner: '客服部',
    edition: 'V1.3',
    begun: 100,
    inForce: 95,
    review: 210,
    units: [
      '运营管理部',
      '销售部',
      '客服部',
      '供应链部',
      '江州区域公司',
      '江州中山路店',
      '南港区域公司',
      '云浦工厂',
      '商业管理公司',
    ],
    said: ['首问负责写到岗位了，可以。', '时限门店都认，同意。', '同意签发，客服部盯住二十四小时。'],
    unsigned: [],
  },
  {
    code: 'ZH-YY-01',
    title: '运营职责与项目管理制度',
    owner: '运营管理部',
    edition: 'V2.1',
    begun: 26,
    inForce: 21,
    review: 28,
    said: [
      '项目分级和资源承诺都补上了，七条还没落实的先留着，评估时一起处理。',
      '各部门都看过，跨部门协调三天出结论这一条要守住。',
      '同意签发，自下一工作日起施行。',
    ],
    unsigned: ['苗可欣', '鲍建国', '岳鹏'],
  },
]

/** The demo company's three policies: brought in from files, carried out by duties and forms, issued, signed, one revised. */
export async function loadPolicies(stage: Stage): Promise<void> {
  for (const policy of policies) await bringIntoForce(stage, policy)
  await welcome(stage)
  await reviseComplaints(stage)
}

async function bringIntoForce(stage: Stage, policy: DemoPolicy): Promise<void> {
  const { code, edition, begun, inForce, said } = policy
  stage.at(begun, '09:40')
  const id = await imported(stage, policy)
  const scopeUnits = await unitLines(stage, policy.units ?? [])
  await stage.edit('段志飞', 'policy', id, {
    code,
    edition,
    nextReviewOn: stage.date(policy.review),
    ...(policy.units ? { scope: 'units', scopeUnits } : {}),
  })
  await carryOut(stage, code, policy.title, id)
  stage.at(begun - 1, '10:05')
  await stage.act('段志飞', 'policy', id, 'send')
  stage.at(begun - 2, '15:20')
  await stage.answer('方立群', id, 'agree', said[0], { compliance: 'fit' })
  stage.at(begun - 3, '11:10')
  await stage.answer('陆守诚', id, 'agree', said[1])
  stage.at(inForce + 1, '16:45')
  await stage.answer('顾维嘉', id, 'sign', said[2], { effectiveOn: stage.day(-inForce) })
  stage.at(inForce, '08:55')
  await askToSign(stage, id, { scope: policy.units ? 'units' : 'company', scopeUnits })
  await signed(stage, id, policy)
}

const unitLines = async (stage: Stage, names: readonly string[]) => {
  const lines: { unit: string }[] = []
  for (const name of names) lines.push({ unit: await stage.unit(name) })
  return lines
}

async function imported(stage: Stage, { code, title, owner }: DemoPolicy): Promise<string> {
  const content = await readFile(new URL(`./demo/${code}.txt`, import.meta.url))
  const file = await stage.upload('段志飞', `${title}.txt`, content)
  const row = await stage.create('段志飞', 'policy_import', { file, owner: await stage.unit(owner) }, 'read')
  await stage.act('段志飞', 'policy_import', row, 'confirm')
  return stage.find('policy', { source: row })
}

/** Registers who does what, points the clauses there, and takes back what the reading guessed for clauses left open. */
async function carryOut(stage: Stage, code: string, title: string, policy: string): Promise<void> {
  const open = new Set(demoOpen[code])
  const clauses = new Map<string, string>()
  const clauseOf = async (label: string) => {
    const id = clauses.get(label) ?? (await stage.find('clause', { policy, label }))
    clauses.set(label, id)
    return id
  }
  const carry = async (label: string, kind: string, target: string, words: string) =>
    void (await stage.create('段志飞', 'carrier', { policy, clause: await clauseOf(label), kind, target, words }))
  for (const label of open) {
    for (const carrier of await stage.findAll('carrier', { clause: await clauseOf(label), status: 'active' }))
      await stage.act('段志飞', 'carrier', carrier, 'close')
  }
  for (const [label, unitName, place, part, what] of demoDuties[code] ?? []) {
    const unit = await stage.unit(unitName)
    const position = place && (await stage.find('position', { name: place, unit }))
    const fields = { unit, position, group: `《${title}》${label}`, title: what, part }
    const duty = await stage.create('程诗雨', 'duty', fields, open.has(label) ? 'activate' : undefined)
    if (!open.has(label)) await carry(label, 'duty', duty, `${place ?? unitName}：${what}`)
  }
  for (const [label, kind, target, words] of demoCarriers[code] ?? []) await carry(label, kind, target, words)
}

/** Everybody who works and is in scope gets the edition to sign. */
async function askToSign(stage: Stage, policy: string, scope: Parameters<typeof inScope>[1]): Promise<void> {
  const directory = await stage.directory()
  const working = new Set(directory.appointments.map(({ person }) => person))
  const people = inScope(directory, scope).filter((person) => working.has(person))
  await stage.run('policy.giveReading', { policy, people })
}

/** People sign over five days, a few of them on each. */
async function signed(stage: Stage, policy: string, { inForce, unsigned }: DemoPolicy): Promise<void> {
  const { people } = await stage.directory()
  const readers = [...people.values()].filter(({ name }) => !unsigned.includes(name) && name !== newest)
  for (let day = 0; day < 5; day += 1) {
    for (const [index, { id }] of readers.entries()) {
      if ((index * 7) % 5 !== day) continue
      const [reading] = await stage.findAll('acknowledgement', { policy, person: id, status: 'open' })
      if (!reading) continue
      stage.at(
        inForce - day,
        `${String(9 + (index % 8)).padStart(2, '0')}:${String((index * 13) % 60).padStart(2, '0')}`,
      )
      await stage.act(id, 'acknowledgement', reading, 'sign')
    }
  }
}

const newest = '苗可欣'

/** The newest colleague comes: three policies to sign, one signed on the same day, two not until today. */
async function welcome(stage: Stage): Promise<void> {
  stage.at(12, '09:15')
  const person = await stage.person(newest)
  for (const { code } of policies) {
    const policy = await stage.find('policy', { code, status: 'effective' })
    await stage.run('policy.giveReading', { policy, people: [person] })
  }
  stage.at(12, '16:30')
  const policy = await stage.find('policy', { code: 'ZH-KF-03', status: 'effective' })
  await stage.act(newest, 'acknowledgement', await stage.find('acknowledgement', { policy, person }), 'sign')
}
