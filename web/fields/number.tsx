import { useState } from 'react'
import { formatNumber } from '../format.ts'
import type { EditProps, FieldView, ReadProps } from './field-view.ts'

function Read({ field, value }: ReadProps) {
  return (
    <>
      {formatNumber(Number(value))}
      {field.unit && <span className="unit"> {field.unit}</span>}
    </>
  )
}

function Edit({ field, value, id, describedBy, invalid, onChange }: EditProps) {
  const [typed, setTyped] = useState(typeof value === 'number' ? String(value) : String(value ?? ''))
  return (
    <span className="with-unit">
      <input
        id={id}
        className="input"
        inputMode={field.integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={typed}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        aria-required={field.required}
        onChange={(event) => {
          setTyped(event.target.value)
          onChange(parse(event.target.value))
        }}
      />
      {field.unit && <span className="unit">{field.unit}</span>}
    </span>
  )
}

/** A count or a measure. What is not a number stays as typed, for the server to say so. */
export const number: FieldView = { Read, Edit, end: true }

function parse(typed: string): unknown {
  const plain = typed.replace(/[,，\s]/g, '')
  if (plain === '') return null
  return Number.isFinite(Number(plain)) ? Number(plain) : typed
}
