/** Small leftovers of word processors inside the lines of a policy. */
export interface Residue {
  kind: 'page-mark' | 'invisible'
  at: number
  before: string
  confidence: number
}

/** Page-number field codes glued to the text (PAGE运营…), and characters that nobody sees and that break a search. */
export const findResidue = (text: string): Residue[] => [
  ...Array.from(text.matchAll(fieldCode), (match) => residue('page-mark', match.index, match[0])),
  ...Array.from(text.matchAll(unseen), (match) => residue('invisible', match.index, match[0])),
  ...markdown(text),
]

const fieldCode = /(?<=^|\n)[ \t]*(?:NUM)?PAGES?(?:[ \t]*\\\*[ \t]*\w+)*[ \t]*\d*(?=\p{Script=Han}|[ \t]*(?:\n|$))/gu

const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/** In a text with Markdown headings: the marks of bold and code, and the # in front of its only top heading, the title. */
const markdown = (text: string): Residue[] => {
  const tops = Array.from(text.matchAll(/(?<=^|\n)#[ \t]+(?=\S)/g))
  if (!/(?<=^|\n)##+[ \t]+\S/.test(text)) return []
  const marks = [...text.matchAll(/\*\*|`/g), ...(tops.length === 1 ? tops : [])]
  return marks.map((match) => residue('invisible', match.index, match[0]))
}

const residue = (kind: Residue['kind'], at: number, before: string): Residue => ({
  kind,
  at,
  before,
  confidence: kind === 'invisible' ? 0.99 : 0.9,
})
