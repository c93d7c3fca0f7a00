import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The outcome of one suite; `failures` are sentences, each beginning with the case that failed. */
export type Score = {
  suite: string
  passed: number
  failed: number
  total: number
  failures: Failure[]
  /** Words on what could not be tried here, or on how a case passed. */
  notes?: string[]
}

/** A case that failed, and why. */
export type Failure = { case: string; why: string }

/** Where the outside suites lie when no folder is named: beside the checkout. */
export const SHARED = join(import.meta.dirname, '../../../shared/data')

/** The folder of a suite, or undefined where it is absent. */
export function folderOf(name: string, dir?: string): string | undefined {
  const folder = dir ?? join(SHARED, name)
  return existsSync(folder) ? folder : undefined
}

/** Files below a folder, by pattern, in order; paths are relative to it. */
export function filesBelow(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder }).toSorted()
}

/** The names of the folders inside a folder. */
export function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

/** The bytes of a file of a suite. */
export function bytesOf(folder: string, file: string): Uint8Array {
  return readFileSync(join(folder, file))
}

/** A score from the failures among so many cases. */
export function scoreOf(suite: string, total: number, failures: Failure[], notes: string[] = []): Score {
  const failed = new Set(failures.map((one) => one.case)).size
  return { suite, passed: total - failed, failed, total, failures, ...(notes.length > 0 ? { notes } : {}) }
}
