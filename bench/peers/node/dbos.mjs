/*
 * The order process on the DBOS SDK: every task is a durable step, the human task is a message that is received. Arguments:
 * connection string, cases, rounds, cases at work at once. Prints one JSON object.
 */
import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'

const [url, cases, rounds, clients] = [process.argv[2], ...process.argv.slice(3).map(Number)]
const work = async (name, more) => ({ name, more })
const step = (name, more) => DBOS.runStep(() => work(name, more), { name })
const reached = { count: 0, tell: () => {} }

const order = DBOS.registerWorkflow(
  async (index) => {
    const amount = (index * 37) % 10_000
    for (let round = 1; ; round += 1) {
      await step('prepare', round)
      if (amount >= 5_000) await step('large', amount)
      else await step('small', amount)
      await step('price', amount)
      await Promise.all([step('stock', round), step('credit', round)])
      reached.count += 1
      reached.tell()
      const outcome = await DBOS.recv('approve', 3_600)
      if (outcome === 'last') return round
      await step('book', round)
    }
  },
  { name: 'order' },
)

DBOS.setConfig({
  name: 'peer',
  // The SDK wants a host in the address; the socket in the query is what is used.
  systemDatabaseUrl: url.replace('@/', '@localhost/'),
  systemDatabasePool: new pg.Pool({ connectionString: url, max: 20 }),
  logLevel: 'error',
  useListenNotify: true,
})
await DBOS.launch()

const until = (count) =>
  new Promise((resolve) => {
    reached.tell = () => reached.count >= count && resolve()
    reached.tell()
  })

async function inLanes(one) {
  let next = 0
  const lane = async () => {
    for (let index = next++; index < cases; index = next++) await one(index)
  }
  await Promise.all(Array.from({ length: clients }, lane))
}

const from = performance.now()
const handles = []
await inLanes(async (index) => {
  handles[index] = await DBOS.startWorkflow(order, { workflowID: `order-${index}` })(index)
})
await until(cases)
const begun = performance.now()
for (let round = 1; round < rounds; round += 1) {
  await inLanes((index) => DBOS.send(`order-${index}`, 'next', 'approve'))
  await until(cases * (round + 1))
}
await inLanes((index) => DBOS.send(`order-${index}`, 'last', 'approve'))
await Promise.all(handles.map((handle) => handle.getResult()))
const ended = performance.now()
console.log(JSON.stringify({ seconds: (ended - from) / 1000, begin: (begun - from) / 1000 }))
await DBOS.shutdown()
process.exit(0)
