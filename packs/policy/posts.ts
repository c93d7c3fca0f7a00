import type { Clause, OwnText } from './reading/types.ts'

/** A job description as it was read: the fields of job_description (ORG-04, ORG-05). */
export interface Described {
  readonly title: string
  readonly background: string | null
  readonly duties: readonly { readonly title: string; readonly words: string }[]
  readonly education: 'any' | 'college' | 'bachelor' | 'master'
  readonly major: string | null
  readonly years: number | null
  readonly abilities: readonly { readonly words: string }[]
  readonly summary: string | null
}

type Section = 'background' | 'duties' | 'requirements' | 'summary'

const headings: readonly (readonly [Section, RegExp])[] = [
  ['background', /^(岗位)?背景/],
  ['requirements', /^(岗位)?任职(要求|资格|条件)/],
  ['summary', /^(总结|小结)/],
  ['duties', /^(主要|岗位|工作)职责/],
]

/** Whether a text of an import describes one post: it says so in its title, or has requirements for whoever takes it. */
export const describesPost = (text: Pick<OwnText, 'kind' | 'title'>, clauses: readonly Clause[]): boolean =>
  text.kind === 'posts' &&
  (/岗位(职责|说明)/.test(text.title) || clauses.some((clause) => sectionOf(clause) === 'requirements'))

/** Sorts the clauses of such a text into background, duties, requirements and summary; without headings all are duties. */
export function describePost(name: string, clauses: readonly Clause[]): Described {
  const found = Map.groupBy(clauses, (clause) => sectionOf(clause) ?? 'duties')
  const has = clauses.some((clause) => sectionOf(clause) !== undefined)
  const requirements = (found.get('requirements') ?? []).flatMap(partsOf)
  const words = requirements.join('。')
  return {
    title: name.replace(/(岗位)?(职责|说明书|说明)$/, '') || name,
    background: textOf(found.get('background')),
    duties: (found.get('duties') ?? []).flatMap((clause) => dutiesIn(clause, has)).slice(0, 500),
    education: educationIn(words),
    major: /([^，。；;,]{2,60}?)等?(相关)?专业/.exec(words)?.[1]?.trim() ?? null,
    years: yearsIn(words),
    abilities: requirements.filter((one) => !/学历|专业/.test(one)).map((one) => ({ words: one.slice(0, 500) })),
    summary: textOf(found.get('summary')),
  }
}

function sectionOf({ title, text }: Clause): Section | undefined {
  const begins = title || text
  return headings.find(([, pattern]) => pattern.test(begins))?.[0]
}

/** What a section says below its heading, one sentence for each numbered part. */
function partsOf(clause: Clause): string[] {
  if (clause.children.length > 0) return clause.children.map(({ title, text }) => clean(`${title}${text}`))
  return withoutHeading(clause.text)
    .split(/[。；;\n]/)
    .map(clean)
    .filter(Boolean)
}

function dutiesIn(clause: Clause, hasHeadings: boolean): { title: string; words: string }[] {
  const parts = hasHeadings && clause.children.length > 0 ? clause.children : [clause]
  return parts.map((part) => {
    const below = part.children.map(({ label, title, text }) => `${label}${title}${text}`).join('\n')
    const words = [part.text, below].filter(Boolean).join('\n')
    return {
      title: clean(part.title || words.split(/[。；;，,\n]/)[0] || part.label).slice(0, 200),
      words: words.slice(0, 2000),
    }
  })
}

function educationIn(words: string): Described['education'] {
  if (/硕士|研究生/.test(words)) return 'master'
  if (/本科/.test(words)) return 'bachelor'
  return /大专|专科/.test(words) ? 'college' : 'any'
}

const digits = '零一二三四五六七八九十'

function yearsIn(words: string): number | null {
  const found = /([\d一二三四五六七八九十]+)\s*年(以上|及以上)?[^，。；]{0,12}(经验|经历)/.exec(words)?.[1]
  if (!found) return null
  return /^\d+$/.test(found) ? Number(found) : found.length === 1 ? digits.indexOf(found) : null
}

const textOf = (clauses: readonly Clause[] = []): string | null =>
  clauses
    .flatMap(({ text, children }) => [
      withoutHeading(text),
      ...children.map(({ title, text: own }) => `${title}${own}`),
    ])
    .filter(Boolean)
    .join('\n') || null

/** Where the heading was taken for the beginning of the text. */
const withoutHeading = (text: string) =>
  headings.reduce((words, [, pattern]) => words.replace(pattern, ''), text).trim()

const clean = (words: string) => words.replace(/[，。；;、\s]+$/, '').trim()
