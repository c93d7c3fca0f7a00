import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { chromium, type Page, type Response } from 'playwright-core'
import { build } from 'vite'
import { findChromium, inDataDirectory, launch } from './product.ts'
import { missedOf, type Result, type Skipped, tidy } from './result.ts'

/** Words that only the code of a large library holds: where they arrive, the library was loaded. */
const heavy: Readonly<Record<string, string>> = {
  'bpmn-js': 'bjs-powered-by',
  echarts: 'echarts',
  tiptap: 'ProseMirror',
}

/** A page counts as loaded when no script came for so long. */
const quietMs = 2_000

/**
 * How much JavaScript a browser fetches, packed as it travels: for sign-in and 工作台, and with the first list and form.
 * Diagrams, charts and editors must not be among it. The floor is the least page that React can draw.
 */
export async function bundle(): Promise<Result | Skipped> {
  const program = findChromium()
  if (!program) return { bench: 'bundle', skipped: '没有找到 chromium（可用 CHROMIUM=路径 指定），没有测量。' }
  const floor = await reactAlone()
  const { early, all, loaded } = await inDataDirectory((dir) => visit(dir, program))
  const limits = [
    { name: '登录页和工作台', value: early, most: 300, unit: 'kB' },
    { name: '第一个列表和表单之后', value: all, most: 420, unit: 'kB' },
  ]
  return {
    bench: 'bundle',
    value: tidy(early),
    unit: 'kB',
    floor: tidy(floor),
    ratio: tidy(early / floor),
    afterListAndFormKb: tidy(all),
    missed: [...missedOf(limits), ...loaded.map((name) => `${name} 在用不到它的页面上就加载了`), ...staleWords()],
  }
}

/** Scripts that arrived, by address. */
type Scripts = Map<string, { kb: number; text: string }>

async function visit(dir: string, program: string) {
  const product = await launch(dir)
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const scripts = watch(page)
    await page.goto(product.url)
    await page.getByRole('button', { name: /方立群/ }).click()
    await page.getByRole('heading', { name: /方部长/ }).waitFor()
    await quiet(scripts)
    const early = total(scripts)
    await page.getByRole('button', { name: '计划与项目' }).click()
    await page.getByRole('link', { name: '项目', exact: true }).click()
    await page.getByText('南港新开六家门店').first().waitFor()
    await page.getByRole('link', { name: '发起项目' }).first().click()
    await page.getByRole('button', { name: '提交' }).waitFor()
    await quiet(scripts)
    return { early, all: total(scripts), loaded: heavyAmong([...scripts.values()].map(({ text }) => text)) }
  } finally {
    await browser.close()
    await product.stop()
  }
}

function watch(page: Page): Scripts {
  const scripts: Scripts = new Map()
  page.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) void keep(scripts, response)
  })
  return scripts
}

async function keep(scripts: Scripts, response: Response): Promise<void> {
  const text = await response.text()
  const { responseBodySize } = await response.request().sizes()
  scripts.set(response.url(), { kb: responseBodySize / 1000, text })
}

async function quiet(scripts: Scripts): Promise<void> {
  for (let known = -1; known !== scripts.size; await pause(quietMs)) known = scripts.size
}

const total = (scripts: Scripts) => [...scripts.values()].reduce((sum, { kb }) => sum + kb, 0)

const heavyAmong = (texts: readonly string[]) =>
  Object.keys(heavy).filter((name) => texts.some((text) => text.includes(heavy[name]!)))

/** The check proves something only while the words still stand in the library that the product does use. */
function staleWords(): string[] {
  const folder = new URL('../dist/web/assets/', import.meta.url)
  const built = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  return heavyAmong(built).includes('bpmn-js') ? [] : ['认不出 bpmn-js 的代码了：请改 bench/bundle.ts 里的记号']
}

async function reactAlone(): Promise<number> {
  const input = new URL('floor.tsx', import.meta.url).pathname
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input } },
  })
  const outputs = [made].flat().flatMap((result) => ('output' in result ? result.output : []))
  const code = outputs.flatMap((file) => (file.type === 'chunk' ? file.code : [])).join('')
  return gzipSync(code).length / 1000
}
