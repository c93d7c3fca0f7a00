import { useState } from 'react'
import type { Json, Vars } from '#engine/types.ts'
import { variableOf } from '../../variable.ts'
import { say } from './words.ts'

/** The variables of the case as they are now. */
export function Variables({ vars }: { vars: Vars }) {
  const names = Object.keys(vars)
  return (
    <section aria-label={say('try.variables')}>
      <h3>{say('try.variables')}</h3>
      {names.length === 0 && <p className="quiet small">{say('try.noVariables')}</p>}
      <dl className="try-vars">
        {names.map((name) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <code>{written(vars[name] ?? null)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const written = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Variables that go along with the next step: what a message brings, or what mends an incident. */
export function MoreVariables({ vars, onChange }: { vars: Vars; onChange(vars: Vars): void }) {
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  return (
    <form
      className="try-more"
      onSubmit={(event) => {
        event.preventDefault()
        if (!name.trim()) return
        onChange({ ...vars, [name.trim()]: variableOf(value) })
        setName('')
        setValue('')
      }}
    >
      <h4>{say('try.extra')}</h4>
      <input
        className="input"
        value={name}
        aria-label={say('try.extraName')}
        placeholder={say('try.extraName')}
        onChange={(event) => setName(event.target.value)}
      />
      <input
        className="input"
        value={value}
        aria-label={say('try.extraValue')}
        placeholder={say('try.extraValue')}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit" className="button" disabled={!name.trim()}>
        {say('try.add')}
      </button>
      {Object.keys(vars).length > 0 && (
        <p className="small">
          {say('try.along')}{' '}
          <code>
            {Object.entries(vars)
              .map(([key, one]) => `${key} = ${written(one)}`)
              .join('，')}
          </code>
        </p>
      )}
    </form>
  )
}
