import type { ReactNode } from 'react'
import type { Problem, ProblemKind, Side } from '../critique/types.ts'
import { tell } from './problem-words.ts'
import './problems.css'

export const families = ['overlap', 'gap', 'posts', 'uncarried'] as const
export type Family = (typeof families)[number]

/** Which of the four heads a problem stands under. */
export const familyOf = (kind: ProblemKind): Family => {
  if (kind === 'overlap' || kind === 'uncarried') return kind
  return kind === 'idle-post' || kind === 'vacant-post' ? 'posts' : 'gap'
}

interface ProblemListProps<P extends Problem> {
  problems: readonly P[]
  /** Links beside a sentence: to its clause, to its duty. */
  links(side: Side): ReactNode
  /** What can be done about a problem. */
  actions?(problem: P): ReactNode
}

/** Problems by family, each with the sentences that show it side by side. */
export function ProblemList<P extends Problem>({ problems, links, actions }: ProblemListProps<P>) {
  const byFamily = Map.groupBy(problems, ({ kind }) => familyOf(kind))
  return families
    .filter((family) => byFamily.has(family))
    .map((family) => (
      <section key={family} className="problem-group" aria-label={tell(`family.${family}`)}>
        <h2>
          {tell(`family.${family}`)} <span className="count">{byFamily.get(family)?.length}</span>
        </h2>
        <p className="small quiet">{tell(`family.${family}.line`)}</p>
        {byFamily.get(family)?.map((problem) => (
          <One key={problem.id} problem={problem} links={links}>
            {actions?.(problem)}
          </One>
        ))}
      </section>
    ))
}

/** More sentences than these are folded. */
const shown = 4

interface OneProps {
  problem: Problem & { kept?: object | null }
  links(side: Side): ReactNode
  children: ReactNode
}

function One({ problem, links, children }: OneProps) {
  const { kind, topic, sides, confidence, kept } = problem
  const isSure = confidence >= 0.75
  const sidesOf = (some: readonly Side[]) => (
    <div className="problem-sides">
      {Array.from(
        Map.groupBy(some, ({ holder }) => holder),
        ([holder, own]) => (
          <div key={holder}>
            {own.map((side) => (
              <Sentence key={`${side.anchor}${side.words}`} side={side} topic={topic} links={links} />
            ))}
          </div>
        ),
      )}
    </div>
  )
  return (
    <article className={kept ? 'problem kept' : 'problem'}>
      <header>
        <h3>{topic}</h3>
        {kind !== 'overlap' && <span className="small quiet">{tell(`kind.${kind}`)}</span>}
        <span className={isSure ? 'small quiet' : 'small look'}>{tell(isSure ? 'sure.sure' : 'sure.look')}</span>
      </header>
      {sidesOf(sides.slice(0, shown))}
      {sides.length > shown && (
        <details>
          <summary className="small">{tell('side.more', { n: sides.length - shown })}</summary>
          {sidesOf(sides.slice(shown))}
        </details>
      )}
      {children}
    </article>
  )
}

function Sentence({ side, topic, links }: { side: Side; topic: string; links(side: Side): ReactNode }) {
  const holder = side.holder === '公司' ? tell('side.company') : side.holder || tell('side.nobody')
  return (
    <figure className="problem-side">
      <figcaption className="small">
        <b>{holder}</b>
        {links(side)}
      </figcaption>
      <blockquote>
        <Marked words={side.words} topic={topic} />
      </blockquote>
    </figure>
  )
}

/** The words with those of the topic set off. */
function Marked({ words, topic }: { words: string; topic: string }) {
  const at = topic
    .split('、')
    .map((one) => ({ one, from: words.indexOf(one) }))
    .find(({ from, one }) => from >= 0 && one !== '')
  if (!at) return words
  return (
    <>
      {words.slice(0, at.from)}
      <mark>{at.one}</mark>
      {words.slice(at.from + at.one.length)}
    </>
  )
}
