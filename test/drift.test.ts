import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assemble } from '#kernel/pack.ts'
import { createAll, draft } from '#kernel/record/drift.ts'
import { text } from '#kernel/record/field.ts'
import { packs } from '#packs/index.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'

const { records } = assemble(packs)
let migrated: pg.Client
let defined: pg.Client
const opened: TestDatabase[] = []
beforeAll(async () => {
  migrated = await open()
  defined = await open()
  await createAll(defined, records)
})
afterAll(async () => {
  await Promise.all([migrated.end(), defined.end()])
  for (const database of opened) await database.drop()
})

async function open(): Promise<pg.Client> {
  const database = await cloneDatabase()
  opened.push(database)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  return client
}

test('the migrations make what the definitions say', async () => {
  expect(await draft(migrated, defined, records)).toEqual([])
})

test('a field that no migration made is found, and so is a policy that was taken away', async () => {
  const project = records.project!
  const more = { ...records, project: { ...project, fields: { ...project.fields, sponsor: text('发起方') } } }
  await createAll(defined, more)
  expect(await draft(migrated, defined, more)).toEqual(['alter table "project" add column "sponsor" text'])
  await createAll(defined, records)
  await migrated.query('drop policy reads on project')
  expect(await draft(migrated, defined, records)).toEqual([
    expect.stringMatching(/^create policy "reads" on "project"/),
  ])
})
