import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { diskFull, Trouble } from './trouble.ts'

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants
const root = process.getuid?.() === 0

/**
 * Opens `file` for reading and appending, made when missing, for its user alone (0600), never through a symbolic link.
 * A file that root makes belongs to the owner of the directory, so that the owner can start the system the next time.
 * Throws Trouble for a file of somebody else and for a full disk.
 */
export function openPrivate(file: string): number {
  try {
    const fd = openSync(file, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
    const { uid, gid } = statSync(dirname(file))
    if (root) fchownSync(fd, uid, gid)
    return fd
  } catch (error) {
    throw words(error, file)
  }
}

/** Writes a small private file so that after a crash it is there whole or not at all. */
export function writePrivate(file: string, text: string) {
  const draft = `${file}.${process.pid}`
  const fd = openPrivate(draft)
  writeSync(fd, text)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(draft, file)
}

/**
 * Makes `dir` where it is missing, private to its user (0700). What root makes inside the directory of an ordinary
 * user is that user's, and may be passed through (0711) to a part of it that another user owns.
 * Throws Trouble where it cannot be made.
 */
export function makeDirectory(dir: string, mode = 0o700) {
  if (existsSync(dir)) return
  try {
    if (!existsSync(dirname(dir))) makeDirectory(dirname(dir), passable)
    mkdirSync(dir, { recursive: true, mode })
    const { uid, gid } = statSync(dirname(dir))
    if (root) chownSync(dir, uid, gid)
    chmodSync(dir, mode)
  } catch (error) {
    throw words(error, dir)
  }
}

/** The mode of a directory that holds private ones. */
export const passable = root ? 0o711 : 0o700

function words(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (error instanceof Trouble || !code) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path)
  return new Trouble(`不能写入 ${path}（${message}）。请检查它属于谁，或用 DATA_DIR 换一个目录；已有的数据没有动过。`)
}
