import { randomUUID } from 'node:crypto'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium, inDataDirectory, launch } from './product.ts'
import { median, missedOf, type Result, type Skipped, tidy } from './result.ts'

const units = 200
const duties = 500
const opens = 5

/** One scroll: frames a second, and the longest wait for a frame in milliseconds. */
interface Scroll {
  readonly fps: number
  readonly longest: number
}

/**
 * The responsibility matrix of 200 units × 500 duties (three units in each): how fast it opens, from the request of its
 * data to the frame that shows it, and how it scrolls. The floor is an empty page scrolled the same way in the same run.
 */
export async function matrix(): Promise<Result | Skipped> {
  const program = findChromium()
  if (!program) return { bench: 'matrix', skipped: '没有找到 chromium（可用 CHROMIUM=路径 指定），没有测量。' }
  const { opened, served, down, across, floor, marks } = await inDataDirectory((dir) => visit(dir, program))
  const limits = [{ name: '打开', value: median(opened), most: 300, unit: 'ms' }]
  // Where the machine is so busy that even the empty page stays below, the matrix must keep up with that page.
  const least = Math.min(50, floor.fps * 0.9)
  const slow = [down, across].filter(({ fps }) => !(fps >= least))
  return {
    bench: 'matrix',
    value: tidy(Math.min(down.fps, across.fps)),
    unit: '帧/秒',
    floor: tidy(floor.fps),
    ratio: Math.round((Math.min(down.fps, across.fps) / floor.fps) * 100) / 100,
    openMs: tidy(median(opened)),
    serverMs: tidy(median(served)),
    longestFrameMs: { down: tidy(down.longest), across: tidy(across.longest), floor: tidy(floor.longest) },
    marks,
    missed: [...missedOf(limits), ...slow.map(({ fps }) => `滚动：${tidy(fps)} 帧/秒，下限 ${tidy(least)} 帧/秒`)],
  }
}

async function visit(dir: string, program: string) {
  const product = await launch(dir)
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath: program, args })
  try {
    const context = await browser.newContext({ baseURL: product.url, viewport: { width: 1440, height: 900 } })
    await fill(context)
    const page = await context.newPage()
    await page.addInitScript(watchFirstPaint)
    const seen: { opened: number; served: number }[] = []
    for (let round = 0; round <= opens; round++) seen.push(await open(page))
    const down = await scroll(page, '.matrix', 'scrollTop')
    const across = await scroll(page, '.matrix', 'scrollLeft')
    const marks = Number(
      (await page.locator('.matrix-foot').textContent())?.match(/([\d,]+) 个记号/)?.[1]?.replace(',', ''),
    )
    await page.setContent('<div id="floor" style="height:600px;overflow:auto"><div style="height:40000px"></div></div>')
    const floor = await scroll(page, '#floor', 'scrollTop')
    const rest = seen.slice(1)
    return { opened: rest.map((one) => one.opened), served: rest.map((one) => one.served), down, across, floor, marks }
  } finally {
    await browser.close()
    await product.stop()
  }
}

/** Makes the large company through the API, as the one who keeps the organisation. */
async function fill(context: BrowserContext): Promise<void> {
  const call = async (method: 'get' | 'post', path: string, data?: unknown) => {
    const answer = await context.request[method](path, { data, headers: { 'idempotency-key': randomUUID() } })
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const { people } = (await call('get', '/api/hello')) as { people: { id: string; name: string }[] }
  await call('post', '/api/session', { person: people.find(({ name }) => name === '程诗雨')?.id })
  const { rows } = (await call('get', '/api/unit?limit=500')) as { rows: { id: string }[] }
  const made = await inTurns(units - rows.length, (index) =>
    call('post', '/api/unit', {
      fields: { name: `第${index + 1}门店`, parent: rows[index % rows.length]?.id, order: index },
    }),
  )
  const ids = [...rows.map(({ id }) => id), ...made.map((view) => (view as { row: { id: string } }).row.id)]
  await inTurns(duties * 3, (index) => {
    const duty = Math.floor(index / 3)
    const fields = {
      unit: ids[(duty * 7 + (index % 3) * 61) % ids.length],
      title: `第${duty + 1}项职责：按月检查并报告`,
      group: `第${Math.floor(duty / 10) + 1}组`,
      part: ['lead', 'assist', 'review'][index % 3],
    }
    return call('post', '/api/duty', { fields, action: 'activate' })
  })
}

async function inTurns<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (let from = 0; from < count; from += 50)
    done.push(...(await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, at) => work(from + at)))))
  return done
}

/** Runs in the page before its own scripts: keeps the moment after the frame in which the first mark stood. */
function watchFirstPaint(): void {
  const found = new MutationObserver(() => {
    if (!document.querySelector('.matrix-mark')) return
    found.disconnect()
    requestAnimationFrame(() => setTimeout(() => performance.mark('painted')))
  })
  found.observe(document, { childList: true, subtree: true })
}

async function open(page: Page): Promise<{ opened: number; served: number }> {
  await page.goto('/overview/matrix?from=duty&q=按月检查')
  await page.waitForFunction(() => performance.getEntriesByName('painted').length > 0)
  return page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const data = entries.find(({ name }) => name.endsWith('/api/view/overview/matrix'))!
    const painted = performance.getEntriesByName('painted')[0]!.startTime
    return { opened: painted - data.requestStart, served: data.responseEnd - data.requestStart }
  })
}

function scroll(page: Page, selector: string, axis: 'scrollTop' | 'scrollLeft'): Promise<Scroll> {
  return page.evaluate(
    ([where, along]) => {
      const box = document.querySelector<HTMLElement>(where!)!
      const { promise, resolve } = Promise.withResolvers<{ fps: number; longest: number }>()
      const frames: number[] = []
      const step = (now: number) => {
        frames.push(now)
        if (frames.length > 240) return finish()
        box[along as 'scrollTop'] += frames.length <= 120 ? 48 : -48
        requestAnimationFrame(step)
      }
      const finish = () => {
        const gaps = frames.slice(1).map((at, index) => at - frames[index]!)
        resolve({ fps: (gaps.length * 1000) / (frames.at(-1)! - frames[0]!), longest: Math.max(...gaps) })
      }
      requestAnimationFrame(step)
      return promise
    },
    [selector, axis],
  )
}
