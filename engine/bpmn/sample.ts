import type { CaseState, Command, Effect, Env, Vars } from '../types.ts'
import { advance } from './advance.ts'
import type { Model } from './model.ts'

/** Builders for the tests of this folder: BPMN text in few words, and a case that is played command by command. */

export const env: Env = { facts: {}, now: '2026-03-02T01:00:00Z' }

export function process(...body: string[]): string {
  return definitions(`<process id="p" name="测试流程" isExecutable="true">${body.join('\n')}</process>`)
}

export function definitions(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:jw="urn:jingwei:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:test">
${body}
</definitions>`
}

export function user(id: string, outcomes = '', attributes = ''): string {
  const task = `<jw:task assign="role(&quot;lead&quot;)" ${attributes}>${outcomes}</jw:task>`
  return `<userTask id="${id}" name="${id}"><extensionElements>${task}</extensionElements></userTask>`
}

export function service(id: string): string {
  const settings = '<extensionElements><jw:service rule="notify"/></extensionElements>'
  return `<serviceTask id="${id}" name="${id}">${settings}</serviceTask>`
}

/** Flows in one line: `start > review > gate`, with a condition or `default` behind the target: `gate > end [x = 1]`. */
export function flows(...lines: string[]): string {
  return lines.flatMap(flowsOf).join('\n')
}

function flowsOf(line: string): string[] {
  const stops = line.split(' > ').map((stop) => stop.trim())
  return stops.slice(1).map((stop, index) => {
    const [, target = '', condition] = /^(\S+)(?: \[(.*)\])?$/.exec(stop) ?? []
    const source = /^\S+/.exec(stops[index] ?? '')?.[0]
    const body =
      condition && `<conditionExpression xsi:type="tFormalExpression"><![CDATA[${condition}]]></conditionExpression>`
    return `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${body ?? ''}</sequenceFlow>`
  })
}

export function timerBoundary(id: string, host: string, duration: string, interrupting = true): string {
  const timer = `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition>`
  return `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${timer}</boundaryEvent>`
}

export function errorBoundary(id: string, host: string, error?: string): string {
  const definition = `<errorEventDefinition ${error ? `errorRef="${error}"` : ''}/>`
  return `<boundaryEvent id="${id}" attachedToRef="${host}">${definition}</boundaryEvent>`
}

/** A case in play: the last state, everything the engine asked for, and short words for what a test wants to know. */
export type Play = {
  state: CaseState
  effects: Effect[]
  send: (command: Command, facts?: Partial<Env>) => Effect[]
  complete: (node: string, vars?: Vars) => Effect[]
  token: (node: string) => number
  name: (node: number) => string
  waiting: () => string[]
  visited: () => string[]
}

/** Starts a case; every state goes through JSON, as it does through the database. */
export function play(model: Model, given: Partial<Env> = {}, vars: Vars = {}): Play {
  const functions = { role: (name: unknown) => ({ kind: 'role', name }) }
  let state: CaseState | undefined
  const game: Play = {
    state: { status: 'running', tokens: [], scopes: [], vars: {}, next: 1 },
    effects: [],
    send: (command, facts) => {
      const answer = advance(model, state, command, { ...env, functions, ...given, ...facts })
      state = JSON.parse(JSON.stringify(answer.state))
      game.state = answer.state
      game.effects.push(...answer.effects)
      return answer.effects
    },
    complete: (node, answers = {}) => game.send({ kind: 'complete', token: game.token(node), vars: answers }),
    token: (node) => game.state.tokens.find((token) => model.ids[token.node] === node)?.id ?? -1,
    name: (node) => model.ids[node] ?? '',
    waiting: () => game.state.tokens.map((token) => model.ids[token.node] ?? '').sort(),
    visited: () =>
      game.effects.flatMap((effect) =>
        effect.kind === 'log' && effect.phase === 'enter' ? [model.ids[effect.node] ?? ''] : [],
      ),
  }
  game.send({ kind: 'start', vars })
  return game
}
