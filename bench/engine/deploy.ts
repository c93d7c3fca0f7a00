import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openCompiled } from '#kernel/process/compiled.ts'
import { median, tidy } from '../result.ts'
import { answer, openTodos, start } from './load.ts'
import type { Part } from './parts.ts'
import type { World } from './world.ts'

const nodes = 500
const rounds = 7

/**
 * A model of 500 nodes is checked and made ready to run, as when it is uploaded, while others answer their todos: nobody's
 * request may wait for it.
 */
export async function deploying(world: World): Promise<Part> {
  const compiled = openCompiled()
  const times: number[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await start(world, { cases: 1000, clients: 512 })
  await answer(world, await openTodos(world), 'next', 512)
  await Promise.all([compiled.model(largeModel('先')), compiled.breaches(largeModel('先'))])
  const todos = await openTodos(world)
  const others = answer(world, todos.slice(0, 600), 'next', 16, 200)
  delay.enable()
  for (let round = 0; round < rounds; round += 1) {
    const xml = largeModel(String(round))
    const from = performance.now()
    const [model] = await Promise.all([compiled.model(xml), compiled.breaches(xml)])
    times.push(performance.now() - from)
    if (model.nodes.length !== nodes) throw new Error(`${model.nodes.length} nodes`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  delay.disable()
  const longest = Math.max(...(await others).latencies)
  await compiled.stop()
  const ms = median(times)
  return {
    name: 'deploy',
    figures: { nodes, ms: tidy(ms), longestPauseMs: tidy(delay.max / 1e6), longestAnswerMs: tidy(longest) },
    limits: [
      { name: '部署 500 个节点', value: ms, most: 200, unit: 'ms' },
      { name: '部署时程序最久停顿', value: delay.max / 1e6, most: 50, unit: 'ms' },
    ],
    short: [],
  }
}

/** A chain of choices: tasks for people, gateways with FEEL, automatic steps. */
function largeModel(mark: string): string {
  const id = (n: number) => (n === 0 ? 'start' : n === nodes - 1 ? 'end' : `n${n}`)
  const node = (n: number) => {
    if (n === 0) return '<bpmn:startEvent id="start"/>'
    if (n === nodes - 1) return '<bpmn:endEvent id="end"/>'
    if (n % 4 === 1) return `<bpmn:exclusiveGateway id="n${n}" name="选择 ${n}" default="f${n}"/>`
    if (n % 4 === 2)
      return `<bpmn:userTask id="n${n}" name="审批 ${n}"><bpmn:extensionElements><jw:task assign="head(unit)" kind="todo" complete="one"><jw:outcome key="ok" label="同意" opinion="optional" primary="true"/></jw:task></bpmn:extensionElements></bpmn:userTask>`
    return `<bpmn:task id="n${n}" name="办理 ${n}"/>`
  }
  const flows = Array.from({ length: nodes - 1 }, (_, n) => {
    const plain = `<bpmn:sequenceFlow id="f${n}" sourceRef="${id(n)}" targetRef="${id(n + 1)}"/>`
    if (n % 4 !== 1 || n + 3 >= nodes) return plain
    const condition = `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">amount &gt; ${n} and status = "review"</bpmn:conditionExpression>`
    return `${plain}<bpmn:sequenceFlow id="g${n}" sourceRef="${id(n)}" targetRef="${id(n + 3)}">${condition}</bpmn:sequenceFlow>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:jw="urn:jingwei:bpmn:1" id="large" targetNamespace="urn:jingwei">
<bpmn:process id="large_process" name="大流程 ${mark}" isExecutable="true">
${Array.from({ length: nodes }, (_, n) => node(n)).join('\n')}
${flows.join('\n')}
</bpmn:process></bpmn:definitions>`
}
