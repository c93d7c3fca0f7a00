import { SearchBox } from '#web/elements/search-box.tsx'
import type { MatrixView } from '../types.ts'
import type { Lens } from './lens.ts'
import { partNames, parts } from './parts.ts'
import { say } from './words.ts'

interface LensBarProps {
  view: MatrixView
  lens: Lens
  onChange(part: Lens): void
}

/** What the matrix is narrowed to: words, policy, unit, part, content; two switches. */
export function LensBar({ view, lens, onChange }: LensBarProps) {
  const units = view.columns.filter(({ kind }) => kind === 'unit')
  return (
    <div className="list-tools matrix-tools">
      <SearchBox label={say('matrix.search')} value={lens.q ?? ''} onChange={(q) => onChange({ q })} />
      <Choice label={say('matrix.policy')} value={lens.policy} onChange={(policy) => onChange({ policy })}>
        {[['', say('matrix.allPolicies')], ...Object.entries(view.policies)]}
      </Choice>
      <Choice label={say('matrix.unit')} value={lens.unit} onChange={(unit) => onChange({ unit })}>
        {[['', say('matrix.allUnits')], ...units.map(({ id, name }) => [id, name])]}
      </Choice>
      <Choice label={say('matrix.part')} value={lens.part} onChange={(part) => onChange({ part })}>
        {[['', say('matrix.allParts')], ...partNames.map((part) => [part, `${parts[part].sign} ${parts[part].word}`])]}
      </Choice>
      <Choice label={say('matrix.from')} value={lens.from} onChange={(from) => onChange({ from })}>
        {sources.map((from) => [from, say(`matrix.from.${from}`)])}
      </Choice>
      <Switch label={say('matrix.posts')} value={lens.posts} onChange={(posts) => onChange({ posts })} />
      <Switch label={say('matrix.problem')} value={lens.problem} onChange={(problem) => onChange({ problem })} />
    </div>
  )
}

const sources = ['', 'duty', 'step', 'right', 'all'] as const

interface ChoiceProps {
  label: string
  value: string | undefined
  onChange(value: string): void
  children: readonly (readonly string[])[]
}

/** One filter as a plain select: quick by keyboard, the phone's own wheel on a phone. */
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className="matrix-filter">
      <span className="hidden">{label}</span>
      <select className="input" value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
        {children.map(([code, words]) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A yes or no as a box to tick; '1' in the address. */
export function Switch({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange(value: string): void
}) {
  return (
    <label className="matrix-switch">
      <input type="checkbox" checked={value === '1'} onChange={(event) => onChange(event.target.checked ? '1' : '')} />
      {label}
    </label>
  )
}
