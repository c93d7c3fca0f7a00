import { useId } from 'react'
import type { FieldMeta } from '#kernel/http/contract.ts'
import { viewOf } from '../../fields/fields.ts'
import type { Game, Setting } from './play.ts'
import { say } from './words.ts'

interface FactsProps {
  game: Game
  setting: Setting
  source: string
  onChange(setting: Setting): void
}

/** The record's fields for a try-out: those that the model or its decisions look at first, the others folded. */
export function Facts({ game, setting, source, onChange }: FactsProps) {
  const flag = useId()
  if (!game.record) return null
  const fields = game.record.fields.filter(({ kind }) => kind !== 'lines' && kind !== 'file')
  const used = fields.filter(({ name }) => game.asks.includes(name) || new RegExp(`\\b${name}\\b`).test(source))
  const others = fields.filter((field) => !used.includes(field))
  const set = (name: string, value: unknown) => onChange({ ...setting, values: { ...setting.values, [name]: value } })
  const one = (field: FieldMeta) => (
    <Fact key={field.name} field={field} value={setting.values[field.name]} onChange={set} />
  )
  return (
    <section aria-label={say('try.facts')} className="try-facts">
      <h3>{say('try.facts')}</h3>
      {used.map(one)}
      {source.includes('starterIsHead') || game.matter ? (
        <label htmlFor={flag} className="try-flag">
          <input
            id={flag}
            type="checkbox"
            checked={setting.starterIsHead}
            onChange={(event) => onChange({ ...setting, starterIsHead: event.target.checked })}
          />
          {say('try.starterIsHead')}
        </label>
      ) : null}
      {others.length > 0 && (
        <details>
          <summary>{say('try.others', { n: others.length })}</summary>
          {others.map(one)}
        </details>
      )}
    </section>
  )
}

interface FactProps {
  field: FieldMeta
  value: unknown
  onChange(name: string, value: unknown): void
}

function Fact({ field, value, onChange }: FactProps) {
  const id = useId()
  const { Edit } = viewOf(field.kind)
  return (
    <div className="try-fact">
      <label htmlFor={id}>{field.label}</label>
      <Edit
        field={{ ...field, required: false }}
        value={value ?? null}
        labels={{}}
        id={id}
        onChange={(next) => onChange(field.name, next)}
      />
    </div>
  )
}
