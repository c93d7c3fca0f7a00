import pg from 'pg'
import { compileModel } from '#engine/bpmn/compile.ts'
import { type Model, type Node, nodeByIndex } from '#engine/bpmn/model.ts'
import type { CaseState, Token } from '#engine/types.ts'
import { assignmentFunctions } from '#kernel/process/assign.ts'

/** What the step logs of all cases say against the states that the cases are in. */
export interface Replay {
  readonly cases: number
  readonly steps: number
  /** One sentence for each place where log, state, todos and timers do not tell the same story. */
  readonly problems: readonly string[]
}

/** How often a case entered, left, cancelled and failed at a node. */
export interface Passed {
  readonly enter: number
  readonly leave: number
  readonly cancel: number
  readonly error: number
}

/** One case as the database has it: its state, and beside it everything that must agree with it. */
export interface CaseStory {
  readonly status: string
  readonly endedAt: string | null
  readonly state: CaseState
  readonly passed: ReadonlyMap<number, Passed>
  /** Open todos, by the token that they belong to. */
  readonly todos: readonly { readonly token: number; readonly node: number }[]
  /** Tokens for which a timer is ordered. */
  readonly timers: readonly number[]
}

/**
 * Replays the step log of every case of a database with the model of its edition: the tokens at rest must be those that
 * the log leaves open, an ended case must have closed all it opened, every open todo and timer must belong to a token that
 * waits for it, and every token that waits must have its own.
 */
export async function replay(url: string): Promise<Replay> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const models = await modelsOf(client)
    const stories = await storiesOf(client)
    const problems = [...stories].flatMap(([id, { document, ...story }]) =>
      problemsOf(models.get(document)!, story).map((words) => `${id}：${words}`),
    )
    const steps = await client.query<{ count: number }>('select count(*)::int as count from step_log')
    return { cases: stories.size, steps: steps.rows[0]!.count, problems }
  } finally {
    await client.end()
  }
}

/** What does not fit together in one case, in sentences. */
export function problemsOf(model: Model, story: CaseStory): string[] {
  return [
    ...model.nodes.flatMap((node) => restProblems(node, story)),
    ...(isUndisturbed(story) ? model.nodes.flatMap((node) => flowProblems(model, node, story)) : []),
    ...endProblems(story),
    ...todoProblems(model, story),
    ...timerProblems(model, story),
  ]
}

const none: Passed = { enter: 0, leave: 0, cancel: 0, error: 0 }
const passedAt = ({ passed }: CaseStory, node: number) => passed.get(node) ?? none

/** A join takes one token of each flow and logs one leaving; a failure may have closed a token or left it stuck. */
function restProblems(node: Node, story: CaseStory): string[] {
  const { enter, leave, cancel, error } = passedAt(story, node.index)
  const resting = story.state.tokens.filter((token) => token.node === node.index && isLogged(node, token, story)).length
  const taken = node.kind === 'and' && node.incoming.length > 1 ? node.incoming.length : 1
  const most = enter - leave * taken - cancel
  const least = mayTakeMore(node) ? 0 : most - error
  if (resting >= least && resting <= most) return []
  return [`「${node.id}」按流转记录应有 ${most} 处停留，状态里有 ${resting} 处`]
}

/** Tokens that were logged as they came: not those that watch, nor the one under which instances of an activity run. */
function isLogged(node: Node, token: Token, { state }: CaseStory): boolean {
  if (token.is === 'watching') return false
  const isInstance = state.scopes.some(({ id, node: of, round }) => id === token.scope && of === node.index && round)
  return !(node.extra?.loop && token.is === 'inside' && !isInstance)
}

/** Joins whose number of tokens depends on the case. */
const mayTakeMore = (node: Node) => /^(or|inclusive|complex)/.test(node.kind) && node.incoming.length > 1

/** Nothing was cancelled, failed or moved, so that every leaving of a node is an entering of what follows. */
const isUndisturbed = ({ passed, status }: CaseStory) =>
  status !== 'cancelled' && [...passed.values()].every(({ cancel, error }) => cancel === 0 && error === 0)

/** A node is entered as often as the nodes before it were left, where those have no choice. */
function flowProblems(model: Model, node: Node, story: CaseStory): string[] {
  const sources = node.incoming.map((flow) => nodeByIndex(model, model.flows[flow]!.from))
  if (sources.length === 0 || node.extra || sources.some(mayTakeFewer)) return []
  const left = sources.reduce((sum, source) => sum + passedAt(story, source.index).leave, 0)
  const { enter } = passedAt(story, node.index)
  return enter === left ? [] : [`「${node.id}」进入 ${enter} 次，前面的环节离开 ${left} 次`]
}

/** Where a token that leaves need not enter all that follows, or what is logged are instances. */
const mayTakeFewer = (source: Node) => source.extra !== undefined || source.choice !== 'all' || source.kind === 'event'

function endProblems({ status, endedAt, state, todos, timers }: CaseStory): string[] {
  const over = status === 'ended' || status === 'cancelled'
  if (status !== state.status) return [`列里是 ${status}，状态里是 ${state.status}`]
  if (over !== (endedAt !== null)) return [`${status}，结束时间却是 ${endedAt}`]
  if (!over) return state.tokens.length > 0 ? [] : ['没有结束，也没有停留的地方']
  const left = state.tokens.length + state.scopes.length + todos.length + timers.length
  return left === 0 ? [] : [`已结束，还留着 ${left} 样东西`]
}

function todoProblems(model: Model, { state, todos }: CaseStory): string[] {
  const waits = state.tokens.filter((token) => token.is === 'waiting' && nodeByIndex(model, token.node).kind === 'user')
  const orphans = todos.filter(({ token, node }) => !waits.some((one) => one.id === token && one.node === node))
  const bare = state.status === 'running' ? waits.filter(({ id }) => !todos.some(({ token }) => token === id)) : []
  return [
    ...orphans.map(({ token }) => `待办没有对应的停留（${token}）`),
    ...bare.map(({ id }) => `停在人工环节，却没有待办（${id}）`),
  ]
}

function timerProblems(model: Model, { state, timers }: CaseStory): string[] {
  const waits = state.tokens.filter((token) => waitsForTime(model, token)).map(({ id }) => id)
  return [
    ...timers.filter((token) => !waits.includes(token)).map((token) => `定时没有对应的停留（${token}）`),
    ...waits.filter((token) => !timers.includes(token)).map((token) => `等时间，却没有定时（${token}）`),
  ]
}

/** Whether a timer is ordered for a token: of several triggers of one event, each has its own token. */
function waitsForTime(model: Model, { node, is, event = 0 }: Token): boolean {
  return nodeByIndex(model, node).triggers[event]?.on === 'timer' && (is === 'waiting' || is === 'watching')
}

async function modelsOf(client: pg.Client): Promise<Map<number, Model>> {
  const { rows } = await client.query<{ id: number; source: string }>(
    `select id, source from document where id in (select document from process_case)`,
  )
  const functions = Object.keys(assignmentFunctions)
  return new Map(
    await Promise.all(rows.map(async ({ id, source }) => [id, await compileModel(source, { functions })] as const)),
  )
}

type Stored = CaseStory & { document: number }

async function storiesOf(client: pg.Client): Promise<Map<string, Stored>> {
  const cases = await client.query<{ id: string; document: number; status: string; state: CaseState; ended: string }>(
    'select id, document, status, state, ended_at::text as ended from process_case',
  )
  const log = await client.query<Passed & { id: string; node: number }>(
    // Kind 5 is both: entered and left in the same instant.
    `select case_id as id, node, (count(*) filter (where kind in (1, 5)))::int as enter, (count(*) filter (where kind in (2, 5)))::int as leave,
       (count(*) filter (where kind = 3))::int as cancel, (count(*) filter (where kind = 4))::int as error
     from step_log group by case_id, node`,
  )
  const todos = await client.query<{ id: string; token: number; node: number }>(
    `select distinct case_id as id, token, node from todo where state = 'open'`,
  )
  const timers = await client.query<{ id: string; token: number }>(
    `select payload->>'case' as id, (payload->>'token')::int as token from job where kind = 'timer'`,
  )
  const passed = Map.groupBy(log.rows, ({ id }) => id)
  const open = Map.groupBy(todos.rows, ({ id }) => id)
  const due = Map.groupBy(timers.rows, ({ id }) => id)
  return new Map(
    cases.rows.map(({ id, document, status, state, ended }) => [
      id,
      {
        document,
        status,
        state,
        endedAt: ended,
        passed: new Map((passed.get(id) ?? []).map((row) => [row.node, row])),
        todos: open.get(id) ?? [],
        timers: (due.get(id) ?? []).map(({ token }) => token),
      },
    ]),
  )
}
