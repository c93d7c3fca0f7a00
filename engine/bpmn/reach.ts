import type { Flow, Node, Reach } from './model.ts'

/**
 * For each incoming flow of a gateway the nodes from which a token can come to it without passing the gateway (BPMN 2.0.2,
 * table 13.3): along sequence flows, and from an activity to the events on its border. Worked out once, when compiling.
 */
export function reachOf(gateway: Node, nodes: Node[], flows: Flow[]): Reach[] {
  return gateway.incoming.map((incoming) => {
    const reach: Reach = new Uint32Array((nodes.length >> 5) + 1)
    const open = [flows[incoming]?.from ?? -1]
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const node = nodes[index]
      if (!node || index === gateway.index || reaches(reach, index)) continue
      reach[index >> 5] = (reach[index >> 5] ?? 0) | (1 << (index & 31))
      if (node.kind === 'boundary') open.push(node.attachedTo)
      for (const flow of node.incoming) open.push(flows[flow]?.from ?? -1)
    }
    return reach
  })
}

/** Whether a token at a node can still come. */
export function reaches(reach: Reach, node: number): boolean {
  return ((reach[node >> 5] ?? 0) & (1 << (node & 31))) !== 0
}
