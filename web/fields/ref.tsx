import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import type { Option } from '#kernel/http/contract.ts'
import { optionsQuery } from '../queries.ts'
import { t } from '../t.ts'
import type { EditProps, FieldView, FilterProps, Labels, ReadProps } from './field-view.ts'

const Select = lazy(() => import('../antd.tsx').then((module) => ({ default: module.Select })))

function Read({ value, labels }: ReadProps) {
  return <>{labels[String(value)] ?? t('ref.gone')}</>
}

function Edit({ field, value, labels, id, describedBy, invalid, onChange }: EditProps) {
  return (
    <Picker
      to={field.to ?? ''}
      value={typeof value === 'string' ? value : undefined}
      labels={labels}
      id={id}
      describedBy={describedBy}
      invalid={invalid ?? false}
      onChange={(next) => onChange(next ?? null)}
    />
  )
}

function Filter({ field, value, onChange }: FilterProps) {
  return <Picker to={field.to ?? ''} value={value} labels={{}} label={field.label} onChange={onChange} />
}

/** Another record, found by words. */
export const ref: FieldView = { Read, Edit, Filter }

interface PickerProps {
  to: string
  value: string | undefined
  labels: Labels
  id?: string
  label?: string
  describedBy?: string | undefined
  invalid?: boolean
  onChange(value: string | undefined): void
}

function Picker({ to, value, labels, id, label, describedBy, invalid, onChange }: PickerProps) {
  const [words, setWords] = useState('')
  const q = useDeferredValue(words)
  const found = useQuery({ ...optionsQuery(to, q ? { q } : {}), placeholderData: keepPreviousData })
  const chosen = useQuery({
    ...optionsQuery(to, value ? { ids: value } : {}),
    enabled: value !== undefined && !labels[value] && !found.data?.some((option) => option.id === value),
  })
  const options = withChosen(found.data ?? [], value, labels, chosen.data)
  return (
    <Suspense fallback={<span className="input waiting" />}>
      <Select
        {...(id ? { id } : {})}
        {...(label ? { label } : {})}
        {...(invalid ? { status: 'error' as const } : {})}
        describedBy={describedBy}
        value={value ?? null}
        placeholder={t('pick.search')}
        loading={found.isFetching}
        notFoundContent={t('pick.nothing')}
        options={options.map((option) => ({ value: option.id, label: option.label, note: option.note }))}
        optionRender={({ label: name, data }) => (
          <>
            {name} <span className="small quiet">{(data as { note?: string }).note}</span>
          </>
        )}
        onSearch={setWords}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </Suspense>
  )
}

function withChosen(found: Option[], value: string | undefined, labels: Labels, chosen: Option[] = []): Option[] {
  if (value === undefined || found.some((option) => option.id === value)) return found
  const label = labels[value] ?? chosen.find((option) => option.id === value)?.label
  return label ? [{ id: value, label }, ...found] : found
}
