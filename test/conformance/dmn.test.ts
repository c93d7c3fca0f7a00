import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runDmn } from './dmn.ts'

const kit = new URL('../../../shared/data/dmn-tck/', import.meta.url).pathname

/** Folders that stand for all: graphs and scopes, tables of every policy, boxes, services, imports, types. */
const FOLDERS = [
  'compliance-level-2',
  'compliance-level-3/0034-drg-scopes',
  'compliance-level-3/0082-feel-coercion',
  'compliance-level-3/0085-decision-services',
  'compliance-level-3/0086-import',
  'compliance-level-3/0087-chapter-11-example',
  'compliance-level-3/0089-nested-inputdata-imports',
  'compliance-level-3/1154-boxed-every',
]

it.skipIf(!existsSync(kit)).each(FOLDERS)('the kit of DMN passes: %s (needs ../shared/data)', async (folder) => {
  const { failures, total } = await runDmn(`${kit}${folder}`)
  expect(failures).toEqual([])
  expect(total).toBeGreaterThan(0)
})
