import { useState } from 'react'
import { Icon } from '#web/elements/icon.tsx'
import { Menu } from '#web/elements/menu.tsx'
import type { Choice, Clause } from '../reading/types.ts'
import { movesOf, splitPlaces, sureness, treeChoices, withoutLastTreeChoice } from './choices.ts'
import { SplitText } from './split-text.tsx'
import type { Review } from './use-review.ts'
import { say } from './words.ts'

/** The clauses that were read, as a tree: rename, move, merge, split, leave out; every step can be undone. */
export function ClauseTree({ review: { reading, decisions, decide } }: { review: Review }) {
  const [renaming, setRenaming] = useState<string>()
  const [splitting, setSplitting] = useState<string>()
  const undoable = treeChoices(decisions.choices)
  const add = (choice: Choice) => {
    setRenaming(undefined)
    setSplitting(undefined)
    decide({ choices: [...decisions.choices, choice] })
  }
  const branch = (clauses: readonly Clause[]) => (
    <ol className="tree">
      {clauses.map((clause) => (
        <li key={clause.anchor}>
          <div id={`clause-${clause.anchor}`} className={`tree-row level-${clause.level}`}>
            <span className="tree-label">{clause.label}</span>
            {renaming === clause.anchor ? (
              <Rename
                title={clause.title}
                onDone={(title) =>
                  title === undefined ? setRenaming(undefined) : add({ kind: 'rename', anchor: clause.anchor, title })
                }
              />
            ) : (
              <button
                type="button"
                className="tree-title"
                title={say('clauses.rename')}
                onClick={() => setRenaming(clause.anchor)}
              >
                {clause.title || <span className="quiet">{say('clauses.untitled')}</span>}
                {clause.title && sureness(clause.titleConfidence) === 'low' && (
                  <span className="mark-doubt">{say('clauses.doubt')}</span>
                )}
              </button>
            )}
            <Moves
              clauses={reading.clauses}
              clause={clause}
              onChoose={add}
              onRename={() => setRenaming(clause.anchor)}
              onSplit={() => setSplitting(clause.anchor)}
            />
          </div>
          {clause.text && splitting !== clause.anchor && <p className="tree-text">{clause.text}</p>}
          {splitting === clause.anchor && (
            <SplitText
              text={clause.text}
              onSplit={(at) => add({ kind: 'split', anchor: clause.anchor, at })}
              onCancel={() => setSplitting(undefined)}
            />
          )}
          {clause.children.length > 0 && branch(clause.children)}
        </li>
      ))}
    </ol>
  )
  return (
    <>
      <div className="review-line">
        <p className="quiet">{say('clauses.line')}</p>
        {undoable > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() => decide({ choices: withoutLastTreeChoice(decisions.choices) })}
          >
            <Icon name="undo" size={16} />
            {say('clauses.undo', { n: undoable })}
          </button>
        )}
      </div>
      {branch(reading.clauses)}
    </>
  )
}

interface MovesProps {
  clauses: readonly Clause[]
  clause: Clause
  onChoose(choice: Choice): void
  onRename(): void
  onSplit(): void
}

function Moves({ clauses, clause, onChoose, onRename, onSplit }: MovesProps) {
  return (
    <Menu className="button bare small" label={`${clause.label} ${say('clauses.more')}`} face="⋯">
      {(close) => {
        const moves = movesOf(clauses, clause.anchor)
        const choose = (choice: Choice) => {
          close()
          onChoose(choice)
        }
        return (
          <>
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                close()
                onRename()
              }}
            >
              {say('clauses.rename')}
            </button>
            {(['promote', 'demote', 'merge'] as const).map((name) => {
              const choice = moves[name]
              return (
                choice && (
                  <button key={name} type="button" className="menu-item" onClick={() => choose(choice)}>
                    {say(`clauses.${name}`)}
                  </button>
                )
              )
            })}
            {splitPlaces(clause.text).length > 0 && (
              <button
                type="button"
                className="menu-item"
                onClick={() => {
                  close()
                  onSplit()
                }}
              >
                {say('clauses.split')}
              </button>
            )}
            <button type="button" className="menu-item" onClick={() => choose({ kind: 'drop', anchor: clause.anchor })}>
              {say('clauses.drop')}
            </button>
          </>
        )
      }}
    </Menu>
  )
}

function Rename({ title, onDone }: { title: string; onDone(title: string | undefined): void }) {
  const [typed, setTyped] = useState(title)
  const finish = () => onDone(typed.trim() === '' || typed === title ? undefined : typed.trim())
  return (
    <input
      className="input tree-rename"
      // biome-ignore lint/a11y/noAutofocus: it appears because its title was pressed
      autoFocus
      aria-label={say('clauses.rename')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') onDone(undefined)
      }}
    />
  )
}
