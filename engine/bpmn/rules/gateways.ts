import { child, type Element, flag, text } from '../../element.ts'
import { each, type Finding, isA, kindsOf, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on gateways (BPMN 2.0.2, 8.4.9 and 10.6). */
export const gatewayRules: Rule[] = [
  {
    id: 'EXT017',
    section: '8.4.9',
    binds: 'always',
    find: (tree) => direction(tree, 'Converging', (_, out) => out > 1, '汇合（Converging），不能有一条以上出去的连线'),
  },
  {
    id: 'EXT018',
    section: '8.4.9',
    binds: 'always',
    find: (tree) => direction(tree, 'Diverging', (into) => into > 1, '分支（Diverging），不能有一条以上进来的连线'),
  },
  {
    id: 'EXT019',
    section: '8.4.9',
    binds: 'always',
    find: (tree) =>
      direction(tree, 'Mixed', (into, out) => into < 2 || out < 2, '混合（Mixed），进来和出去的连线都要在两条以上'),
  },
  { id: 'EXT135', section: '10.6.1', binds: 'standard', find: pointless },
  {
    id: 'EXT136',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EventBasedGateway'),
        (gateway) => outgoing(tree, gateway).length < 2,
        (name) => `事件网关「${name}」出去的连线要在两条以上。`,
      ),
  },
  {
    id: 'EXT137',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EventBasedGateway').flatMap((gateway) => outgoing(tree, gateway)),
        (flow) => child(flow, 'conditionExpression') !== undefined,
        (name) => `事件网关出去的连线「${name}」不能带条件。`,
      ),
  },
  {
    id: 'EXT138',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) => awaited(tree, (node) => !isAwaitable(node), '只能是接收任务，或等消息、信号、定时、条件的中间事件'),
  },
  { id: 'EXT139', section: '10.6.6', binds: 'executable', find: mixedReceivers },
  {
    id: 'EXT140',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) =>
      awaited(tree, (node) => isA(node, 'bpmn:ReceiveTask') && hasBoundary(tree, node), '作为接收任务时不能带边界事件'),
  },
  {
    id: 'EXT141',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) => awaited(tree, (node) => (tree.incoming.get(node) ?? []).length > 1, '不能再有别的连线进来'),
  },
  {
    id: 'EXT142',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EventBasedGateway').filter((gateway) => flag(gateway, 'instantiate')),
        (gateway) => (tree.incoming.get(gateway) ?? []).length > 0,
        (name) => `事件网关「${name}」用来启动流程，不能有进来的连线。`,
      ),
  },
  {
    id: 'XSD',
    section: '10.6.6',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EventBasedGateway'),
        (gateway) => text(gateway, 'eventGatewayType') === 'Parallel' && !flag(gateway, 'instantiate'),
        (name) => `事件网关「${name}」是并行的（Parallel），只有用来启动流程时才可以。`,
      ),
  },
]

function direction(
  tree: Tree,
  word: string,
  breaks: (into: number, out: number) => boolean,
  demand: string,
): Finding[] {
  return each(
    ofType(tree, 'bpmn:Gateway').filter((gateway) => text(gateway, 'gatewayDirection') === word),
    (gateway) => breaks((tree.incoming.get(gateway) ?? []).length, outgoing(tree, gateway).length),
    (name) => `网关「${name}」写明了是${demand}。`,
  )
}

function pointless(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:Gateway'),
    (gateway) => (tree.incoming.get(gateway) ?? []).length < 2 && outgoing(tree, gateway).length < 2,
    (name) => `网关「${name}」既不分支也不汇合：进来或出去的连线要有两条以上。请连上，或删掉。`,
  )
}

function outgoing(tree: Tree, node: Element): Element[] {
  return tree.outgoing.get(node) ?? []
}

/** The nodes that follow event-based gateways. */
function awaited(tree: Tree, breaks: (node: Element) => boolean, demand: string): Finding[] {
  return each(
    ofType(tree, 'bpmn:EventBasedGateway').flatMap((gateway) => followers(tree, gateway)),
    breaks,
    (name) => `事件网关后面的「${name}」${demand}。`,
  )
}

function followers(tree: Tree, gateway: Element): Element[] {
  return outgoing(tree, gateway).flatMap((flow) => child(flow, 'targetRef') ?? [])
}

const AWAITABLE = ['message', 'signal', 'timer', 'conditional']

function isAwaitable(node: Element): boolean {
  if (isA(node, 'bpmn:ReceiveTask')) return true
  const kinds = kindsOf(node)
  return isA(node, 'bpmn:IntermediateCatchEvent') && kinds.length > 0 && kinds.every((kind) => AWAITABLE.includes(kind))
}

function mixedReceivers(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:EventBasedGateway'),
    (gateway) => {
      const after = followers(tree, gateway)
      return (
        after.some((node) => isA(node, 'bpmn:ReceiveTask')) && after.some((node) => kindsOf(node).includes('message'))
      )
    },
    (name) => `事件网关「${name}」后面不能既有接收任务又有等消息的中间事件，只用一种。`,
  )
}

function hasBoundary(tree: Tree, activity: Element): boolean {
  return ofType(tree, 'bpmn:BoundaryEvent').some((event) => child(event, 'attachedToRef') === activity)
}
