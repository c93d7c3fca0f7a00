import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareModels } from './compare.ts'

const read = (file: string) => readFileSync(new URL(`../packs/${file}`, import.meta.url), 'utf8')
const task = read('task/task_run.bpmn')

test('the same process written otherwise, or drawn elsewhere, is no difference', async () => {
  const moved = task.replace(/x="\d+"/g, 'x="7"').replaceAll('<bpmn:incoming>f1</bpmn:incoming>', '')
  expect(await compareModels('bpmn', task, moved)).toEqual([])
})

test('a changed name, assignee and condition are told with both values, each on its element', async () => {
  const changed = task
    .replace('name="接收任务"', 'name="确认接收"')
    .replace("assign='person(owner)' kind", "assign='head(unit)' kind")
    .replace('accept = "take"', 'accept != "decline"')
  const found = await compareModels('bpmn', task, changed)
  expect(found.map(({ element, change }) => [element, change])).toEqual([
    ['accept', 'changed'],
    ['taken', 'changed'],
  ])
  expect(found[0]?.details).toEqual([
    { setting: 'name', before: '接收任务', after: '确认接收' },
    { setting: 'jw:task.assign', before: 'person(owner)', after: 'head(unit)' },
  ])
  expect(found[1]?.details).toEqual([
    { setting: 'conditionExpression.body', before: 'accept = "take"', after: 'accept != "decline"' },
  ])
})

test('steps and flows that came or went, and a flow that leads elsewhere', async () => {
  const changed = task.replace(
    '<bpmn:endEvent id="not_taken"',
    '<bpmn:task id="archive" name="存档"/><bpmn:sequenceFlow id="x1" sourceRef="archive" targetRef="not_taken"/><bpmn:endEvent id="not_taken"',
  )
  const redirected = changed.replace(/(<bpmn:sequenceFlow id="declined"[^>]*targetRef=")not_taken"/, '$1archive"')
  const found = await compareModels('bpmn', task, redirected)
  const words = found.map(({ element, change, details }) => [element, change, details[0]?.after])
  expect(words).toEqual(
    expect.arrayContaining([
      ['archive', 'added', undefined],
      ['x1', 'added', undefined],
      ['declined', 'changed', 'archive'],
    ]),
  )
  const back = await compareModels('bpmn', redirected, task)
  expect(back.filter(({ change }) => change === 'removed').map(({ element }) => element)).toEqual(['archive', 'x1'])
})

test('a rule of a decision table', async () => {
  const table = read('project/project_grade.dmn')
  const found = await compareModels('dmn', table, table.replace('&lt;= 200000', '&lt;= 300000'))
  expect(found.map(({ element }) => element)).toEqual(['grade_c'])
  expect(found[0]?.details[0]).toMatchObject({ before: '<= 200000', after: '<= 300000' })
})
