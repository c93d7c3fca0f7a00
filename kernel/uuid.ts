import { randomBytes, randomFillSync } from 'node:crypto'

/**
 * A UUID of version 7 (RFC 9562, section 5.7): ordered by the millisecond given, so that new rows land at the end of
 * their index; within one millisecond ordered as this process made them, so that the rows of one flush keep their order
 * (section 6.2, method 1: 32 bits count, 42 are random). Made in Node, since PostgreSQL before 18 has no function for it.
 * @param now the flush's clock, as a Date
 */
export function uuid7(now: Date): string {
  // It counts on from one millisecond to the next: clocks of several flushes and requests may come in any order.
  count = (count + 1) >>> 0
  const bytes = id
  pool.copy(bytes, 10, nextRandom(), used)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt16BE(0x7000 | (count >>> 20), 6)
  bytes.writeUInt16BE(0x8000 | ((count >>> 6) & 0x3fff), 8)
  bytes[10] = ((count & 0x3f) << 2) | (bytes[10]! & 0x03)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Six random bytes of the pool, which is filled again when it is used up; where they begin. */
function nextRandom(): number {
  if (used + 6 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 6
  return used - 6
}

const id = Buffer.alloc(16)
const pool = Buffer.alloc(6 * 1024)
let used = pool.length

/** Begins where nobody can guess, in the lower half, so that it is far from its end. */
let count = randomBytes(4).readUInt32BE() >>> 1

/** Whether a text is a UUID, so that a wrong id in an address reads as "absent" and not as a database error. */
export const isUuid = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
