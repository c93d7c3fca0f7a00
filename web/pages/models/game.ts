import { compileModel } from '#engine/bpmn/compile.ts'
import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Facts, Json } from '#engine/types.ts'
import type { DecidedView, EditionView, ModelView } from '#kernel/http/model-contract.ts'
import { get, send } from '../../api.ts'
import { type Game, sourceKinds } from './play.ts'
import { pathOf } from './queries.ts'

/**
 * Makes a text ready to be played here: the model is compiled, and so are the decisions in force that it asks, but for
 * those from whose answer the server draws a conclusion; these it is asked for.
 */
export async function openGame(view: ModelView, source: string): Promise<Game> {
  const model = await compileModel(source, { functions: sourceKinds })
  const names = [...new Set(model.nodes.flatMap((node) => (node.kind === 'rule' ? [node.settings.name] : [])))]
  const here = names.filter((name) => view.decisions.some((one) => one.name === name && !one.concludes))
  const tables = await Promise.all(here.map(async (name) => [name, await tableOf(name)] as const))
  return {
    model,
    record: view.record,
    matter: view.matter,
    asks: view.decisions.flatMap((one) => (names.includes(one.name) ? one.asks : [])),
    tables: new Map(tables.flatMap(([name, table]) => (table ? [[name, table] as const] : []))),
    ask: async (name, facts) => (await send<DecidedView>('POST', '/api/models/decide', { name, facts })).answer,
  }
}

async function tableOf(name: string): Promise<((facts: Facts, clock: string) => Json) | undefined> {
  const { editions } = await get<ModelView>(pathOf('dmn', name))
  const now = editions.find(({ state }) => state === 'effective')
  if (!now) return undefined
  const { source } = await get<EditionView>(`/api/models/editions/${now.id}`)
  const { decide } = await compileDecisions(source)
  return (facts, clock) => decide(name, facts, { now: clock })
}
