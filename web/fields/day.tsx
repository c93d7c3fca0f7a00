import { lazy, Suspense } from 'react'
import { formatDate, formatInstant, formatMonth, formatTime } from '../format.ts'
import { t } from '../t.ts'
import type { EditProps, FieldView, FilterProps, ReadProps } from './field-view.ts'

const DatePicker = lazy(() => import('../antd.tsx').then((module) => ({ default: module.DatePicker })))

const editOf = (kind: 'date' | 'month' | 'time') =>
  function Edit({ value, id, describedBy, invalid, onChange }: EditProps) {
    return (
      <Suspense fallback={<span className="input waiting" />}>
        <DatePicker
          kind={kind}
          id={id}
          value={typeof value === 'string' ? value : null}
          invalid={invalid ?? false}
          describedBy={describedBy}
          placeholder={t(`pick.${kind}`)}
          onChange={onChange}
        />
      </Suspense>
    )
  }

const filterOf = (kind: 'date' | 'month') =>
  function Filter({ field, value, onChange }: FilterProps) {
    return (
      <input
        className="input"
        type={kind}
        aria-label={field.label}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    )
  }

/** A day. */
export const date: FieldView = {
  Read: ({ value }: ReadProps) => <time dateTime={String(value)}>{formatDate(String(value))}</time>,
  Edit: editOf('date'),
  Filter: filterOf('date'),
}

/** A month. */
export const month: FieldView = {
  Read: ({ value }: ReadProps) => <time dateTime={String(value)}>{formatMonth(String(value))}</time>,
  Edit: editOf('month'),
  Filter: filterOf('month'),
}

/** An instant, as people say it; in full on hover. */
export const time: FieldView = {
  Read: ({ value }: ReadProps) => (
    <time dateTime={String(value)} title={formatInstant(String(value))}>
      {formatTime(String(value))}
    </time>
  ),
  Edit: editOf('time'),
}
