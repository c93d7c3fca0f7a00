import { createHash } from 'node:crypto'
import { lchownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Actor, chooseActor } from './actor.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { Trouble } from './trouble.ts'

/** Everything about one embedded PostgreSQL that does not change while it is open. */
export interface Place {
  readonly dir: string
  readonly data: string
  readonly log: string
  readonly secretFile: string
  /** The directory of the socket. */
  readonly sockets: string
  readonly binaries: Binaries
  readonly actor: Actor
  readonly settings: Readonly<Record<string, string>>
}

/** Resolves an existing directory to a place. Throws Trouble where no PostgreSQL can run over it. */
export function locate(dir: string, settings: Readonly<Record<string, string>> = {}): Place {
  const real = realpathSync(dir)
  const binaries = findBinaries()
  const actor = chooseActor(real, binaries.postgres)
  const files = { data: join(real, 'cluster'), log: join(real, 'postgres.log'), secretFile: join(real, 'secret') }
  return { dir: real, ...files, sockets: socketDirectory(real, actor), binaries, actor, settings }
}

/** A socket's path has at most 107 bytes (unix(7)): a deep directory gets a private one under /tmp, named after it. */
function socketDirectory(dir: string, { as }: Actor): string {
  if (Buffer.byteLength(join(dir, '.s.PGSQL.5432')) <= 107) return dir
  const short = `/tmp/jingwei-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`
  const made = mkdirSync(short, { recursive: true, mode: 0o700 })
  if (made && as.uid) lchownSync(short, as.uid, as.gid ?? as.uid)
  const found = lstatSync(short)
  const uid = as.uid ?? process.getuid?.() ?? 0
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return short
  throw new Trouble(`数据目录的路径太长，而替代的 ${short} 不属于你。请用 DATA_DIR 换一个短一些的路径。`)
}
