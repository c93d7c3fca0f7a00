import { describe, expect, it } from 'vitest'
import type { Problem } from '../types.ts'
import { compileModel } from './compile.ts'
import { ModelRefused, nodeById, nodeByIndex } from './model.ts'
import { definitions, flows, process, user } from './sample.ts'

const START = '<startEvent id="start"/>'
const END = '<endEvent id="end"/>'

async function problemsOf(xml: string, options = {}): Promise<Problem[]> {
  try {
    await compileModel(xml, options)
    return []
  } catch (error) {
    if (error instanceof ModelRefused) return error.problems
    throw error
  }
}

describe('a model that runs', () => {
  const xml = process(
    '<documentation>说明</documentation><laneSet id="lanes"><lane id="lane"><flowNodeRef>a</flowNodeRef></lane></laneSet>',
    '<startEvent id="start" jw:clause="第九条"/>',
    user(
      'a',
      '<jw:outcome key="agree" label="同意" action="approve" primary="true"/>',
      'due="P2D" clause="第十条" edit="grade, budget" complete="60%"',
    ),
    '<subProcess id="part"><startEvent id="s"/><manualTask id="by-hand"/></subProcess>'.replace(
      '</subProcess>',
      `${flows('s > by-hand')}</subProcess>`,
    ),
    END,
    '<textAnnotation id="note"><text>注</text></textAnnotation><dataObject id="data"/>',
    flows('start > a > part > end'),
  )

  it('numbers its nodes in the order of the document', async () => {
    const model = await compileModel(xml)
    expect(model.ids).toEqual(['start', 'a', 'part', 's', 'by-hand', 'end'])
    expect(nodeByIndex(model, 3)).toMatchObject({ id: 's', scope: 2, kind: 'start' })
    expect(nodeById(model, 'part')).toMatchObject({ kind: 'sub', start: 3 })
    expect(() => nodeByIndex(model, 6)).toThrow(RangeError)
  })

  it('shows the settings as data', async () => {
    const model = await compileModel(xml)
    expect(nodeById(model, 'start')?.clause).toBe('第九条')
    expect(nodeById(model, 'a')).toMatchObject({
      clause: '第十条',
      settings: {
        kind: 'todo',
        due: 'P2D',
        edit: ['grade', 'budget'],
        complete: '60%',
        outcomes: [
          { key: 'agree', label: '同意', action: 'approve', opinion: 'optional', primary: true, danger: false },
        ],
      },
    })
  })

  it('warns of a condition that nobody looks at', async () => {
    const { warnings } = await compileModel(
      process(START, '<parallelGateway id="t"/>', END, flows('start > t > end [x]')),
    )
    expect(warnings[0]?.message).toContain('不看条件')
  })

  it('warns of settings that other products made, and of a choice without a default', async () => {
    const gate = '<exclusiveGateway id="gate"/>'
    const foreign = '<manualTask id="m" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="demo"/>'
    const { warnings } = await compileModel(
      process(START, foreign, gate, END, flows('start > m > gate > end [x = 1]', 'gate > m [x = 2]')),
    )
    expect(warnings.map((warning) => [warning.element, warning.level])).toEqual([
      ['m', 'warning'],
      ['gate', 'warning'],
    ])
    expect(warnings[0]?.message).toContain('camunda:assignee')
  })
})

describe('a model that does not run is refused with element, line and reason', () => {
  it('for everything at once', async () => {
    const xml = process(
      START,
      '<subChoreography id="or"/>',
      '<scriptTask id="script"/>',
      '<userTask id="nobody"/>',
      '<serviceTask id="service"/>',
      '<sequenceFlow id="f" sourceRef="start" targetRef="or"><conditionExpression>review =</conditionExpression></sequenceFlow>',
      END,
    )
    const problems = await problemsOf(xml)
    expect(problems.map((problem) => problem.element)).toEqual(['or', 'script', 'nobody', 'service', 'f'])
    expect(problems.map((problem) => problem.line)).toEqual([5, 6, 7, 8, 9])
    expect(problems[0]?.message).toContain('SubChoreography')
    expect(problems[4]?.message).toContain('没有写完')
  })

  const timer = (body: string) =>
    `<intermediateCatchEvent id="t"><timerEventDefinition>${body}</timerEventDefinition></intermediateCatchEvent>`
  const single = (node: string) => process(START, node, END, flows('start > t > end'))

  it.each<[string, string, string]>([
    ['no start', process(), '没有开始的地方'],
    [
      'two starts',
      process(START, '<startEvent id="start2"/>', END, flows('start > end', 'start2 > end')),
      '这里有 2 个',
    ],
    [
      'a message start without a message',
      process('<startEvent id="start"><messageEventDefinition/></startEvent>', END, flows('start > end')),
      '没有写是哪条消息',
    ],
    [
      'an error that starts a process',
      process('<startEvent id="start"><errorEventDefinition/></startEvent>', END, flows('start > end')),
      '错误事件，不能用作开始事件',
    ],
    ['an unreachable node', process(START, user('a'), END, flows('start > end', 'a > end')), '走不到'],
    ['a flow to nowhere', process(START, END, flows('start > end', 'start > nowhere')), '「nowhere」在文件里没有'],
    ['an id twice', process(START, END, '<endEvent id="end"/>', flows('start > end')), '用了两次'],
    [
      'a flow through a border',
      process(
        START,
        '<subProcess id="s"><startEvent id="i"/><endEvent id="e"/></subProcess>',
        flows('start > s', 'i > e'),
      ),
      '穿过子流程',
    ],
    [
      'a second process that is empty',
      definitions(`<process id="a">${START}</process><process id="b"/>`),
      '「b」没有开始',
    ],
    [
      'an open branch',
      process(START, '<exclusiveGateway id="t"/>', END, '<endEvent id="e"/>', flows('start > t > end [x]', 't > e')),
      '要写条件，或设为默认',
    ],
    ['multi-instance', single('<manualTask id="t"><multiInstanceLoopCharacteristics/></manualTask>'), '多实例'],
    ['a cycle that is no cycle', single(timer('<timeCycle>R3/</timeCycle>')), '定时器'],
    ['a loop that never ends', single('<manualTask id="t"><standardLoopCharacteristics/></manualTask>'), '循环条件'],
    ['a start quantity of 0', single('<manualTask id="t" startQuantity="0"/>'), 'startQuantity'],
    [
      'a script in another language',
      single('<scriptTask id="t" scriptFormat="groovy"><script>x</script></scriptTask>'),
      'groovy',
    ],
    ['a call of nobody', single('<callActivity id="t"/>'), 'calledElement'],
    [
      'a link to nowhere',
      single('<intermediateThrowEvent id="t"><linkEventDefinition name="x"/></intermediateThrowEvent>'),
      '同名',
    ],
    [
      'a cancel end outside a transaction',
      process(START, '<endEvent id="end"><cancelEventDefinition/></endEvent>', flows('start > end')),
      '事务子流程',
    ],
    ['an event gateway before a task', single(`<eventBasedGateway id="t"/>`), '捕获事件'],
    ['a timer without time', single(timer('')), 'timeDate'],
    [
      'a loose border event',
      process(
        START,
        END,
        '<boundaryEvent id="b"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>',
        flows('start > end', 'b > end'),
      ),
      '没有贴在',
    ],
    ['an unknown setting', single(user('t', '', 'asignee="x"')), '没有「asignee」这一项'],
    ['a wrong rule of completion', single(user('t', '', 'complete="some"')), '完成规则'],
    ['a wrong time', single(user('t', '', 'due="2 days"')), 'P2D'],
    ['the same outcome twice', single(user('t', '<jw:outcome key="a"/><jw:outcome key="a"/>')), '同一个 key'],
    [
      'settings in the wrong place',
      single('<manualTask id="t"><extensionElements><jw:service rule="x"/></extensionElements></manualTask>'),
      '不能写 jw:service',
    ],
    [
      'a condition in another language',
      process(
        START,
        '<exclusiveGateway id="t"/>',
        END,
        flows('start > t'),
        '<sequenceFlow id="f" sourceRef="t" targetRef="end"><conditionExpression xsi:type="tFormalExpression" language="javascript">1</conditionExpression></sequenceFlow>',
      ),
      'javascript',
    ],
  ])('%s', async (_, xml, message) => {
    const problems = await problemsOf(xml)
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
  })

  it('checks the names of an expression where they are known', async () => {
    const xml = process(START, user('a'), END, flows('start > a > end'))
    const problems = await problemsOf(xml, { functions: ['head'] })
    expect(problems[0]?.message).toContain('没有叫「role」的函数')
    expect(await problemsOf(xml, { functions: ['role'] })).toEqual([])
  })
})

describe('a hostile file', () => {
  it.each<[string, string, string]>([
    ['with entities', '<!DOCTYPE a [<!ENTITY b "c">]><definitions/>', 'DOCTYPE'],
    ['of 3 MB', ' '.repeat(3_000_000), '文件太大'],
    ['with 6,000 elements', process('<manualTask id="a"/>'.repeat(6000)), '超过 5000 个'],
    ['60 levels deep', process('<subProcess>'.repeat(60)), '嵌套超过'],
    ['with half a million open comments', '<!--'.repeat(490_000), '不是可以读取的 BPMN'],
    ['with half a million open tags', '<a "'.repeat(490_000), '不是可以读取的 BPMN'],
    ['that is no XML', '你好', '不是可以读取的 BPMN'],
    ['that is empty', '', '不是可以读取的 BPMN'],
    ['that is HTML', '<html><body/></html>', '不是可以读取的 BPMN'],
  ])('%s is refused quickly', async (_, xml, message) => {
    const started = performance.now()
    const [problem] = await problemsOf(xml)
    expect(problem?.message).toContain(message)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
