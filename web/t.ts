import { zh } from './locales/zh.ts'

/** Every page word by key. A further language is `{…} satisfies Words`, so that none can be forgotten. */
export type Words = Record<keyof typeof zh, string>

/** A function that says the words of a catalogue, with `{name}` filled in; packs make one for their own pages. */
export const speaker =
  <Key extends string>(words: Record<Key, string>) =>
  (key: Key, values: Record<string, string | number> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** The words of the pages, e.g. `t('list.more')`. */
export const t = speaker<keyof typeof zh>(zh)
