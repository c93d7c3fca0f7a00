import type { Guide, Guided } from '#kernel/guide.ts'
import type { NextView } from '#kernel/http/contract.ts'
import { holdersOf } from '#kernel/identity/directory.ts'
import { holderName } from '#kernel/identity/standing-in.ts'
import { blockedDays } from './blocked.ts'
import type { Demands } from './common.ts'
import { projectPlan } from './plan.ts'
import type { project } from './project.ts'

/** 下一步: what a project waits for in each state of its life, who does it, and what is still missing. */
export const nextStep: Guide = async (asked) => {
  const said = await steps[asked.row.status as State](asked)
  const holders = await heldBy(asked)
  if (!holders) return said?.words ? said : null
  return said === null ? { words: holders } : { ...said, words: said.wait ? holders : `${holders}；${said.words}` }
}

type State = keyof typeof project.states
type Open = NonNullable<NextView['open']>[number]
/** With `wait`, an open todo of the project says better than the words who is next. */
type Said = (NextView & { wait?: true }) | null

const steps: Readonly<Record<State, (asked: Guided) => Said | Promise<Said>>> = {
  draft: (asked) => ({ words: `${authorOf(asked)}填好申请，提交审批` }),
  review: () => null,
  returned: (asked) => ({ words: `${authorOf(asked)}按退回的意见改好，再提交` }),
  refused: (asked) => ({ words: `${authorOf(asked)}可以按不同意的理由改小，用“修改后重报”再报一次` }),
  approved: preparing,
  planning: async (asked) => ({ words: '', wait: true, ...missing(await uncommitted(asked)) }),
  active: carriedOut,
  acceptance: accepting,
  rework: reworking,
  delivery: delivering,
  archived: evaluating,
  terminated: () => null,
}

/** Sub-plans first, then what departments commit, then the start (PRJ-05..07). */
async function preparing(asked: Guided): Promise<Said> {
  const { row } = asked
  const needed = demandsOf(asked).plans
  if (needed.length === 0) return { words: `${leadOf(asked)}定好起止日期，启动` }
  if (row.plansPassed !== true) {
    const plans = await parts<{ kind: string; status: string }>(asked, 'project_plan', 'kind')
    const left = needed.flatMap((kind) => planLeft(kind, plans))
    if (left.length === 0) return { words: `${leadOf(asked)}点“提交分计划”，交运营管理部审核` }
    return { words: `${leadOf(asked)}把分计划写好、定稿，再提交审核`, ...missing(left) }
  }
  const left = await uncommitted(asked)
  if (left.length === 0) return { words: '', wait: true }
  const days = await blockedDays(asked.sql, asked.server.calendar, asked.day, row.id)
  const blocked = days > 0 ? `，启动受阻 ${days} 天` : ''
  return { words: `等资源承诺${blocked}；确需先行启动的写明原因`, ...missing(left) }
}

/** What is on the way, the late first; when it is done the lead asks for acceptance (PRJ-08..13). */
async function carriedOut(asked: Guided): Promise<Said> {
  const { row, day } = asked
  const tasks = await parts<{ status: string; due: string }>(asked, 'task', 'due::text')
  const open = tasks.filter(({ status }) => ['issued', 'running', 'checking'].includes(status))
  const late = open.filter(({ due }) => due < day).length
  const reports = await parts<{ status: string; due_on: string }>(asked, 'project_report', 'due_on::text')
  const report = reports.find(({ status }) => status === 'due')
  const talks = await waiting(asked, 'coordination', ['open', 'answered'])
  const changes = await waiting(asked, 'project_change', ['review'])
  const checkDue = typeof row.checkDue === 'string' ? row.checkDue : undefined
  return {
    words: `${leadOf(asked)}带着做，做完后申请验收`,
    label: '眼下',
    open: [
      ...(late > 0 ? [{ words: `${late} 项任务逾期`, part: 'task', late: true as const }] : []),
      ...(open.length > late ? [{ words: `${open.length - late} 项任务在办`, part: 'task' }] : []),
      ...(report ? [dated('报告', report.due_on, day, 'project_report')] : []),
      ...(checkDue ? [dated('检查', checkDue, day, 'project_check')] : []),
      ...(talks > 0 ? [{ words: `${talks} 件协调没定`, part: 'coordination' }] : []),
      ...(changes > 0 ? [{ words: `${changes} 份变更在审批`, part: 'project_change' }] : []),
    ],
  }
}

async function accepting(asked: Guided): Promise<Said> {
  const rounds = await parts<{ id: string; status: string }>(asked, 'project_acceptance', 'round')
  const round = rounds.findLast(({ status }) => ['organising', 'rating', 'concluding'].includes(status))
  if (round?.status !== 'rating') {
    const what = round?.status === 'concluding' ? '给出验收结论' : '组织部门验收'
    return { words: `${operationsOf(asked)}${what}`, open: [{ words: '打开验收', part: 'project_acceptance' }] }
  }
  const { rows } = await asked.sql.query<{ unit: string }>(
    `select unit from project_score where acceptance = $1 and status = 'asked'`,
    [round.id],
  )
  const units = rows.map(({ unit }) => unitName(asked, unit)).join('、')
  return { words: `等部门评分：${units}`, open: [{ words: '打开验收', part: 'project_acceptance' }] }
}

async function reworking(asked: Guided): Promise<Said> {
  const items = await parts<{ status: string; item: string; due: string }>(asked, 'project_rework', 'item, due::text')
  const left = items.filter(({ status }) => status !== 'verified')
  if (left.length === 0) return { words: `返工都复核过了，${leadOf(asked)}再申请验收`, ...go('project_acceptance') }
  return {
    words: `${leadOf(asked)}改好返工清单，由别人复核，再申请验收`,
    ...missing(
      left.map(({ item, status, due }) => ({
        words: `${item}（${status === 'done' ? '待复核' : `限 ${due}`}）`,
        part: 'project_rework',
        ...(status === 'open' && due < asked.day ? { late: true as const } : {}),
      })),
    ),
  }
}

/** A signed hand-over, every document or its reason, then operations files the project away (PRJ-16, 17). */
async function delivering(asked: Guided): Promise<Said> {
  const handovers = await parts<{ status: string; what: string }>(asked, 'project_handover', 'what')
  const documents = await parts<{ status: string; name: string }>(asked, 'project_document', 'name')
  const unsigned = handovers.filter(({ status }) => status !== 'received')
  const tasks = await waiting(asked, 'task', ['issued', 'running', 'checking'])
  const talks = await waiting(asked, 'coordination', ['open', 'answered'])
  const left: Open[] = [
    ...(tasks > 0 ? [{ words: `${tasks} 项任务没办完`, part: 'task' }] : []),
    ...(talks > 0 ? [{ words: `${talks} 件协调没定`, part: 'coordination' }] : []),
    ...(handovers.length === 0 ? [{ words: '成果交付', part: 'project_handover' }] : []),
    ...unsigned.map(({ what }) => ({ words: `“${what}”的签收`, part: 'project_handover' })),
    ...documents
      .filter(({ status }) => status === 'missing')
      .map(({ name }) => ({ words: name, part: 'project_document' })),
  ]
  if (left.length === 0) return { words: `${leadOf(asked)}点“提请归档”，由运营管理部确认`, wait: true }
  return { words: `${leadOf(asked)}交付成果、归齐资料，再提请归档`, ...missing(left) }
}

function evaluating({ row }: Guided): Said {
  if (row.result) return null
  return row.lessons ? { words: '等公司管理层评估' } : null
}

interface Commitment {
  readonly status: string
  readonly unit: string
  readonly need: string
}

async function uncommitted(asked: Guided): Promise<Open[]> {
  const found = await parts<Commitment>(asked, 'project_commitment', 'unit, need')
  return found
    .filter(({ status }) => status === 'asked' || status === 'declined')
    .map(({ status, unit, need }) => ({
      words: `${unitName(asked, unit)}的承诺“${need}”（${status === 'declined' ? '不承诺' : '待答复'}）`,
      part: 'project_commitment',
      ...(status === 'declined' ? { late: true as const } : {}),
    }))
}

function planLeft(kind: string, plans: readonly { kind: string; status: string }[]): Open[] {
  const mine = plans.filter((plan) => plan.kind === kind)
  if (mine.some(({ status }) => status === 'ready' || status === 'passed')) return []
  const words = projectPlan.fields.kind.choices[kind as keyof typeof projectPlan.fields.kind.choices]
  const begun = mine.some(({ status }) => status === 'returned') ? '（退回，待改）' : mine[0] ? '（待定稿）' : ''
  return [{ words: `${words}${begun}`, part: 'project_plan' }]
}

/** The step that the project's own process waits at, and for whom: 运营初审：方立群、单晓东. */
async function heldBy({ sql, row, directory }: Guided): Promise<string | undefined> {
  const { rows } = await sql.query<{ step: string; people: string[]; starter: string | null }>(
    `select t.step, array_agg(t.person order by t.id) as people, c.started_by as starter from todo t
     join process_case c on c.id = t.case_id where t.record_id = $1 and t.state = 'open' and t.kind = 'todo'
     group by t.step, c.started_by`,
    [row.id],
  )
  const said = rows.map(
    ({ step, people, starter }) => `${step}：${few(people.map((person) => holderName(directory, person, starter)))}`,
  )
  return said.length > 0 ? said.join('；') : undefined
}

async function parts<T extends object>({ sql, row }: Guided, record: string, columns: string): Promise<T[]> {
  const { rows } = await sql.query<T>(
    `select id, status, ${columns} from ${record} where project = $1 order by created_at, id limit 200`,
    [row.id],
  )
  return rows
}

const waiting = async (asked: Guided, record: string, states: readonly string[]) =>
  (await parts<{ status: string }>(asked, record, 'version')).filter(({ status }) => states.includes(status)).length

const missing = (left: Open[]) => (left.length > 0 ? { label: '还差', open: left } : {})
const go = (part: string) => ({ open: [{ words: '打开验收', part }] })

const dated = (what: string, on: string, day: string, part: string): Open =>
  on < day ? { words: `${what}逾期（应在 ${on} 前）`, part, late: true } : { words: `${what}：${on} 前`, part }

const demandsOf = ({ server, row }: Guided) =>
  server.deployment.decide(
    'project_demands',
    { grade: String(row.grade ?? '') },
    { now: server.clock().toISOString(), zone: server.calendar.zone },
  ) as unknown as Demands

const few = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 人` : names.join('、')
const personName = ({ directory }: Guided, id: unknown) => directory.people.get(String(id ?? ''))?.name ?? ''
const unitName = ({ directory }: Guided, id: string) => directory.units.get(id)?.name ?? ''
const authorOf = (asked: Guided) => personName(asked, asked.row.createdBy)
const leadOf = (asked: Guided) => `负责人${personName(asked, asked.row.lead)}`
const operationsOf = (asked: Guided) =>
  few(holdersOf(asked.directory, 'operations').map((person) => personName(asked, person)))
