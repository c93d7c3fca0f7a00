import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileModel } from '#engine/bpmn/compile.ts'
import { assignmentFunctions } from '#kernel/process/assign.ts'
import { variableOf } from '../../variable.ts'
import { type Game, type Moment, NotNow, opening, type Setting, sourceKinds, take, withVars } from './play.ts'
import { startsOf } from './starts.ts'
import { later } from './virtual-clock.ts'
import { waitingOf } from './waiting.ts'

const now = '2026-03-02T01:00:00.000Z'
const taskFile = readFileSync(new URL('../../../packs/task/task_run.bpmn', import.meta.url), 'utf8')
const setting: Setting = {
  values: { owner: 'me', lead: 'boss', due: '2026-03-05' },
  starter: 'boss',
  starterIsHead: false,
}

const record: Game['record'] = {
  name: 'task',
  label: '任务',
  fields: [
    { name: 'owner', kind: 'ref', label: '负责人', required: true, derived: false },
    { name: 'lead', kind: 'ref', label: '交办人', required: true, derived: false },
    { name: 'due', kind: 'date', label: '截止日期', required: true, derived: false },
  ],
  presets: {},
  states: { draft: '草稿', issued: '已下达', running: '进行中', checking: '待验收', done: '完成' },
  actions: {
    issue: { label: '下达', from: ['draft'], to: 'issued', starts: 'task_run' },
    take: { label: '接收', from: ['issued'], to: 'running' },
    finish: { label: '提交完成', from: ['running'], to: 'checking' },
    accept: { label: '合格', from: ['checking'], to: 'done' },
    rework: { label: '返工', from: ['checking'], to: 'running' },
  },
}

async function open(source = taskFile, more: Partial<Game> = {}) {
  const model = await compileModel(source, { functions: sourceKinds })
  const ask = async () => null
  const game: Game = { model, record, matter: null, asks: [], tables: new Map(), ask, ...more }
  return { game, first: opening(game, 'task_run', now) }
}
const press = (game: Game, moment: Moment, label: string) => {
  const offers = moment.state ? waitingOf(game, moment).flatMap(({ offers }) => offers) : startsOf(game)
  const offer = offers.find((one) => one.label === label)
  if (!offer) throw new Error(`no button ${label} among ${offers.map((one) => one.label).join()}`)
  return take(game, setting, moment, offer)
}
const names = (game: Game, moment: Moment) => waitingOf(game, moment).map(({ name }) => name)

test('a task is played to its end, and the record goes along', async () => {
  const { game, first } = await open()
  expect(first.status).toBe('issued')
  const started = await press(game, first, '下达')
  expect(names(game, started)).toEqual(['接收任务'])
  expect(waitingOf(game, started)[0]?.assign).toEqual({ by: 'person', of: 'me' })
  const taken = await press(game, started, '接收')
  expect([taken.status, taken.done]).toEqual(['running', expect.arrayContaining(['issued', 'own', 'accept'])])
  expect(names(game, taken)).toEqual(['办理任务', '到期', '逾期两天'])
  const finished = await press(game, taken, '提交完成')
  // The timers go with the task on which they sit.
  expect(names(game, finished)).toEqual(['验收任务'])
  const done = await press(game, finished, '合格')
  expect([done.state?.status, done.status, waitingOf(game, done)]).toEqual(['ended', 'done', []])
  // Every moment before is as it was: going back is taking it again.
  expect(names(game, await press(game, started, '接收'))).toHaveLength(3)
})

test('a timer fires by its button, and the clock goes on to its time', async () => {
  const { game, first } = await open()
  const taken = await press(game, await press(game, first, '下达'), '接收')
  const late = await press(game, taken, '到时间了')
  expect(late.clock).toBe('2026-03-05T10:00:00.000Z')
  expect(names(game, late)).toContain('提醒负责人和交办人')
})

test('an action that the record does not allow now is refused in words, and nothing moves', async () => {
  const { game, first } = await open(taskFile.replace('label="接收" action="take"', 'label="接收" action="finish"'))
  const started = await press(game, first, '下达')
  await expect(press(game, started, '接收')).rejects.toThrow(NotNow)
  await expect(press(game, started, '接收')).rejects.toThrow('单据现在是“已下达”，不能“提交完成”')
})

test('an incident stands on its element; mended variables let it go on', async () => {
  const { game, first } = await open(
    taskFile
      .replace('accept = "take"', 'enough > 3 and accept = "take"')
      .replace('default="declined"', '')
      .replace(
        '<bpmn:sequenceFlow id="declined" sourceRef="accepted" targetRef="not_taken" name="不接收"/>',
        '<bpmn:sequenceFlow id="declined" sourceRef="accepted" targetRef="not_taken"><bpmn:conditionExpression>false</bpmn:conditionExpression></bpmn:sequenceFlow>',
      ),
  )
  const stuck = await press(game, await press(game, first, '下达'), '接收')
  const [incident] = waitingOf(game, stuck)
  expect(incident).toMatchObject({ element: 'accepted', isBad: true })
  expect(stuck.log.at(-1)).toMatchObject({ isBad: true })
  const [retry] = incident!.offers
  const mended = await take(game, setting, stuck, { ...retry!, command: withVars(retry!.command, { enough: 5 }) })
  expect(names(game, mended)).toContain('办理任务')
})

test('a decision of the server is asked once and its answer kept by the case', async () => {
  const source = readFileSync(new URL('../../../packs/authority/approval.bpmn', import.meta.url), 'utf8')
  const asked: string[] = []
  const answer = { head: { act: '批', who: [{ by: 'head', of: 'u' }] }, rule: '三天以内', notes: [] }
  const { game, first } = await open(source, {
    record: null,
    ask: async (name) => {
      asked.push(name)
      return answer
    },
  })
  const started = await take(game, setting, first, startsOf(game)[0]!)
  expect(asked).toEqual(['authority'])
  expect(started.state?.vars.route).toMatchObject({ rule: '三天以内' })
  expect(waitingOf(game, started)[0]?.assign).toEqual([{ by: 'head', of: 'u' }])
})

test('what people type as a value is read as they mean it', () => {
  expect([variableOf('12'), variableOf('true'), variableOf('同意'), variableOf('["a"]')]).toEqual([
    12,
    true,
    '同意',
    ['a'],
  ])
})

test('time passes evenly, and never backwards', () => {
  expect(later(now, { kind: 'duration', iso: 'P1DT2H' })).toBe('2026-03-03T03:00:00.000Z')
  expect(later(now, { kind: 'duration', iso: 'P1M' })).toBe('2026-04-02T01:00:00.000Z')
  expect(later(now, { kind: 'date', iso: '2026-03-05T18:00:00+08:00' })).toBe('2026-03-05T10:00:00.000Z')
  expect(later(now, { kind: 'date', iso: '2020-01-01T00:00:00Z' })).toBe(now)
})

test('assignment rules know the same sources here and on the server', () => {
  expect(Object.keys(assignmentFunctions)).toEqual([...sourceKinds])
})
