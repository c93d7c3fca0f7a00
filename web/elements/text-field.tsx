import { type HTMLInputTypeAttribute, useId } from 'react'

interface TextFieldProps {
  label: string
  type: HTMLInputTypeAttribute
  autoComplete: string
  value: string
  /** What is wrong with it; in its place otherwise what it asks for. */
  fault?: string | undefined
  help?: string
  onChange(value: string): void
}

/** One line of a form outside of records: its label, and below it what is wrong or what it asks for. */
export function TextField({ label, fault, help, onChange, ...input }: TextFieldProps) {
  const note = useId()
  return (
    <label>
      {label}
      <input
        {...input}
        className="input"
        aria-invalid={fault !== undefined}
        aria-describedby={note}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={note} className={fault ? 'error' : 'small quiet'}>
        {fault ?? help}
      </span>
    </label>
  )
}
