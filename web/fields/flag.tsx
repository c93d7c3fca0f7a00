import { t } from '../t.ts'
import type { EditProps, FieldView, FilterProps, ReadProps } from './field-view.ts'

function Read({ value }: ReadProps) {
  return <>{t(value === true ? 'flag.yes' : 'flag.no')}</>
}

function Edit({ field, value, id, describedBy, onChange }: EditProps) {
  return (
    <label className="check">
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.checked)}
      />
      {field.help ?? t('flag.yes')}
    </label>
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
      <option value="true">{t('flag.yes')}</option>
      <option value="false">{t('flag.no')}</option>
    </select>
  )
}

/** Yes or no. */
export const flag: FieldView = { Read, Edit, Filter }
