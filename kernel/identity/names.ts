import { pinyin } from 'pinyin-pro'

/** How a person is found by typing: full pinyin and initials, surnames read as surnames (单 shàn, 仇 qiú). */
export function namesOf(name: string): { pinyin: string; initials: string } {
  const syllables = pinyin(name.replaceAll('·', ''), {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
  })
  return {
    pinyin: syllables.join('').toLowerCase(),
    initials: syllables
      .map((syllable) => syllable[0] ?? '')
      .join('')
      .toLowerCase(),
  }
}

/** Derived fields of the kernel's own records. */
export const identityDerivations = {
  'person.names': (row: Readonly<Record<string, unknown>>) => namesOf(String(row.name ?? '')),
}
