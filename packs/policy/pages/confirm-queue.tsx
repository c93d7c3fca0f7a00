import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Dialog } from '#web/elements/dialog.tsx'
import { Empty } from '#web/elements/empty.tsx'
import { tell } from './problem-words.ts'
import './problems.css'
import { decided, type Question, questionsOf, type Verdict } from './queue.ts'
import type { Decisions, Review } from './use-review.ts'

/** 逐条确认: one question after another, by keys or by mouse; every verdict can be taken back. */
export function ConfirmQueue({ review }: { review: Review }) {
  const { reading, decisions, decide } = review
  const questions = questionsOf(reading, decisions)
  const [at, setAt] = useState(() => questions.find(({ state }) => state === 'open')?.id ?? questions[0]?.id ?? '')
  const [edits, setEdits] = useState(false)
  const [help, setHelp] = useState(false)
  const past = useRef<{ id: string; before: Pick<Decisions, 'choices' | 'dropped'> }[]>([])
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  const index = Math.max(
    0,
    questions.findIndex(({ id }) => id === at),
  )
  const current = questions[index]
  if (!current) return <Empty words={tell('queue.none')} />
  const left = questions.filter(({ state }) => state === 'open').length

  const go = (step: number) => {
    const next = questions[Math.min(questions.length - 1, Math.max(0, index + step))]
    setAt(next?.id ?? '')
    setEdits(false)
    place.current?.focus({ preventScroll: true })
    document.getElementById(`question-${next?.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const judge = (verdict: Verdict, words?: string) => {
    past.current.push({ id: current.id, before: { choices: decisions.choices, dropped: decisions.dropped } })
    decide(decided(reading, decisions, current, verdict, words))
    go(1)
  }
  const undo = () => {
    const last = past.current.pop()
    if (!last) return
    decide(last.before)
    setAt(last.id)
  }
  const steps: Record<string, () => void> = {
    ...{ j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1) },
    ...{ a: () => judge('accept'), r: () => judge('reject'), e: () => current.mayEdit && setEdits(true) },
    ...{ z: undo, '?': () => setHelp(true) },
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || /^(?:INPUT|SELECT|TEXTAREA)$/.test(tagOf(event))) return
    const step = steps[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!step) return
    event.preventDefault()
    step()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys repeat what the buttons inside do
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the place takes the keys when the page opens
    <div ref={place} tabIndex={0} onKeyDown={onKey} className="queue-place">
      <p className="review-line">
        <b role="status">{left > 0 ? tell('queue.left', { n: left }) : tell('queue.done')}</b>
        <span className="quiet small">{tell('queue.line')}</span>
      </p>
      <div className="queue">
        <ol className="queue-list" aria-label={tell('queue.list')}>
          {questions.map((one) => (
            <Row key={one.id} question={one} isCurrent={one === current} onChoose={() => setAt(one.id)} />
          ))}
        </ol>
        <section className="queue-one" aria-live="polite">
          <p className="small quiet">
            {tell(`queue.${current.kind}`)} · {tell(current.isSure ? 'sure.sure' : 'sure.look')} ·{' '}
            {tell(`queue.${current.state}`)}
          </p>
          <h2>{headOf(current)}</h2>
          <blockquote>
            <Marked words={current.context} marked={current.marked} />
          </blockquote>
          <div className="queue-buttons">
            <Key name="queue.accept" letter="A" onPress={() => judge('accept')} isPrimary />
            <Key name="queue.reject" letter="R" onPress={() => judge('reject')} />
            {current.mayEdit && <Key name="queue.edit" letter="E" onPress={() => setEdits(true)} />}
            <Key name="queue.undo" letter="Z" onPress={undo} isOff={past.current.length === 0} />
            <Key name="queue.help" letter="?" onPress={() => setHelp(true)} />
          </div>
          {edits && <Edit key={current.id} question={current} onSave={(words) => judge('accept', words)} />}
        </section>
      </div>
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  )
}

const tagOf = (event: KeyboardEvent): string => (event.target as HTMLElement).tagName

const headOf = ({ kind, before, after }: Question): string => {
  if (kind === 'correction') return tell('queue.change', { before, after })
  if (kind === 'text') return tell(before === 'keep' ? 'queue.keep' : 'queue.leave', { title: after })
  return kind === 'group' ? tell('queue.groupName', { department: before, name: after }) : after
}

function Row({ question, isCurrent, onChoose }: { question: Question; isCurrent: boolean; onChoose(): void }) {
  return (
    <li id={`question-${question.id}`}>
      <button type="button" className={question.state} aria-current={isCurrent ? 'true' : undefined} onClick={onChoose}>
        <span>{question.kind === 'correction' ? `${question.before} → ${question.after}` : question.after}</span>
        <span className="small quiet state">{tell(`queue.${question.state}`)}</span>
      </button>
    </li>
  )
}

interface KeyProps {
  name: 'queue.accept' | 'queue.reject' | 'queue.edit' | 'queue.undo' | 'queue.help'
  letter: string
  onPress(): void
  isPrimary?: boolean
  isOff?: boolean
}

function Key({ name, letter, onPress, isPrimary, isOff }: KeyProps) {
  return (
    <button type="button" className={isPrimary ? 'button primary' : 'button'} onClick={onPress} disabled={isOff}>
      {tell(name)} <kbd>{letter}</kbd>
    </button>
  )
}

function Edit({ question, onSave }: { question: Question; onSave(words: string): void }) {
  const [words, setWords] = useState(question.after)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  return (
    <form
      className="queue-edit"
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() !== '') onSave(words.trim())
      }}
    >
      <input
        ref={input}
        className="input"
        aria-label={tell('queue.other')}
        list="queue-others"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <datalist id="queue-others">
        {question.others.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button type="submit" className="button">
        {tell('queue.ok')}
      </button>
    </form>
  )
}

const keys = [
  ...[['J ↓', 'help.next'] as const, ['K ↑', 'help.before'] as const, ['A', 'help.accept'] as const],
  ...[['R', 'help.reject'] as const, ['E', 'help.edit'] as const, ['Z', 'help.undo'] as const],
  ['?', 'help.help'] as const,
]

function Help({ onClose }: { onClose(): void }) {
  return (
    <Dialog title={tell('help.title')} onClose={onClose}>
      <dl className="queue-help">
        {keys.map(([key, words]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{tell(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

function Marked({ words, marked }: { words: string; marked: string }) {
  const at = marked === '' ? -1 : words.indexOf(marked)
  if (at < 0) return words
  return (
    <>
      {words.slice(0, at)}
      <mark>{marked}</mark>
      {words.slice(at + marked.length)}
    </>
  )
}
