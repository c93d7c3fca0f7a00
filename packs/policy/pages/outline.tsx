import { type ClauseNode, flat, headOf, type Mark } from './coverage.ts'
import { say } from './words.ts'

interface OutlineProps {
  tree: readonly ClauseNode[]
  chosen: string | undefined
  /** Only clauses that nothing carries yet. */
  only: boolean
  onOnly(only: boolean): void
  onChoose(anchor: string): void
}

/** 目录: every clause with a mark that says whether something carries it. */
export function Outline({ tree, chosen, only, onOnly, onChoose }: OutlineProps) {
  const nodes = flat(tree).filter((node) => !only || (node.mark !== 'full' && node.mark !== 'exempt'))
  return (
    <nav className="outline" aria-label={say('policy.tree')}>
      <label className="check small">
        <input type="checkbox" checked={only} onChange={(event) => onOnly(event.target.checked)} />
        {say('policy.only')}
      </label>
      <ul>
        {nodes.map((node) => (
          <li key={node.anchor}>
            <button
              type="button"
              className={`outline-row depth-${Math.min(node.depth, 3)}`}
              aria-current={node.anchor === chosen ? 'true' : undefined}
              onClick={() => onChoose(node.anchor)}
            >
              <CoverageMark mark={node.mark} />
              <span>{headOf(node)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** ● carried, ◐ in part, ○ not yet, – asks for nothing: a shape and a word for the ear. */
export function CoverageMark({ mark }: { mark: Mark }) {
  return (
    <span className={`coverage-mark ${mark}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={say(`mark.${mark}`)}>
        <title>{say(`mark.${mark}`)}</title>
        {mark === 'exempt' ? (
          <path d="M2 6h8" stroke="currentColor" strokeWidth="1.500" />
        ) : (
          <circle cx="6" cy="6" r="4.800" fill="none" stroke="currentColor" strokeWidth="1.500" />
        )}
        {mark === 'full' && <circle cx="6" cy="6" r="5" fill="currentColor" />}
        {mark === 'part' && <path d="M6 1.200a4.800 4.800 0 0 1 0 9.600z" fill="currentColor" />}
      </svg>
    </span>
  )
}
