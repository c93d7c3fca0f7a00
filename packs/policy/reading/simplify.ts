import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)
let convert: ((text: string) => string) | undefined

/**
 * Traditional to simplified characters, aware of words (瞭解 → 了解, 瞭望 stays; 看著 → 看着, 著名 stays). The Taiwan table
 * is the one that tells 著 from 着; it serves the other traditional forms as well. The dictionary (about 110 kB) is
 * loaded at first use, by require, so that reading stays a plain function call.
 */
export const simplify = (text: string): string => {
  convert ??= (load('opencc-js/t2cn') as typeof import('opencc-js')).Converter({ from: 'tw', to: 'cn' })
  return convert(text)
}
