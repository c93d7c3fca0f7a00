import { splitPlaces } from './choices.ts'
import { say } from './words.ts'

interface SplitTextProps {
  text: string
  onSplit(at: number): void
  onCancel(): void
}

/** The text of a clause with a place to press behind every sentence. */
export function SplitText({ text, onSplit, onCancel }: SplitTextProps) {
  const places = splitPlaces(text)
  const ends = [...places, text.length]
  return (
    <p className="tree-text">
      {ends.map((end, index) => (
        <span key={end}>
          {text.slice(ends[index - 1] ?? 0, end)}
          {end < text.length && (
            <button type="button" className="button small split-here" onClick={() => onSplit(end)}>
              {say('clauses.splitHere')}
            </button>
          )}
        </span>
      ))}
      <button type="button" className="button bare small" onClick={onCancel}>
        {say('clauses.splitCancel')}
      </button>
    </p>
  )
}
