import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { lchownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { Trouble } from './trouble.ts'

/** As whom the database programs run: PostgreSQL refuses to run as root. */
export interface Actor {
  readonly kind: 'self' | 'namespace' | 'uid'
  /** Put before program and arguments. */
  readonly prefix: readonly string[]
  /** The user and group that the child changes to. */
  readonly as: { readonly uid?: number; readonly gid?: number }
}

const self: Actor = { kind: 'self', prefix: [], as: {} }
const namespace: Actor = { kind: 'namespace', prefix: ['unshare', '-U', '--'], as: {} }
const nobody: Owner = { uid: 65534, gid: 65534 }

interface Owner {
  readonly uid: number
  readonly gid: number
}

/**
 * Decides as whom the database over `dir` (which exists) runs; `program` is the one it must be able to execute.
 * An ordinary user runs it as itself. Root runs it as the owner of the directory, else in a user namespace in which
 * root has no name and no privilege, else as an unprivileged user, to whom the directory is given.
 * Throws Trouble when none of them can reach program and directory.
 */
export function chooseActor(dir: string, program: string): Actor {
  const owner = statSync(dir)
  const uid = process.getuid?.() ?? 0
  if (uid !== 0) return ordinary(dir, owner.uid, uid)
  if (owner.uid !== 0) return existing(dir, program, owner)
  if (reaches(namespace, dir, program)) return namespace
  const heir = ownersAbove(program, dir).find((candidate) => reaches(as(candidate), dirname(dir), program, '-x'))
  if (!heir)
    throw new Trouble(
      `数据库不能以 root 身份运行，而这里既不能建用户命名空间，也没有普通用户能进入 ${dir}。请用普通用户运行，或用 DATA_DIR 换一个目录。`,
    )
  give(dir, heir)
  return as(heir)
}

function ordinary(dir: string, owner: number, uid: number): Actor {
  if (owner !== uid)
    throw new Trouble(
      `数据目录 ${dir} 属于另一个用户（uid ${owner}）。请用那个用户启动，或用 DATA_DIR 换一个目录；数据没有动过。`,
    )
  // initdb asks for the name of its user; in a namespace a user without an entry in /etc/passwd is "nobody".
  return hasName() ? self : namespace
}

function hasName() {
  try {
    return Boolean(userInfo().username)
  } catch {
    return false
  }
}

function existing(dir: string, program: string, owner: Owner): Actor {
  if (reaches(as(owner), dir, program)) return as(owner)
  throw new Trouble(
    `数据目录 ${dir} 属于 uid ${owner.uid}，而这个用户进不去它或读不到程序 ${program}。请把程序放到这个用户能读的地方再启动；数据没有动过。`,
  )
}

function as({ uid, gid }: Owner): Actor {
  return { kind: 'uid', prefix: [], as: { uid, gid } }
}

/** The ordinary users whose directories lie above program and data, nearest first, then nobody. */
function ownersAbove(...paths: string[]): Owner[] {
  const owners = paths.flatMap((path) => ancestors(path).map((above) => statSync(above)))
  return [...owners.filter(({ uid }) => uid !== 0), nobody]
}

function ancestors(path: string): string[] {
  const above = dirname(path)
  return above === path ? [] : [above, ...ancestors(above)]
}

function reaches(actor: Actor, dir: string, program: string, need = '-w'): boolean {
  const [command, ...rest] = [...actor.prefix, 'sh', '-c', `test -x "$1" && test ${need} "$2" && test -x "$2"`, 'sh']
  const options: SpawnSyncOptions = { stdio: 'ignore', cwd: '/', ...actor.as }
  return spawnSync(command ?? 'sh', [...rest, program, dir], options).status === 0
}

function give(path: string, to: Owner) {
  const entry = lstatSync(path)
  if (entry.uid !== to.uid) lchownSync(path, to.uid, to.gid)
  if (entry.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), to)
}
