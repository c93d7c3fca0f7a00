import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareModels } from './compare.ts'

const read = (file: string) => readFileSync(new URL(`../packs/${file}`, import.meta.url), 'utf8')
const task = read('task/task_run.bpmn')

test('the same process written otherwise, or drawn elsewhere, is no difference', () => {
  const moved = task.replace(/x="\d+"/g, 'x="7"').replaceAll('<bpmn:incoming>f1</bpmn:incoming>', '')
  expect(compareModels(task, moved)).toEqual([])
})

test('another prefix and another namespace of an older edition are no difference', () => {
  expect(compareModels(task, task.replaceAll('bpmn:', 'b:').replace('xmlns:bpmn', 'xmlns:b'))).toEqual([])
  const table = read('project/project_grade.dmn')
  expect(compareModels(table, table.replace(/DMN\/\d{8}\/MODEL/, 'DMN/20191111/MODEL'))).toEqual([])
})

test('a box that came with later editions of DMN', () => {
  const box = (than: string) =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d"><decision id="fee" name="费用"><conditional>
    <if><literalExpression><text>days > 3</text></literalExpression></if>
    <then><literalExpression><text>${than}</text></literalExpression></then></conditional></decision></definitions>`
  expect(compareModels(box('100'), box('200'))).toEqual([
    {
      element: 'fee',
      type: 'decision',
      name: '费用',
      change: 'changed',
      details: [{ setting: 'conditional.then.literalExpression.text.body', before: '100', after: '200' }],
    },
  ])
})

test('what is no XML cannot be compared', () => {
  expect(() => compareModels(task, '<a><b></a>')).toThrow('不能比较')
})

test('a changed name, assignee and condition are told with both values, each on its element', () => {
  const changed = task
    .replace('name="接收任务"', 'name="确认接收"')
    .replace("assign='person(owner)' kind", "assign='head(unit)' kind")
    .replace('accept = "take"', 'accept != "decline"')
  const found = compareModels(task, changed)
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

test('steps and flows that came or went, and a flow that leads elsewhere', () => {
  const changed = task.replace(
    '<bpmn:endEvent id="not_taken"',
    '<bpmn:task id="archive" name="存档"/><bpmn:sequenceFlow id="x1" sourceRef="archive" targetRef="not_taken"/><bpmn:endEvent id="not_taken"',
  )
  const redirected = changed.replace(/(<bpmn:sequenceFlow id="declined"[^>]*targetRef=")not_taken"/, '$1archive"')
  const found = compareModels(task, redirected)
  const words = found.map(({ element, change, details }) => [element, change, details[0]?.after])
  expect(words).toEqual(
    expect.arrayContaining([
      ['archive', 'added', undefined],
      ['x1', 'added', undefined],
      ['declined', 'changed', 'archive'],
    ]),
  )
  const back = compareModels(redirected, task)
  expect(back.filter(({ change }) => change === 'removed').map(({ element }) => element)).toEqual(['archive', 'x1'])
})

test('a rule of a decision table', () => {
  const table = read('project/project_grade.dmn')
  const found = compareModels(table, table.replace('&lt;= 200000', '&lt;= 300000'))
  expect(found.map(({ element }) => element)).toEqual(['grade_c'])
  expect(found[0]?.details[0]).toMatchObject({ before: '<= 200000', after: '<= 300000' })
})
