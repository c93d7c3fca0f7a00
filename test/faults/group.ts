import { join } from 'node:path'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { freePort } from '#test/checkout.ts'
import { type Running, type Site, startServer } from './process.ts'

/** Several nodes that share one PostgreSQL. */
export interface Group {
  readonly site: Site & { readonly database: string }
  readonly server: { readonly now: Running; readonly beside: Running[] }
  readonly urls: readonly string[]
  /** Starts the node again that was at this place. */
  again(place: number): Promise<void>
  /** Ends all nodes in order; the database stays. */
  end(): Promise<void>
}

/** What is particular about a node: a clock that is wrong. */
type Odd = Pick<Site, 'clock'>

/**
 * Starts nodes at once on an empty database: migrations, editions and the demo company are made by one of them and found by
 * the others. Ends them and PostgreSQL after `run`.
 */
export async function inGroup<T>(
  site: Site,
  nodes: number,
  run: (group: Group) => Promise<T>,
  odd: readonly Odd[] = [],
): Promise<T> {
  const cluster = await openCluster({ dir: join(site.directory, 'postgres'), revive: false })
  const shared = { ...site, database: await cluster.database('jingwei') }
  const running: Running[] = []
  const start = async (port: number, place: number) => {
    const node = await startServer({ ...shared, ...odd[place], port })
    running.push(node)
    return node
  }
  const end = async () => {
    for (const node of running.filter((one) => one.alive())) process.kill(node.pid, 'SIGCONT')
    await Promise.all(running.map((node) => node.kill('SIGTERM')))
  }
  try {
    const ports = [site.port, ...(await freePorts(nodes - 1))]
    const [now, ...beside] = await Promise.all(ports.map(start))
    const again = async (place: number) => {
      beside[place] = await start(ports[place + 1]!, place + 1)
    }
    const urls = ports.map((port) => `http://127.0.0.1:${port}`)
    return await run({ site: shared, server: { now: now!, beside }, urls, again, end })
  } finally {
    await end()
    await cluster.stop()
  }
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) ports.push(await freePort())
  return ports
}
