import { Link } from '@tanstack/react-router'
import { t } from '../t.ts'
import type { EditProps, FieldView, ReadProps } from './field-view.ts'

function Read({ field, value, short }: ReadProps) {
  // Only a path of this site: an address from elsewhere stays words.
  if (field.link && /^\/(?![/\\])/.test(String(value))) return <Link to={String(value)}>{t('text.open')}</Link>
  return short ? <span className="one-line">{String(value)}</span> : <span className="prose">{String(value)}</span>
}

function Edit({ field, value, id, describedBy, invalid, onChange }: EditProps) {
  const shared = {
    id,
    className: 'input',
    value: typeof value === 'string' ? value : '',
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    'aria-required': field.required,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return field.long ? <textarea rows={3} {...shared} /> : <input type="text" autoComplete="off" {...shared} />
}

/** Words, on one line or several. */
export const text: FieldView = { Read, Edit }
