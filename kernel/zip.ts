import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file inside an archive: its path, and its text piece by piece. */
export interface Entry {
  readonly name: string
  readonly text: Iterable<string> | AsyncIterable<string>
}

/**
 * A ZIP archive as it is made: each entry is packed while its text comes, so that nothing is held in memory. Sizes follow
 * the data (APPNOTE.TXT 4.3.9), names are UTF-8. Made for office files: no entry or archive above 4 GB.
 */
export async function* zip(entries: Iterable<Entry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let at = 0
  for (const { name, text } of entries) {
    const from = at
    const sum = { crc: 0, size: 0, packed: 0 }
    const head = localHead(name)
    at += head.length
    yield head
    const packing = Readable.from(counted(text, sum), { objectMode: false }).pipe(createDeflateRaw({ level: 6 }))
    for await (const part of packing as AsyncIterable<Buffer>) {
      sum.packed += part.length
      yield part
    }
    const tail = words32(0x08074b50, sum.crc, sum.packed, sum.size)
    at += sum.packed + tail.length
    yield tail
    directory.push(directoryEntry(name, sum, from))
  }
  const list = Buffer.concat(directory)
  yield list
  yield Buffer.concat([
    words32(0x06054b50),
    words16(0, 0, directory.length, directory.length),
    words32(list.length, at),
    words16(0),
  ])
}

interface Sum {
  crc: number
  size: number
  packed: number
}

async function* counted(text: Iterable<string> | AsyncIterable<string>, sum: Sum): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece)
    sum.crc = crc32(bytes, sum.crc)
    sum.size += bytes.length
    yield bytes
  }
}

/** Version 2.0; sizes follow (bit 3), UTF-8 (bit 11); deflate; 1980-01-01, since the same data is the same file. */
const common = words16(20, 0x0808, 8, 0, 0x21)

function localHead(name: string): Buffer {
  const bytes = Buffer.from(name)
  return Buffer.concat([words32(0x04034b50), common, words32(0, 0, 0), words16(bytes.length, 0), bytes])
}

function directoryEntry(name: string, { crc, size, packed }: Sum, from: number): Buffer {
  const bytes = Buffer.from(name)
  const rest = [words16(bytes.length, 0, 0, 0, 0), words32(0, from), bytes]
  return Buffer.concat([words32(0x02014b50), words16(20), common, words32(crc, packed, size), ...rest])
}

function words16(...values: number[]): Buffer {
  const made = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) made.writeUInt16LE(value, index * 2)
  return made
}

function words32(...values: number[]): Buffer {
  const made = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) made.writeUInt32LE(value, index * 4)
  return made
}
