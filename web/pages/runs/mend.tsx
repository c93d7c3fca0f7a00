import { useId } from 'react'
import type { Vars } from '#engine/types.ts'
import { Icon } from '../../elements/icon.tsx'
import { variableOf } from '../../variable.ts'
import { say } from './words.ts'

/** A variable as it is typed: its name and its value. */
export interface Typed {
  readonly name: string
  readonly value: string
}

interface MendProps {
  /** The variables as they are, for whoever may see them. */
  vars: Vars
  typed: readonly Typed[]
  onType(typed: readonly Typed[]): void
}

/** 要改的变量: a row each, by name and value; the others stay as they are. */
export function Mend({ vars, typed, onType }: MendProps) {
  const known = useId()
  const help = useId()
  const set = (at: number, part: Partial<Typed>) =>
    onType(typed.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="runs-mend" aria-describedby={help}>
      <legend>{say('variables')}</legend>
      <datalist id={known}>
        {Object.keys(vars).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {typed.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place until it has a name
        <div key={index}>
          <input
            className="input"
            list={known}
            value={name}
            placeholder={say('variable')}
            aria-label={say('variable')}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <input
            className="input"
            value={value}
            placeholder={say('value')}
            aria-label={say('value')}
            onChange={(event) => set(index, { value: event.target.value })}
          />
        </div>
      ))}
      <button type="button" className="button small" onClick={() => onType([...typed, { name: '', value: '' }])}>
        <Icon name="plus" />
        {say('oneMore')}
      </button>
      <p id={help} className="small quiet">
        {say('valueHelp')}
      </p>
    </fieldset>
  )
}

/** What was typed as variables; nothing where no row has a name. */
export function varsOf(typed: readonly Typed[]): Vars | undefined {
  const named = typed.filter(({ name }) => name.trim())
  if (named.length === 0) return undefined
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), variableOf(value)]))
}
