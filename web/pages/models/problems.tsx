import type { Problem } from '#engine/types.ts'
import type { Marks } from './drawing.tsx'
import { say } from './words.ts'

interface ProblemsProps {
  problems: readonly Problem[]
  /** Shows an element on the drawing, where there is one. */
  onJump?: ((element: string) => void) | undefined
}

/** What the checks found: level, place, words; a press shows the place on the drawing. */
export function Problems({ problems, onJump }: ProblemsProps) {
  if (problems.length === 0) return <p className="quiet models-clean">{say('clean')}</p>
  return (
    <section className="models-problems" aria-label={say('problems')}>
      <h3>{say('problems')}</h3>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.element}/${problem.line}/${problem.message}`}>
            <span className={`chip ${problem.level === 'error' ? 'bad' : 'warn'}`}>{say(problem.level)}</span>
            <span className="grow">{problem.message}</span>
            <Place problem={problem} onJump={onJump} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Place({ problem: { element, line }, onJump }: { problem: Problem; onJump: ProblemsProps['onJump'] }) {
  if (!element && line === undefined) return null
  const words = (
    <>
      <code>{element}</code>
      {element && line !== undefined && ' · '}
      {line !== undefined && say('line2', { n: line })}
    </>
  )
  if (!onJump || !element) return <span className="small quiet">{words}</span>
  return (
    <button type="button" className="button small bare" onClick={() => onJump(element)}>
      {words}
    </button>
  )
}

/** Problems as marks of a drawing; an error on an element outshines a warning. */
export function problemMarks(problems: readonly Problem[]): Marks {
  const marks = problems.filter(({ element }) => element).map(({ element, level }) => [element, `is-${level}`] as const)
  return { classes: Object.fromEntries(marks.toSorted(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))) }
}
