import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '#engine/types.ts'
import { openWorld, type Someone, type World } from '#test/world.ts'
import type { CheckedView, EditionDone, EditionView, ModelLine, ModelView } from '../http/model-contract.ts'
import { longModel } from './models.fixture.ts'

let world: World
let keeper: Someone
beforeAll(async () => {
  world = await openWorld()
  keeper = await world.as('程诗')
})
afterAll(() => world.close())

const pack = (file: string) => readFileSync(new URL(`../../packs/${file}`, import.meta.url), 'utf8')
const task = pack('task/task_run.bpmn')
const renamed = (step: string) => task.replace('name="接收任务"', `name="${step}"`)

async function call<T>(person: Someone, method: string, path: string, body?: unknown) {
  const response = await person.send(method, `/api/models${path}`, body)
  return { status: response.status, body: (await response.json()) as T & { message: string } }
}
const propose = async (source: string, reason = '试一试', person = keeper) =>
  call<EditionDone>(person, 'POST', '/bpmn/task_run', { source, reason })
const publish = (id: number, over: number | null, person = keeper) =>
  call<EditionDone>(person, 'POST', `/editions/${id}/publish`, { reason: '新规定', over })
const modelOf = async () => (await call<ModelView>(keeper, 'GET', '/bpmn/task_run')).body
const inForce = async () => (await modelOf()).editions.find(({ state }) => state === 'effective')!
const check = async (source: string, path = '/bpmn/task_run') =>
  (await call<CheckedView>(keeper, 'POST', `${path}/check`, { source })).body.problems
const errors = (problems: readonly Problem[]) => problems.filter(({ level }) => level === 'error')

describe('谁可以动流程模型', () => {
  test('不相干的人连有没有都不知道：看、试、提、发布、撤回都是“没有找到”', async () => {
    const done = await propose(renamed('接下任务'))
    const id = done.body.document
    const over = (await inForce()).id
    const tries = [
      ['GET', ''],
      ['GET', '/bpmn/task_run'],
      ['GET', `/editions/${id}`],
      ['POST', '/bpmn/task_run/check', { source: task }],
      ['POST', '/bpmn/task_run', { source: renamed('悄悄改'), reason: '改一下' }],
      ['POST', `/editions/${id}/publish`, { reason: '发布', over }],
      ['POST', `/editions/${id}/withdraw`, { reason: '撤回' }],
      ['POST', '/staff', { assign: [{ by: 'role', of: 'administrator' }] }],
      ['POST', '/decide', { name: 'project_grade', facts: {} }],
    ] as const
    const expected: readonly (readonly [name: string, status: number])[] = [
      ['白薇', 404],
      ['何静', 404],
      ['林致远', 404],
    ]
    for (const [name, status] of expected) {
      const person = await world.as(name)
      for (const [method, path, body] of tries)
        expect([name, path, (await call(person, method, path, body)).status]).toEqual([name, path, status])
    }
    await call(keeper, 'POST', `/editions/${id}/withdraw`, { reason: '只是试试' })
  })

  test('流程管理员是一个角色：给了谁，谁就能管', async () => {
    const person = await world.as('苏禾')
    expect((await call(person, 'GET', '')).status).toBe(404)
    await keeper.create('role_holder', { role: 'process_keeper', person: person.id, since: '2020-01-01' })
    expect((await call(person, 'GET', '')).status).toBe(200)
  })
})

describe('一版流程从上传到生效', () => {
  test('先是拟用，写着谁为什么提的；发布后立刻生效，新下达的任务走新版，办着的走旧版', async () => {
    const [lead, owner] = [await world.as('赵启明'), await world.as('许知')]
    const draft = {
      title: '换价签',
      owner: owner.id,
      lead: lead.id,
      due: '2099-12-31',
      quality: '全部换完，没有漏的。',
    }
    const old = await lead.create('task', draft, 'issue')
    const before = await inForce()
    const { status, body } = await propose(renamed('确认接收'), '办法第十六条改了')
    expect(status).toBe(201)
    expect((await inForce()).id).toBe(before.id)
    const proposed = (await modelOf()).editions.find(({ id }) => id === body.document)
    expect(proposed).toMatchObject({ state: 'proposed', origin: 'company', since: null })
    expect(proposed?.acts).toMatchObject([{ action: 'propose', by: '程诗', why: '办法第十六条改了' }])

    expect((await publish(body.document, before.id)).status).toBe(200)
    expect(await inForce()).toMatchObject({ id: body.document, origin: 'company' })
    const fresh = await lead.create('task', draft, 'issue')
    expect((await owner.get('task', fresh.row.id)).todo?.step).toBe('确认接收')
    expect((await owner.get('task', old.row.id)).todo?.step).toBe('接收任务')
    await owner.answer('task', old.row.id, 'take')
    expect((await owner.get('task', old.row.id)).todo?.step).toBe('办理任务')
    const running = (await modelOf()).editions.map(({ id, running }) => [id, running])
    expect(running).toEqual(
      expect.arrayContaining([
        [before.id, 1],
        [body.document, 1],
      ]),
    )
    const lines = (await call<ModelLine[]>(keeper, 'GET', '')).body
    expect(lines.find(({ name }) => name === 'task_run')?.running).toHaveLength(2)
  })

  test('别的节点也按新版办', async () => {
    const other = await world.node()
    const before = await inForce()
    const { body } = await propose(renamed('查收任务'))
    await publish(body.document, before.id)
    await other.server.store.directory()
    await expect.poll(() => other.server.deployment.effective('task_run').id).toBe(body.document)
    await other.close()
  })

  test('发布时现行的已换成别的一版：不发布，说清楚，提案还在', async () => {
    const before = await inForce()
    const [first, second] = [await propose(renamed('甲')), await propose(renamed('乙'))]
    expect((await publish(first.body.document, before.id)).status).toBe(200)
    const late = await publish(second.body.document, before.id)
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining('不是你刚才看到的那一版')])
    const { editions } = await modelOf()
    expect(editions.find(({ id }) => id === second.body.document)?.state).toBe('proposed')
    await call(keeper, 'POST', `/editions/${second.body.document}/withdraw`, { reason: '不改了' })
    const again = await publish(second.body.document, first.body.document)
    expect(again).toMatchObject({ status: 409, body: { message: expect.stringContaining('已经撤回') } })
    expect((await modelOf()).editions.find(({ id }) => id === second.body.document)?.state).toBe('withdrawn')
  })

  test('和现行的一模一样、没写原因、有错误的都不收', async () => {
    const { source } = (await call<EditionView>(keeper, 'GET', `/editions/${(await inForce()).id}`)).body
    expect((await propose(source)).status).toBe(409)
    expect((await propose(renamed('丙'), ' ')).status).toBe(422)
    const broken = await propose(renamed('丁').replace('action="finish"', 'action="finnish"'))
    expect([broken.status, broken.body.message]).toEqual([422, expect.stringContaining('finnish')])
    expect((await call(keeper, 'GET', '/bpmn/no_such')).status).toBe(404)
    expect((await call(keeper, 'GET', '/editions/99999999999')).status).toBe(404)
  })

  test('判定规则也一样：提、发布，马上按新表算', async () => {
    const table = pack('project/project_result.dmn')
    const changed = table.replace('<decision ', '<!-- 新版 --><decision ')
    const { body } = await call<EditionDone>(keeper, 'POST', '/dmn/project_result', {
      source: changed,
      reason: '改口径',
    })
    const { editions } = (await call<ModelView>(keeper, 'GET', '/dmn/project_result')).body
    const over = editions.find(({ state }) => state === 'effective')!.id
    expect((await publish(body.document, over)).status).toBe(200)
    await world.server.store.directory()
    expect(world.server.deployment.decision('project_result').id).toBe(body.document)
    const other = table.replaceAll('project_result', 'another')
    expect(errors(await check(other, '/dmn/project_result'))[0]?.message).toContain('没有叫“project_result”的判定')
  })
})

describe('上传时就查出来', () => {
  test('读不懂的文件：说明在哪一行', async () => {
    const wrong = task.replace('sourceRef="issued"', 'sourceRef="nowhere"')
    const problem = errors(await check(wrong)).find(({ message }) => message.includes('nowhere'))
    expect(problem?.line).toBe(wrong.split('\n').findIndex((text) => text.includes('nowhere')) + 1)
  })

  test('单据上没有的操作、字段、角色、规则：指出环节和行', async () => {
    const wrong = task
      .replace('action="finish"', 'action="finnish"')
      .replace('edit="evidence attachment"', 'edit="evidance"')
      .replace('rule="task.remind"', 'rule="task.remember"')
      .replace(
        'assign=\'person(owner)\' kind="todo" complete="one" due="P1D"',
        'assign=\'role("no_such")\' kind="todo" complete="one" due="P1D"',
      )
    const found = errors(await check(wrong))
    const line = (id: string) => wrong.split('\n').findIndex((text) => text.includes(`id="${id}"`)) + 1
    expect(found.map(({ element, line: at }) => [element, at])).toEqual([
      ['accept', line('accept')],
      ['carry', line('carry')],
      ['carry', line('carry')],
      ['hurry', line('hurry')],
    ])
    expect(found.map(({ message }) => message).join()).toMatch(/no_such.*finnish.*evidance.*task\.remember/)
  })

  test('走到这一步时单据的状态办不了的操作：指出来', async () => {
    const coordination = pack('task/coordination_run.bpmn')
    expect(errors(await check(coordination, '/bpmn/coordination_run'))).toEqual([])
    const wrong = coordination.replace('action="answer"', 'action="settle"')
    const found = errors(await check(wrong, '/bpmn/coordination_run'))
    expect(found[0]).toMatchObject({ element: 'coordinate', message: expect.stringContaining('永远办不了') })
    expect(found[0]?.message).toContain('“待协调”')
  })

  test('空着的岗位、没有的部门、没人担任的角色：提醒，并说会送给谁', async () => {
    const found = async (rule: string) => {
      const source = task.replace("assign='person(owner)'", `assign='${rule}'`)
      return (await check(source)).filter(({ element, level }) => element === 'accept' && level === 'warning')
    }
    expect((await found('position("副店长")'))[0]?.message).toMatch(/接收任务.*副店长空缺.*江州店负责人/)
    expect((await found('unitHead("没有这个部")'))[0]?.message).toContain('没有这个部')
    expect((await found('role("finance_checker")'))[0]?.message).toContain('没有人担任“费用核对人”')
    expect((await found('committee("战略委员会")'))[0]?.message).toContain('战略委员会')
    expect(await found('role("operations")')).toEqual([])
  })

  test('条件里写错的名字：提醒', async () => {
    const found = await check(task.replace('accept = "take"', 'acept = "take"'))
    expect(found.find(({ message }) => message.includes('acept'))).toMatchObject({ level: 'warning' })
  })

  test('像是别的流程的文件、没有一件事要人办：提醒', async () => {
    const words = (found: readonly Problem[]) => found.map(({ message }) => message).join()
    expect(words(await check(task))).not.toMatch(/传错文件|经过任何人/)
    expect(words(await check(task.replaceAll('"task_run"', '"other_run"')))).toContain('请确认没有传错文件')
    const idle = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
      <process id="task_run" isExecutable="true">
        <startEvent id="a"><outgoing>ab</outgoing></startEvent>
        <task id="b"><incoming>ab</incoming><outgoing>bc</outgoing></task>
        <endEvent id="c"><incoming>bc</incoming></endEvent>
        <sequenceFlow id="ab" sourceRef="a" targetRef="b"/><sequenceFlow id="bc" sourceRef="b" targetRef="c"/>
      </process></definitions>`
    expect(words(await check(idle))).toContain('不经过任何人')
  })

  test('随系统带来的流程都没有错误', async () => {
    const lines = (await call<ModelLine[]>(keeper, 'GET', '')).body
    for (const { kind, name } of lines) {
      const { editions } = (await call<ModelView>(keeper, 'GET', `/${kind}/${name}`)).body
      const { problems } = (await call<EditionView>(keeper, 'GET', `/editions/${editions[0]!.id}`)).body
      expect([name, errors(problems)]).toEqual([name, []])
      expect([name, problems.filter(({ message }) => message.includes('没有叫'))]).toEqual([name, []])
    }
  })
})

test('五百个节点的流程：读它的时候别的请求照样有回答', async () => {
  const source = longModel(500)
  await world.server.deployment.compiled.model(longModel(400))
  // A request has its turn at every round of the event loop; on the loop's own thread there would be next to none.
  let turns = 0
  const count = setInterval(() => {
    turns += 1
  }, 1)
  const model = await world.server.deployment.compiled.model(source)
  clearInterval(count)
  expect(model.nodes).toHaveLength(502)
  expect(turns).toBeGreaterThan(10)
})

describe('和别的流程、别的产品', () => {
  const between = (node: string) =>
    task
      .replace('<bpmn:endEvent id="not_taken"', `${node}<bpmn:endEvent id="not_taken"`)
      .replace(/(<bpmn:sequenceFlow id="declined"[^>]*targetRef=")not_taken"/, '$1extra"')
      .replace('</bpmn:process>', '<bpmn:sequenceFlow id="on" sourceRef="extra" targetRef="not_taken"/></bpmn:process>')
  const onExtra = async (node: string) => (await check(between(node))).filter(({ element }) => element === 'extra')

  test('调用没有的流程、别的单据的流程是错误；绕回自己是提醒', async () => {
    const called = (name: string) => onExtra(`<bpmn:callActivity id="extra" name="再办" calledElement="${name}"/>`)
    expect((await called('no_such'))[0]).toMatchObject({ level: 'error', message: expect.stringContaining('no_such') })
    expect((await called('leave_approval'))[0]?.message).toContain('不能在这张单上调用')
  })

  test('发出的消息没有人等：提醒', async () => {
    const message = '<bpmn:message id="m" name="催办"/><bpmn:process id="task_run"'
    const node =
      '<bpmn:intermediateThrowEvent id="extra" name="催"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateThrowEvent>'
    const found = await check(between(node).replace('<bpmn:process id="task_run"', message))
    expect(found.find(({ element }) => element === 'extra')).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('没有人收'),
    })
  })

  test('Camunda 的文件换成我们的写法，两张清单都给', async () => {
    const foreign = task
      .replace('xmlns:jw="urn:jingwei:bpmn:1"', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"')
      .replaceAll(/<jw:task[\s\S]*?<\/jw:task>/g, '')
      .replaceAll(/<jw:service [^>]*>/g, '')
      .replaceAll('<bpmn:extensionElements>', '<bpmn:extensionElements><camunda:properties/>')
      .replaceAll('<bpmn:userTask ', '<bpmn:userTask camunda:candidateGroups="operations" ')
    const { body } = await call<CheckedView>(keeper, 'POST', '/bpmn/task_run/check', { source: foreign })
    expect(body.foreign?.origin).toBe('Camunda 7')
    expect(body.foreign?.mapped.length).toBeGreaterThan(0)
    expect(body.source).toContain('urn:jingwei:bpmn:1')
  })
})
