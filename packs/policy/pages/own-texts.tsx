import type { Choice, OwnText } from '../reading/types.ts'
import { tell } from './problem-words.ts'
import './problems.css'
import type { Review } from './use-review.ts'

/** 各篇: the texts of a file; which of them become policies, and what they are called. */
export function OwnTexts({ review: { reading, decisions, decide } }: { review: Review }) {
  const put = (choice: Choice & { id: string }) =>
    decide({
      choices: [
        ...decisions.choices.filter((one) => one.kind !== choice.kind || !('id' in one) || one.id !== choice.id),
        choice,
      ],
    })
  return (
    <>
      <p className="quiet review-line">{tell('texts.line')}</p>
      <ol className="texts">
        {reading.texts.map((text) => (
          <Text key={text.id} text={text} choices={decisions.choices} onChoice={put} />
        ))}
      </ol>
    </>
  )
}

interface TextProps {
  text: OwnText
  choices: readonly Choice[]
  onChoice(choice: Choice & { id: string }): void
}

function Text({ text, choices, onChoice }: TextProps) {
  const said = choices.find((one) => one.kind === 'text' && one.id === text.id)
  const kept = said?.kind === 'text' ? said.verdict === 'keep' : text.kept
  const { id, clauses } = text
  const characters = text.characters.toLocaleString('zh-CN')
  return (
    <li className={kept ? '' : 'left'}>
      <div>
        <input
          className="input"
          aria-label={tell('texts.name')}
          defaultValue={text.title}
          onBlur={(event) => {
            const title = event.target.value.trim()
            if (title !== '' && title !== text.title) onChoice({ kind: 'text-title', id, title })
          }}
        />
        <p className="small quiet">
          {tell(`text.${text.kind}`)} · {tell('texts.size', { clauses, characters })} ·{' '}
          {tell(text.confidence >= 0.75 ? 'sure.sure' : 'sure.look')} · {text.reason}
        </p>
      </div>
      <div className="segments">
        <button type="button" aria-pressed={kept} onClick={() => onChoice({ kind: 'text', id, verdict: 'keep' })}>
          {tell('texts.keep')}
        </button>
        <button type="button" aria-pressed={!kept} onClick={() => onChoice({ kind: 'text', id, verdict: 'leave' })}>
          {tell('texts.leave')}
        </button>
      </div>
    </li>
  )
}
