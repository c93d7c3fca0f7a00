import { useMutation } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import { refusalOf, upload } from '../api.ts'
import { Icon } from '../elements/icon.tsx'
import { formatSize } from '../format.ts'
import { t } from '../t.ts'
import type { EditProps, FieldView, ReadProps } from './field-view.ts'

function Read({ value, labels }: ReadProps) {
  return (
    <a href={`/api/files/${String(value)}`} download>
      <Icon name="file" size={16} /> {labels[String(value)] ?? t('file.open')}
    </a>
  )
}

function Edit({ field, value, labels, id, describedBy, invalid, onChange }: EditProps) {
  const [name, setName] = useState<string>()
  const kept = typeof value === 'string' ? (name ?? labels[value] ?? t('file.open')) : undefined
  return (
    <Drop
      id={id}
      describedBy={describedBy}
      invalid={invalid ?? false}
      kept={kept}
      words={field.help ?? t('file.drop')}
      onFile={(file) => {
        setName(file.name)
        onChange(file.id)
      }}
      onClear={() => onChange(null)}
    />
  )
}

/** An uploaded file: dropped on the field, or chosen. */
export const file: FieldView = { Read, Edit }

interface DropProps {
  id: string
  describedBy?: string | undefined
  invalid?: boolean
  /** The name of the file that is there already. */
  kept?: string | undefined
  words: string
  /** Says what the file is for where no label points here. */
  label?: string
  onFile(file: { id: string; name: string }): void
  onClear?(): void
}

/** A place to drop a file on; it uploads at once and says why when the file is refused. */
export function Drop({ id, describedBy, invalid, kept, words, label, onFile, onClear }: DropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const sending = useMutation({ mutationFn: (chosen: File) => upload(chosen), onSuccess: onFile })
  const take = (chosen: File | undefined) => chosen && sending.mutate(chosen)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button inside is the main one */}
      <span
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name={kept ? 'file' : 'upload'} size={20} />
        <span className="grow">
          {sending.isPending
            ? t('file.sending', { name: sending.variables.name, size: formatSize(sending.variables.size) })
            : (kept ?? words)}
        </span>
        <button
          type="button"
          className="button small"
          disabled={sending.isPending}
          onClick={() => input.current?.click()}
        >
          {t(kept ? 'file.other' : 'file.choose')}
        </button>
        {kept && onClear && (
          <button type="button" className="button small bare icon" aria-label={t('file.remove')} onClick={onClear}>
            <Icon name="close" size={16} />
          </button>
        )}
        <input
          ref={input}
          id={id}
          className="hidden"
          type="file"
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </span>
      {sending.isError && (
        <span className="error" role="alert">
          {refusalOf(sending.error).message}
        </span>
      )}
    </>
  )
}
