import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'

/** A relation between two files of ours: `type` ones are gone at run time. */
interface Import {
  readonly from: string
  readonly to: string
  readonly type: boolean
}

const rooms = ['bin', 'engine', 'lab', 'kernel', 'packs', 'web', 'test', 'bench', 'types']
const files = globSync(['server.ts', ...rooms.map((room) => `${room}/**/*.{ts,tsx}`)]).toSorted()
const source = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const isTest = (file: string) => /\.test\.tsx?$|(^|\/)fixtures?\.ts$|^test\//.test(file)
const roomOf = (file: string) => file.split('/')[0]!
/** Pages of packs run in the browser, beside the pages of the shell. */
const inBrowser = (file: string) =>
  roomOf(file) === 'web' || file.endsWith('.tsx') || /^packs\/[^/]+\/pages\//.test(file)

const imports: Import[] = files.filter((file) => !isTest(file)).flatMap(importsOf)
const between = (holds: (one: Import) => boolean) => imports.filter(holds).map(({ from, to }) => `${from} → ${to}`)

function importsOf(file: string): Import[] {
  const found = [
    ...source
      .get(file)!
      .matchAll(/^(?:import|export)(\s+type)?\b[^'"]*?from\s+'([.#][^']+)'|\bimport\('([.#][^']+)'\)/gm),
  ]
  return found.map(([, type, still, late]) => {
    const name = (still ?? late)!
    const to = name.startsWith('#') ? name.slice(1) : posix.join(posix.dirname(file), name)
    return { from: file, to: to.replace(/\?.*$/, ''), type: type !== undefined }
  })
}

test('engine and lab import nothing of ours', () => {
  expect(between(({ from, to }) => ['engine', 'lab'].includes(roomOf(from)) && roomOf(to) !== roomOf(from))).toEqual([])
})

test('the kernel imports engine and lab; of packs and pages nothing', () => {
  const allowed = ['kernel', 'engine', 'lab']
  expect(between(({ from, to }) => roomOf(from) === 'kernel' && !allowed.includes(roomOf(to)))).toEqual([])
})

test('a pack imports the kernel and its own files; of another pack define.ts and types', () => {
  const packOf = (file: string) => file.split('/')[1]
  const wrong = ({ from, to, type }: Import) => {
    if (roomOf(from) !== 'packs' || from === 'packs/index.ts' || inBrowser(from)) return false
    if (roomOf(to) !== 'packs') return roomOf(to) !== 'kernel' && !(type && roomOf(to) === 'engine')
    return packOf(to) !== packOf(from) && !type && !to.endsWith('/define.ts')
  }
  expect(between(wrong)).toEqual([])
})

test('the browser gets pages, the engine, the pure part of kernel/record, and types', () => {
  const pure = [
    'kernel/record/client.ts',
    'kernel/record/field.ts',
    'kernel/record/number.ts',
    'kernel/record/who.ts',
    'kernel/uuid.ts',
  ]
  const runsAnywhere = (file: string) => inBrowser(file) || roomOf(file) === 'engine' || pure.includes(file)
  const wrong = ({ from, to, type }: Import) => inBrowser(from) && !type && !runsAnywhere(to)
  expect(between(wrong)).toEqual([])
})

test('what runs imports no test, bench or script', () => {
  const running = ['engine', 'lab', 'kernel', 'packs', 'web', 'server.ts']
  const wrong = ({ from, to }: Import) =>
    running.includes(roomOf(from)) && (isTest(to) || ['bin', 'bench'].includes(roomOf(to)))
  expect(between(wrong)).toEqual([])
})

test('every import of ours leads to a file', () => {
  const known = new Set(files)
  expect(between(({ to }) => /\.tsx?$/.test(to) && !known.has(to))).toEqual([])
})

test('no file waits for itself: no circle of imports at run time', () => {
  const after = Map.groupBy(
    imports.filter(({ type }) => !type),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: readonly string[]) => {
    if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file)) return
    for (const { to } of after.get(file) ?? []) walk(to, [...path, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})

test('a file is at most 300 lines, a test at most 400', () => {
  const lines = (file: string) => source.get(file)!.trimEnd().split('\n').length
  const long = files.filter((file) => lines(file) > (isTest(file) ? 400 : 300))
  expect(long.map((file) => `${file}: ${lines(file)}`)).toEqual([])
})

test('nothing is any, but the registry of records of every shape', () => {
  const loose = /:\s*any\b(?!\()|\bas any\b|[<,]\s*any\s*[>,]|\bany\[\]/
  const words = (file: string) => code(file).replaceAll(/'[^'\n]*'|`[^`]*`/g, '')
  expect(files.filter((file) => file !== 'kernel/record/record.ts' && loose.test(words(file)))).toEqual([])
})

test('no clock but the one that is passed in', () => {
  const asks = /\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b/
  const rooms = ['engine', 'lab', 'kernel', 'packs']
  const found = files.filter((file) => rooms.includes(roomOf(file)) && !isTest(file) && !inBrowser(file))
  expect(found.length).toBeGreaterThan(100)
  expect(found.filter((file) => asks.test(code(file)))).toEqual([])
})

/** A file without its comments. */
const code = (file: string) => source.get(file)!.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
