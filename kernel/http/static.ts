import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Hono } from 'hono'

const folder = new URL('../../dist/web/', import.meta.url)

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  json: 'application/json',
  ico: 'image/x-icon',
}

interface Asset {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly zipped?: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** The built pages: hashed files for a year, and the one HTML page for every address that is not a file. */
export function staticRoutes(app: Hono): void {
  const kept = new Map<string, Asset>()
  const asset = async (name: string) => {
    const found = kept.get(name) ?? (await load(name))
    // Only what never changes under its name is kept: a new build must not meet the page of the old one.
    if (found && name.startsWith('assets/')) kept.set(name, found)
    return found
  }
  app.get('*', async (c) => {
    const name = safeName(c.req.path)
    const found = (name && (await asset(name))) || undefined
    const file = found ?? (await asset('index.html'))
    if (!file) return c.text('页面还没有构建。请用 npm start 启动。', 503)
    if (!found && /\.\w{2,5}$/.test(c.req.path)) return c.text('没有这个文件。', 404)
    const zipped = file.zipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    return c.body(zipped ? file.zipped! : file.plain, 200, {
      'content-type': file.type,
      vary: 'accept-encoding',
      'cache-control': name?.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    })
  })
}

/** A file name below the folder: letters, digits, dots and dashes only, so that no path leads out of it. */
function safeName(path: string): string | undefined {
  return /^\/(?:[\w-]+\/)*[\w-][\w.-]*$/.test(path) && !path.includes('..') ? path.slice(1) : undefined
}

async function load(name: string): Promise<Asset | undefined> {
  const plain = await readFile(new URL(name, folder)).catch(() => undefined)
  if (!plain) return undefined
  const ending = name.split('.').at(-1) ?? ''
  const zipped =
    packable.includes(ending) && plain.length > 1000 ? { zipped: new Uint8Array(await zip(plain, { level: 9 })) } : {}
  return { plain: new Uint8Array(plain), type: types[ending] ?? 'application/octet-stream', ...zipped }
}

const packable = ['html', 'js', 'css', 'svg', 'json']
const zip = promisify<Buffer, { level: number }, Buffer>(gzip)
