import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

/** What the viewer drew of a file: graphics by the id of what they show, the words on them, and the box of everything. */
export type Drawing = {
  diagrams: number
  graphics: { id: string; width: number; height: number; name: string }[]
  words: string
  warnings: string[]
  error?: string
}

const root = join(import.meta.dirname, '../..')
const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const off = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((what) => `--disable-${what}`)

/** The browser on this machine, or undefined: drawing is skipped with a word then. */
export function browserProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':')
  const found = programs.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  return process.env.CHROMIUM ?? found
}

/** Opens a page that holds the product's viewer; `close` ends the browser. */
export async function openViewer(program: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const browser: Browser = await chromium.launch({
    executablePath: program,
    args: ['--headless', '--no-sandbox', '--no-first-run', ...off],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.setContent('<div id="canvas" style="width:1400px;height:860px"></div>')
  const viewer = join(root, 'node_modules/bpmn-js/dist')
  await page.addStyleTag({ content: readFileSync(join(viewer, 'assets/diagram-js.css'), 'utf8') })
  await page.addScriptTag({ path: join(viewer, 'bpmn-viewer.production.min.js') })
  return { page, close: () => browser.close() }
}

/** Draws every diagram of a file. An exception of the viewer comes back as `error`. */
export async function draw(page: Page, xml: string): Promise<Drawing> {
  return page.evaluate(drawInPage, xml)
}

/** The parts of the viewer that are used; it has no types of its own. */
type Viewer = {
  importXML(xml: string): Promise<{ warnings: Error[] }>
  getDefinitions(): { diagrams?: { id: string }[] }
  open(diagram: { id: string }): Promise<{ warnings: Error[] }>
  get(name: 'elementRegistry'): {
    forEach(
      visit: (element: { id: string; businessObject?: { id?: string; name?: string } }, gfx: SVGGElement) => void,
    ): void
  }
  destroy(): void
}

/** Runs inside the page: nothing of this file is in reach there. */
async function drawInPage(xml: string): Promise<Drawing> {
  const drawing: Drawing = { diagrams: 0, graphics: [], words: '', warnings: [] }
  const Viewer = (window as unknown as { BpmnJS: new (options: object) => Viewer }).BpmnJS
  const viewer = new Viewer({ container: '#canvas' })
  const note = () => {
    drawing.diagrams += 1
    viewer.get('elementRegistry').forEach((element, gfx) => {
      const visual = (gfx?.querySelector('.djs-visual') ?? gfx) as SVGGElement | null
      const box = visual?.getBBox?.() ?? { width: 0, height: 0 }
      drawing.graphics.push({
        id: element.businessObject?.id ?? element.id,
        width: box.width,
        height: box.height,
        name: element.businessObject?.name ?? '',
      })
    })
    drawing.words += [...document.querySelectorAll('#canvas text')].map((text) => text.textContent).join('\n')
  }
  try {
    const { warnings } = await viewer.importXML(xml)
    drawing.warnings.push(...warnings.map(({ message }) => message))
    const [, ...more] = viewer.getDefinitions().diagrams ?? []
    note()
    for (const diagram of more) {
      await viewer.open(diagram)
      note()
    }
  } catch (error) {
    drawing.error = error instanceof Error ? error.message : String(error)
  }
  viewer.destroy()
  return drawing
}
