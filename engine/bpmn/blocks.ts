import fc from 'fast-check'
import { definitions, timerBoundary, user } from './sample.ts'

/**
 * A process in blocks, for tests: whatever is opened is closed again, so that it must always come to an end. A `multi` has
 * tasks in a row in each instance and is over when `enough` are complete; a `race` waits for one of two messages; `watched`
 * is a sub-process with a timer or message on its border.
 */
export type Block =
  | { is: 'task' | 'pass' }
  | { is: 'sequence' | 'xor' | 'and' | 'or'; parts: Block[] }
  | { is: 'loop' | 'sub'; body: Block }
  | { is: 'watched'; body: Block; by: 'timer' | 'message'; interrupts: boolean }
  | { is: 'multi'; total: number; enough: number; sequential: boolean; tasks: number }
  | { is: 'race'; parts: Block[] }

/** A block with the id of its element, which all ids in it begin with. */
export type Named = Block & { id: string }

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({ is: fc.constantFrom('task' as const, 'pass' as const) }),
    fc.record({
      is: fc.constantFrom('sequence' as const, 'xor' as const, 'and' as const, 'or' as const),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constantFrom('loop' as const, 'sub' as const), body: tie('block') }),
    fc.record({
      is: fc.constant('watched' as const),
      body: tie('block'),
      by: fc.constantFrom('timer' as const, 'message' as const),
      interrupts: fc.boolean(),
    }),
    fc.record({
      is: fc.constant('multi' as const),
      total: fc.integer({ min: 1, max: 4 }),
      enough: fc.integer({ min: 1, max: 4 }),
      sequential: fc.boolean(),
      tasks: fc.integer({ min: 1, max: 2 }),
    }),
    fc.record({ is: fc.constant('race' as const), parts: fc.array(tie('block'), { minLength: 2, maxLength: 2 }) }),
  ),
}))

/** Large enough that something goes on beside something else. */
const large = fc.record({
  is: fc.constantFrom('sequence' as const, 'and' as const),
  parts: fc.array(block, { minLength: 2, maxLength: 4 }),
})

/** A random process, and numbers by which a test chooses what happens next and what is answered. */
export const games = fc.tuple(
  large.map((one) => named(one)),
  fc.array(fc.nat(11), { minLength: 1, maxLength: 30 }),
)

/** Numbers the blocks from the outside in; the drawing and whoever plays it find the same ids. */
export function named(block: Block, id = 'n'): Named {
  if ('parts' in block) {
    const parts = block.parts.map((part, index) => named(part, `${id}${index}`))
    return { ...block, id, parts } as Named
  }
  return 'body' in block ? ({ ...block, id, body: named(block.body, `${id}0`) } as Named) : { ...block, id }
}

/** The BPMN text of a process that consists of one block. */
export function drawn(block: Named): string {
  const { first, last, xml } = draw(block)
  const body = [xml, '<startEvent id="start"/><endEvent id="end"/>', flow('start', first), flow(last, 'end')].join('\n')
  return definitions(
    `<message id="go" name="go"/><process id="p" name="测试流程" isExecutable="true">${body}</process>`,
  )
}

type Drawn = { first: string; last: string; xml: string }

function draw(block: Named): Drawn {
  const { id } = block
  switch (block.is) {
    case 'task':
      return { first: id, last: id, xml: user(id) }
    case 'pass':
      return { first: id, last: id, xml: `<manualTask id="${id}"/>` }
    case 'sequence':
      return drawSequence((block.parts as Named[]).map(draw))
    case 'and':
      return drawSplit(id, 'parallelGateway', block.parts as Named[], () => undefined)
    case 'xor':
      return drawSplit(id, 'exclusiveGateway', block.parts as Named[], (index) => `answer = ${index}`)
    case 'or':
      return drawSplit(id, 'inclusiveGateway', block.parts as Named[], (index) => `answer >= ${index}`)
    case 'loop':
      return drawLoop(id, block.body as Named)
    case 'sub':
      return drawSub(id, block.body as Named)
    case 'watched':
      return drawWatched(block as Named & Extract<Block, { is: 'watched' }>)
    case 'multi':
      return drawMulti(block)
    case 'race':
      return drawRace(id, block.parts as Named[])
  }
}

function drawSequence(parts: Drawn[]): Drawn {
  return parts.reduce((before, next) => ({
    first: before.first,
    last: next.last,
    xml: before.xml + next.xml + flow(before.last, next.first),
  }))
}

/** Every branch but the first, the default, has a condition on the last answer. */
function drawSplit(
  id: string,
  gateway: string,
  parts: Named[],
  condition: (index: number) => string | undefined,
): Drawn {
  const standard = gateway === 'parallelGateway' ? '' : `default="${id}-0"`
  const branches = parts.map(draw).map(({ first, last, xml }, index) => {
    const when = index === 0 ? undefined : condition(index)
    return xml + flow(id, first, `${id}-${index}`, when) + flow(last, `${id}-join`)
  })
  const gateways = `<${gateway} id="${id}" ${standard}/><${gateway} id="${id}-join"/>`
  return { first: id, last: `${id}-join`, xml: gateways + branches.join('') }
}

/** A task in the loop makes sure that an answer decides about the next round. */
function drawLoop(id: string, body: Named): Drawn {
  const { first, last, xml } = drawSequence([draw(body), draw({ is: 'task', id: `${id}-ask` })])
  const gateways = `<exclusiveGateway id="${id}-in"/><exclusiveGateway id="${id}" default="${id}-out"/><manualTask id="${id}-exit"/>`
  const flows = [
    flow(`${id}-in`, first),
    flow(last, id),
    flow(id, `${id}-in`, `${id}-again`, 'answer = 3'),
    flow(id, `${id}-exit`, `${id}-out`),
  ]
  return { first: `${id}-in`, last: `${id}-exit`, xml: gateways + xml + flows.join('') }
}

function drawSub(id: string, body: Named): Drawn {
  const { first, last, xml } = draw(body)
  const events = `<startEvent id="${id}-s"/><endEvent id="${id}-e"/>`
  const inside = xml + events + flow(`${id}-s`, first) + flow(last, `${id}-e`)
  return { first: id, last: id, xml: `<subProcess id="${id}">${inside}</subProcess>` }
}

/** What the event asks for is a task; where the event interrupts, it comes back to where the sub-process leads. */
function drawWatched({ id, body, by, interrupts }: Named & Extract<Block, { is: 'watched' }>): Drawn {
  const inner = drawSub(id, body as Named)
  const event =
    by === 'timer'
      ? timerBoundary(`${id}-t`, id, 'P1D', interrupts)
      : `<boundaryEvent id="${id}-t" attachedToRef="${id}" cancelActivity="${interrupts}"><messageEventDefinition id="${id}-d" messageRef="go"/></boundaryEvent>`
  const more = `${event}${user(`${id}-urge`)}<exclusiveGateway id="${id}-on"/>`
  const flows = [flow(`${id}-t`, `${id}-urge`), flow(id, `${id}-on`), interrupts ? flow(`${id}-urge`, `${id}-on`) : '']
  return { first: id, last: `${id}-on`, xml: inner.xml + more + flows.join('') }
}

function drawMulti({ id, total, enough, sequential, tasks }: Named & Extract<Block, { is: 'multi' }>): Drawn {
  const expression = (name: string, text: string) => `<${name} xsi:type="tFormalExpression">${text}</${name}>`
  const until = enough < total ? expression('completionCondition', `numberOfCompletedInstances &gt;= ${enough}`) : ''
  const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}">${expression('loopCardinality', `${total}`)}${until}</multiInstanceLoopCharacteristics>`
  if (tasks === 1) return { first: id, last: id, xml: user(id).replace('</userTask>', `${loop}</userTask>`) }
  const parts = Array.from({ length: tasks }, (_, index) => ({ is: 'task' as const, id: `${id}-${index}` }))
  const inner = drawSub(id, { is: 'sequence', id: `${id}-q`, parts } as Named)
  return { ...inner, xml: inner.xml.replace('</subProcess>', `${loop}</subProcess>`) }
}

function drawRace(id: string, parts: Named[]): Drawn {
  const branches = parts.map(draw).map(({ first, last, xml }, index) => {
    const event = `<intermediateCatchEvent id="${id}-m${index}"><messageEventDefinition id="${id}-d${index}" messageRef="go"/></intermediateCatchEvent>`
    return event + xml + flow(id, `${id}-m${index}`) + flow(`${id}-m${index}`, first) + flow(last, `${id}-on`)
  })
  const gateways = `<eventBasedGateway id="${id}"/><exclusiveGateway id="${id}-on"/>`
  return { first: id, last: `${id}-on`, xml: gateways + branches.join('') }
}

function flow(from: string, to: string, id = `${from}_${to}`, condition?: string): string {
  const text = condition?.replace('>', '&gt;')
  const body = text ? `<conditionExpression xsi:type="tFormalExpression">${text}</conditionExpression>` : ''
  return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${body}</sequenceFlow>`
}
