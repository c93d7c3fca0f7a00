import { type ReactNode, useEffect, useRef } from 'react'
import type { FieldMeta, RecordMeta } from '#kernel/http/contract.ts'
import { isBlank, type Labels } from '../fields/field-view.ts'
import { viewOf } from '../fields/fields.ts'
import { t } from '../t.ts'
import type { Values } from './draft.ts'
import './form.css'
import type { Errors } from './use-form.ts'

interface FormProps {
  meta: RecordMeta
  values: Values
  labels: Labels
  /** Names of the fields that may be changed here; the others are read. */
  editable: ReadonlySet<string>
  /** Names of the fields that this step asks for. */
  marked?: ReadonlySet<string>
  errors: Errors
  /** A new row shows only what one fills in. */
  fresh?: boolean
  /** A field that the page says elsewhere, left out unless it can be changed. */
  omit?: string
  onChange(name: string, value: unknown): void
}

/** A record's fields under their headings, read or edited by what the server says one may change. */
export function Form(props: FormProps) {
  const { meta, editable, fresh, errors, omit } = props
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (Object.keys(errors).length === 0) return
    const first = place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    first?.closest('details')?.setAttribute('open', '')
    first?.focus()
  }, [errors])
  const shown = (field: FieldMeta) =>
    (!field.when || props.values[field.when.field] === field.when.is || !isBlank(props.values[field.name])) &&
    (editable.has(field.name) || (!fresh && field.name !== omit && isTold(field, props)))
  const sections = sectionsOf(meta, shown)
  const folds = !fresh && sections.length > 2
  return (
    <div className="form" ref={place}>
      {sections.map(({ label, fields }) => (
        <Section key={label} label={label} folds={folds}>
          {fields.map((field) => (
            <FormField key={field.name} {...props} field={field} />
          ))}
        </Section>
      ))}
    </div>
  )
}

/** Fields under a heading. Where there are many headings each can be folded away; all begin open. */
function Section({ label, folds, children }: { label: string; folds: boolean; children: ReactNode }) {
  if (!folds || !label) {
    return (
      <section className="form-section">
        {label && <h2>{label}</h2>}
        <div className="form-fields">{children}</div>
      </section>
    )
  }
  return (
    <details className="form-section" open>
      <summary>
        <h2>{label}</h2>
      </summary>
      <div className="form-fields">{children}</div>
    </details>
  )
}

function FormField({ field, values, labels, editable, marked, errors, onChange }: FormProps & { field: FieldMeta }) {
  const view = viewOf(field.kind)
  const edits = editable.has(field.name)
  const isMarked = edits && marked?.has(field.name)
  const id = `field-${field.name}`
  const error = errors[field.name]
  const note = error?.replace(`${field.label}：`, '') ?? (field.kind === 'flag' ? undefined : field.help)
  const classes = ['field', isWide(field) ? 'wide' : '', isMarked ? 'marked' : ''].join(' ')
  const label = (
    <>
      {edits && field.required && (
        <span className="must" title={t('form.must')} aria-hidden="true">
          ＊
        </span>
      )}
      {field.label}
      {isMarked && <span className="mark">{t('form.marked')}</span>}
    </>
  )
  if (!edits) {
    return (
      <div className={classes}>
        <span className="label">{label}</span>
        <div className="value">
          {isBlank(values[field.name]) ? (
            <span className="quiet">{t('form.blank')}</span>
          ) : (
            <view.Read field={field} value={values[field.name]} labels={labels} />
          )}
        </div>
      </div>
    )
  }
  return (
    <div className={classes}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <view.Edit
        field={field}
        value={values[field.name]}
        labels={labels}
        id={id}
        {...(note ? { describedBy: `${id}-note` } : {})}
        invalid={error !== undefined}
        onChange={(value) => onChange(field.name, value)}
      />
      {note && (
        <span id={`${id}-note`} className={error ? 'error' : 'small quiet'} role={error ? 'alert' : undefined}>
          {note}
        </span>
      )}
    </div>
  )
}

function sectionsOf(meta: RecordMeta, shown: (field: FieldMeta) => boolean) {
  const byName = new Map(meta.fields.map((field) => [field.name, field]))
  const named = new Set(meta.sections.flatMap((section) => section.fields))
  const rest = {
    label: meta.sections.length > 0 ? t('form.rest') : '',
    fields: meta.fields.filter((f) => !named.has(f.name)),
  }
  const sections = meta.sections.map(({ label, fields }) => ({
    label,
    fields: fields.flatMap((name) => byName.get(name) ?? []),
  }))
  return [...sections, rest]
    .map(({ label, fields }) => ({ label, fields: fields.filter(shown) }))
    .filter(({ fields }) => fields.length > 0)
}

const isWide = (field: FieldMeta) => field.long || field.kind === 'lines' || field.kind === 'file'

/** Whether a field that is only read has something to say: not a blank of the rules' or of a later step, nor a row that I may not see. */
function isTold({ name, kind, derived, step }: FieldMeta, { values, labels }: FormProps): boolean {
  const value = values[name]
  if (isBlank(value)) return !derived && !step && kind !== 'data'
  return kind !== 'data' && (kind !== 'ref' || String(value) in labels)
}
