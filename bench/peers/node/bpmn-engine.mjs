/*
 * The order process on bpmn-engine: in memory, or (`saved`) with the state of the case written to PostgreSQL whenever it
 * comes to its human task and when it ends. Arguments: connection string, cases, rounds, saved or memory. Prints one JSON object.
 */

import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { Engine } from 'bpmn-engine'
import BpmnModdle from 'bpmn-moddle'
import pg from 'pg'

const [, , url, casesText, roundsText, mode] = process.argv
const [cases, rounds] = [Number(casesText), Number(roundsText)]
const source = readFileSync(new URL('../order.bpmn', import.meta.url), 'utf8')
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the expression language of this engine
  .replace('${LARGE}', '${environment.services.isLarge()}')
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the expression language of this engine
  .replace('${NEXT}', '${environment.services.isNext()}')
// Read once for all cases: the engine's own fastest way.
const moddleContext = await new BpmnModdle().fromXML(source)
const pool = mode === 'saved' ? new pg.Pool({ connectionString: url, max: 4 }) : undefined
await pool?.query('create table if not exists peer_case (id integer primary key, state jsonb not null)')

const save = (id, engine) =>
  pool?.query('insert into peer_case values ($1, $2) on conflict (id) do update set state = excluded.state', [
    id,
    JSON.stringify(engine.getState()),
  ])

/** One case up to its first human task. */
async function begin(index) {
  const one = { index, amount: (index * 37) % 10_000, outcome: 'next' }
  const listener = new EventEmitter()
  one.waits = new Promise((resolve) => (one.arrived = resolve))
  listener.on('activity.wait', (api) => {
    one.task = api
    one.arrived()
  })
  one.engine = new Engine({
    name: `order ${index}`,
    moddleContext,
    services: { isLarge: () => one.amount >= 5_000, isNext: () => one.outcome === 'next' },
  })
  one.ended = new Promise((resolve) => one.engine.once('end', resolve))
  await one.engine.execute({ listener, variables: { amount: one.amount } })
  await one.waits
  await save(index, one.engine)
  return one
}

async function answer(one, outcome) {
  one.outcome = outcome
  one.waits = new Promise((resolve) => (one.arrived = resolve))
  one.task.signal({ outcome })
  await (outcome === 'next' ? one.waits : one.ended)
  await save(one.index, one.engine)
}

const from = performance.now()
const open = []
for (let index = 0; index < cases; index += 1) open.push(await begin(index))
for (let round = 1; round < rounds; round += 1) for (const one of open) await answer(one, 'next')
for (const one of open) await answer(one, 'last')
console.log(JSON.stringify({ seconds: (performance.now() - from) / 1000 }))
await pool?.end()
process.exit(0)
