import { formatMoney } from '../format.ts'
import { t } from '../t.ts'
import { capitalAmount } from './capital.ts'
import type { EditProps, FieldView, ReadProps } from './field-view.ts'

function Read({ value, short }: ReadProps) {
  const amount = String(value)
  const said = short ? undefined : capitalAmount(amount)
  return (
    <span className="amount">
      {formatMoney(amount)}
      {said && <span className="small quiet">{said}</span>}
    </span>
  )
}

function Edit({ field, value, id, describedBy, invalid, onChange }: EditProps) {
  const typed = typeof value === 'string' ? value : ''
  const said = typed === '' ? undefined : capitalAmount(typed)
  return (
    <>
      <span className="with-unit">
        <input
          id={id}
          className="input amount"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          aria-required={field.required}
          onChange={(event) => onChange(event.target.value.replace(/[，,\s]/g, ''))}
        />
        <span className="unit">{field.unit ?? t('money.yuan')}</span>
      </span>
      {said && (field.unit ?? t('money.yuan')) === t('money.yuan') && <span className="small quiet">{said}</span>}
    </>
  )
}

/** An exact amount: a string all the way, read aloud in capitals under the field. */
export const money: FieldView = { Read, Edit, end: true }
