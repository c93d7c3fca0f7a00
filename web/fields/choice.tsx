import { StatusChip } from '../elements/marks.tsx'
import { t } from '../t.ts'
import type { EditProps, FieldView, FilterProps, ReadProps } from './field-view.ts'

function Read({ field, value }: ReadProps) {
  const label = field.choices?.[String(value)] ?? String(value)
  const tone = field.tones?.[String(value)]
  return tone ? <StatusChip label={label} tone={tone} /> : label
}

function Edit({ field, value, id, describedBy, invalid, onChange }: EditProps) {
  const choices = Object.entries(field.choices ?? {})
  if (choices.length > 5) {
    return (
      <select
        id={id}
        className="input"
        value={String(value ?? '')}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        aria-required={field.required}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{t('pick.choose')}</option>
        <Options choices={field.choices} />
      </select>
    )
  }
  return (
    <span className="choices" role="radiogroup" id={id} aria-label={field.label} aria-describedby={describedBy}>
      {choices.map(([code, label]) => (
        <label key={code} className="choice">
          <input
            type="radio"
            name={id}
            checked={value === code}
            aria-invalid={invalid}
            onChange={() => onChange(code)}
          />
          {label}
        </label>
      ))}
    </span>
  )
}

function Filter({ field, value, onChange }: FilterProps) {
  return (
    <select
      className="input"
      aria-label={field.label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{t('filter.any')}</option>
      <Options choices={field.choices} />
    </select>
  )
}

const Options = ({ choices = {} }: { choices?: Record<string, string> | undefined }) =>
  Object.entries(choices).map(([code, label]) => (
    <option key={code} value={code}>
      {label}
    </option>
  ))

/** One of a few named choices: laid open up to five, a list beyond. */
export const choice: FieldView = { Read, Edit, Filter }
