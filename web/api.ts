import type { Refusal } from '#kernel/http/contract.ts'
import type { FileView } from '#kernel/http/files.ts'
import { setConnected } from './connection.ts'
import { t } from './t.ts'

/** What the server refused, as an error that pages can read: `refusal` says why in words. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  readonly status: number
  constructor(refusal: Refusal, status: number) {
    super(refusal.message)
    this.name = 'RefusalError'
    this.refusal = refusal
    this.status = status
  }
}

/** The refusal inside an error, or words of our own for an error that nobody foresaw. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof RefusalError ? error.refusal : { code: 'error', message: t('error.unknown') }
}

/** A refusal in short: where each field says what is wrong with it, only how many do. */
export function wordsOf({ message, fields }: Refusal): string {
  return fields ? t('form.faults', { n: Object.keys(fields).length }) : message
}

/** Whether asking again later, with the same key, may help: the line or the database was gone. */
export const isUnavailable = (error: unknown): boolean => refusalOf(error).code === 'unavailable'

/** A key for one intended effect; made when a form opens, and kept for repeats until there is an answer. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Reads from the server. Throws `RefusalError`. */
export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>(path, signal ? { signal } : {})

/** The waits between repeats while the line is down, in milliseconds. */
const waits = [800, 1600, 3200, 6400]

/**
 * Changes something on the server. While the line or the database is gone it repeats with the same key, so that the
 * effect happens once; after that it throws `RefusalError` with the code 'unavailable' and the caller keeps the key.
 */
export async function send<T>(method: string, path: string, body: unknown, key = newKey()): Promise<T> {
  const init = {
    method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  for (const wait of waits) {
    try {
      return await call<T>(path, init)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return call<T>(path, init)
}

/** Uploads one file as it is. */
export const upload = (file: File, key = newKey()): Promise<FileView> =>
  call<FileView>(`/api/files?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'Content-Type': file.type || 'application/octet-stream', 'Idempotency-Key': key },
    body: file,
  })

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error
    setConnected(false)
    throw new RefusalError({ code: 'unavailable', message: t('error.offline') }, 0)
  })
  setConnected(response.status !== 503 && response.status !== 502)
  if (!response.ok) throw new RefusalError(await readRefusal(response), response.status)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function readRefusal(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null)
  if (body !== null && typeof body === 'object' && 'message' in body) return body as Refusal
  if (response.status === 502 || response.status === 503) return { code: 'unavailable', message: t('error.offline') }
  return { code: 'error', message: t('error.unknown') }
}
