import pg from 'pg'
import { closeNode, openNode } from '#kernel/boot.ts'
import { ensurePartitions } from '#kernel/housekeeping.ts'
import { migrate } from '#kernel/migrate.ts'
import { type Cluster, openCluster } from '#kernel/postgres/cluster.ts'
import { asSystem } from '#kernel/process/command.ts'
import { foreignKeys, tableStatements } from '#kernel/record/table.ts'
import type { Server } from '#kernel/server.ts'
import { inDataDirectory } from '../product.ts'
import { postmasterOf } from './cpu.ts'
import { bench, order } from './pack.ts'

/** A node of the product on a PostgreSQL of its own, as durable as the product runs it, and an owner's connection. */
export interface World {
  readonly cluster: Cluster
  readonly url: string
  readonly server: Server
  readonly owner: pg.Client
  /** The process id of PostgreSQL. */
  readonly postmaster: number
  /** Those who order, and the head of their unit who approves. */
  readonly people: readonly { readonly id: string; readonly unit: string }[]
}

/** Opens an empty company of 200 people in a directory of its own, runs the work, and removes everything. */
export const inWorld = <T>(work: (world: World) => Promise<T>): Promise<T> =>
  inDataDirectory(async (dir) => {
    const cluster = await openCluster({ dir: `${dir}/postgres`, revive: false })
    try {
      const url = await cluster.database('engine')
      return await onDatabase(cluster, url, postmasterOf(`${dir}/postgres/cluster`), work)
    } finally {
      await cluster.stop()
    }
  })

async function onDatabase<T>(
  cluster: Cluster,
  url: string,
  postmaster: number,
  work: (world: World) => Promise<T>,
): Promise<T> {
  await makeTables(url)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const server = await openNode(url, { mode: 'real', packs: { bench }, clock: () => new Date() })
  try {
    await server.store.submit({
      command: { kind: 'run', rule: 'bench.found', input: null },
      actor: asSystem('测量'),
      origin: '测量',
    })
    return await work({ cluster, url, server, owner, postmaster, people: await peopleOf(server) })
  } finally {
    await closeNode(server)
    await owner.end()
  }
}

/** The product's tables, and the one of the order beside them. */
export async function makeTables(url: string): Promise<void> {
  await migrate(url)
  await ensurePartitions(url, new Date())
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const records = { unit: order, person: order, bench_order: order }
  for (const statement of [...tableStatements(order), ...foreignKeys(order, records)]) await owner.query(statement)
  await owner.end()
}

/** Everybody who is not a head: their orders come to the head of their unit. */
async function peopleOf(server: Server) {
  const { appointments, positions } = await server.store.directory()
  return appointments.flatMap(({ person, position }) => {
    const at = positions.get(position)
    return at && at.rank !== 'head' ? [{ id: person, unit: at.unit }] : []
  })
}
