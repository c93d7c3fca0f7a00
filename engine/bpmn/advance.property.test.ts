import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseState, Command, Effect, Token } from '../types.ts'
import { advance } from './advance.ts'
import { compileModel } from './compile.ts'
import { type Model, nodeByIndex } from './model.ts'
import { definitions, env, timerBoundary, user } from './sample.ts'

/** A process in blocks: whatever is opened is closed again, so that it must always come to an end. */
type Block =
  | { is: 'task' | 'pass' }
  | { is: 'sequence' | 'xor' | 'and' | 'or'; parts: Block[] }
  | { is: 'loop' | 'sub' | 'reminded' | 'each' | 'interruptible'; body: Block }

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ is: fc.constantFrom('task' as const, 'pass' as const) }),
    fc.record({
      is: fc.constantFrom('sequence' as const, 'xor' as const, 'and' as const, 'or' as const),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      is: fc.constantFrom(
        'loop' as const,
        'sub' as const,
        'reminded' as const,
        'each' as const,
        'interruptible' as const,
      ),
      body: tie('block'),
    }),
  ),
}))

type Drawing = { xml: string[]; next: number }
type Ends = { first: string; last: string }

function draw(drawing: Drawing, block: Block): Ends {
  const id = `n${drawing.next++}`
  if ('parts' in block) return DRAW_PARTS[block.is](drawing, id, block.parts)
  if ('body' in block) return DRAW_BODY[block.is](drawing, id, block.body)
  return add(drawing, id, block.is === 'task' ? user(id) : `<manualTask id="${id}"/>`)
}

const DRAW_PARTS = {
  sequence: (drawing: Drawing, _: string, parts: Block[]) => drawSequence(drawing, parts),
  xor: drawXor,
  and: drawAnd,
  or: drawOr,
}

const DRAW_BODY = {
  loop: drawLoop,
  sub: (drawing: Drawing, id: string, body: Block) => drawSub(drawing, id, body),
  reminded: drawReminded,
  each: drawEach,
  interruptible: drawInterruptible,
}

function drawSequence(drawing: Drawing, parts: Block[]): Ends {
  const [first, ...rest] = parts.map((part) => draw(drawing, part))
  return rest.reduce((ends, next) => {
    connect(drawing, ends.last, next.first)
    return { first: ends.first, last: next.last }
  }, first as Ends)
}

/** Every branch but the default has a condition on the last answer. */
function drawXor(drawing: Drawing, id: string, parts: Block[]): Ends {
  drawing.xml.push(`<exclusiveGateway id="${id}" default="${id}-0"/><exclusiveGateway id="${id}-end"/>`)
  parts.forEach((part, index) => {
    const { first, last } = draw(drawing, part)
    connect(drawing, id, first, `${id}-${index}`, index === 0 ? undefined : `answer = ${index}`)
    connect(drawing, last, `${id}-end`)
  })
  return { first: id, last: `${id}-end` }
}

function drawAnd(drawing: Drawing, id: string, parts: Block[]): Ends {
  drawing.xml.push(`<parallelGateway id="${id}"/><parallelGateway id="${id}-join"/>`)
  for (const part of parts) {
    const { first, last } = draw(drawing, part)
    connect(drawing, id, first)
    connect(drawing, last, `${id}-join`)
  }
  return { first: id, last: `${id}-join` }
}

/** Every branch but the default may be taken, whatever the others do. */
function drawOr(drawing: Drawing, id: string, parts: Block[]): Ends {
  drawing.xml.push(`<inclusiveGateway id="${id}" default="${id}-0"/><inclusiveGateway id="${id}-sync"/>`)
  parts.forEach((part, index) => {
    const { first, last } = draw(drawing, part)
    connect(drawing, id, first, `${id}-${index}`, index === 0 ? undefined : `answer >= ${index}`)
    connect(drawing, last, `${id}-sync`)
  })
  return { first: id, last: `${id}-sync` }
}

/** A task in the loop makes sure that an answer decides about the next round. */
function drawLoop(drawing: Drawing, id: string, body: Block): Ends {
  const { first, last } = drawSequence(drawing, [body, { is: 'task' }])
  drawing.xml.push(
    `<exclusiveGateway id="${id}-in"/><exclusiveGateway id="${id}" default="${id}-out"/><manualTask id="${id}-exit"/>`,
  )
  connect(drawing, `${id}-in`, first)
  connect(drawing, last, id)
  connect(drawing, id, `${id}-in`, `${id}-again`, 'answer = 3')
  connect(drawing, id, `${id}-exit`, `${id}-out`)
  return { first: `${id}-in`, last: `${id}-exit` }
}

function drawSub(drawing: Drawing, id: string, body: Block, more = ''): Ends {
  const inside: Drawing = { xml: [], next: drawing.next }
  const { first, last } = draw(inside, body)
  inside.xml.push(`${more}<startEvent id="${id}-s"/><endEvent id="${id}-e"/>`)
  connect(inside, `${id}-s`, first)
  connect(inside, last, `${id}-e`)
  drawing.next = inside.next
  return add(drawing, id, `<subProcess id="${id}">${inside.xml.join('')}</subProcess>`)
}

/** The same for each of two items, together or one after the other. */
function drawEach(drawing: Drawing, id: string, body: Block): Ends {
  const isSequential = drawing.next % 2 === 0
  const loop = `<multiInstanceLoopCharacteristics isSequential="${isSequential}"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`
  return drawSub(drawing, id, body, loop)
}

/** A sub-process with an event sub-process, which takes the place of the body or runs beside it. */
function drawInterruptible(drawing: Drawing, id: string, body: Block): Ends {
  const isInterrupting = drawing.next % 2 === 0
  const start = `<startEvent id="${id}-on" isInterrupting="${isInterrupting}"><signalEventDefinition signalRef="signal"/></startEvent>`
  const aside: Drawing = { xml: [start, user(`${id}-note`)], next: 0 }
  connect(aside, `${id}-on`, `${id}-note`)
  return drawSub(
    drawing,
    id,
    body,
    `<subProcess id="${id}-aside" triggeredByEvent="true">${aside.xml.join('')}</subProcess>`,
  )
}

/** A sub-process with a timer on its border; one that interrupts comes back to where the sub-process leads. */
function drawReminded(drawing: Drawing, id: string, body: Block): Ends {
  const isInterrupting = drawing.next % 2 === 0
  drawSub(drawing, id, body)
  drawing.xml.push(
    timerBoundary(`${id}-t`, id, 'P1D', isInterrupting),
    user(`${id}-urge`),
    `<exclusiveGateway id="${id}-on"/>`,
  )
  connect(drawing, `${id}-t`, `${id}-urge`)
  connect(drawing, id, `${id}-on`)
  if (isInterrupting) connect(drawing, `${id}-urge`, `${id}-on`)
  return { first: id, last: `${id}-on` }
}

function add(drawing: Drawing, id: string, xml: string): Ends {
  drawing.xml.push(xml)
  return { first: id, last: id }
}

function connect(drawing: Drawing, from: string, to: string, id = `${from}_${to}`, condition?: string): void {
  const body = condition ? `<conditionExpression>${condition}</conditionExpression>` : ''
  drawing.xml.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${body}</sequenceFlow>`)
}

async function modelOf(block: Block): Promise<Model> {
  const drawing: Drawing = { xml: [], next: 0 }
  const { first, last } = draw(drawing, block)
  drawing.xml.push('<startEvent id="start"/><endEvent id="end"/>')
  connect(drawing, 'start', first)
  connect(drawing, last, 'end')
  return compileModel(definitions(`<signal id="signal"/><process id="p">${drawing.xml.join('')}</process>`))
}

type Step = { state: CaseState; effects: Effect[]; command: Command }

const functions = { role: (name: unknown) => ({ role: name }) }
const ROUNDS = 40

/** Answers whatever waits, in an order and with answers that the numbers choose; late in the game loops are left. */
function playOut(model: Model, choices: number[]): Step[] {
  const steps: Step[] = []
  let state: CaseState | undefined
  for (let turn = 0; turn < 2000 && state?.status !== 'ended'; turn += 1) {
    const choice = choices[turn % choices.length] ?? 0
    const command: Command = state ? commandFor(model, state, choice, turn) : { kind: 'start' }
    const answer = advance(model, frozen(state), command, { ...env, functions })
    steps.push({ ...answer, command })
    state = answer.state
  }
  return steps
}

function commandFor(model: Model, { tokens }: CaseState, choice: number, turn: number): Command {
  const open = tokens.filter((token) => token.is === 'waiting' || (token.is === 'watching' && turn < ROUNDS))
  const token = open[choice % open.length] as Token
  const { kind } = nodeByIndex(model, token.node)
  if (kind === 'boundary') return { kind: 'timer', token: token.id }
  if (kind === 'start') return { kind: 'signal', token: token.id }
  return { kind: 'complete', token: token.id, vars: { answer: turn < ROUNDS ? choice % 4 : 0 } }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

const game = fc.tuple(block, fc.array(fc.nat(11), { minLength: 1, maxLength: 30 }))
const runs = { numRuns: 100 }

describe('every process in blocks', () => {
  it('comes to its end with nothing left over, whatever is answered in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(game, async ([block, choices]) => {
        const last = playOut(await modelOf(block), choices).at(-1)
        expect(last?.state).toMatchObject({ status: 'ended', tokens: [], scopes: [] })
        expect(last?.effects.at(-1)).toMatchObject({ kind: 'ended' })
      }),
      runs,
    )
  })

  it('joins exactly as often as it forks, unless it was interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(game, async ([block, choices]) => {
        const model = await modelOf(block)
        const effects = playOut(model, choices).flatMap((step) => step.effects)
        const isInterrupted = effects.some((effect) => effect.kind === 'log' && effect.phase === 'cancel')
        const left = (id: string) =>
          effects.filter((effect) => effect.kind === 'log' && effect.phase === 'leave' && model.ids[effect.node] === id)
            .length
        for (const join of model.ids.filter((id) => id.endsWith('-join'))) {
          const forks = left(join.replace('-join', ''))
          if (isInterrupted) expect(left(join)).toBeLessThanOrEqual(forks)
          else expect(left(join)).toBe(forks)
        }
      }),
      runs,
    )
  })

  it('asks for nothing that it does not take back or get answered', async () => {
    await fc.assert(
      fc.asyncProperty(game, async ([block, choices]) => {
        const open = new Set<number>()
        for (const { effects, command } of playOut(await modelOf(block), choices)) {
          if ('token' in command) expect(open.has(command.token)).toBe(true)
          if ('token' in command && command.kind !== 'signal') open.delete(command.token)
          for (const effect of effects) {
            if (effect.kind === 'todo' || effect.kind === 'timer' || effect.kind === 'subscribe') open.add(effect.token)
            if (effect.kind === 'withdraw') expect(open.delete(effect.token)).toBe(true)
          }
        }
        expect([...open]).toEqual([])
      }),
      runs,
    )
  })

  it('goes on the same way when its state has been through JSON', async () => {
    await fc.assert(
      fc.asyncProperty(game, async ([block, choices]) => {
        const model = await modelOf(block)
        const steps = playOut(model, choices)
        for (const [index, { state, command }] of steps.entries()) {
          const before = steps[index - 1]?.state
          const stored = before && (JSON.parse(JSON.stringify(before)) as CaseState)
          expect(advance(model, stored, command, { ...env, functions }).state).toEqual(state)
        }
      }),
      { numRuns: 50 },
    )
  })
})
