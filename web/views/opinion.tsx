import { useId, useRef } from 'react'
import { Icon } from '../elements/icon.tsx'
import { Menu } from '../elements/menu.tsx'
import { t } from '../t.ts'

interface OpinionProps {
  value: string
  required: boolean
  missing: boolean
  onChange(words: string): void
}

/** The box for an opinion, with phrases that people often write. */
export function Opinion({ value, required, missing, onChange }: OpinionProps) {
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const isMissing = missing && !value.trim()
  return (
    <div className="opinion">
      <label className="hidden" htmlFor={id}>
        {t('opinion')}
      </label>
      <textarea
        ref={box}
        id={id}
        className="input"
        rows={1}
        value={value}
        placeholder={t(required ? 'opinion.required' : 'opinion.optional')}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <Menu
        side="up"
        className="button"
        face={
          <>
            {t('opinion.phrases')}
            <Icon name="down" size={14} />
          </>
        }
      >
        {(close) =>
          t('opinion.usual')
            .split('|')
            .map((phrase) => (
              <button
                key={phrase}
                type="button"
                className="menu-item"
                onClick={() => {
                  close()
                  onChange(value ? `${value}${phrase}` : phrase)
                  box.current?.focus()
                }}
              >
                {phrase}
              </button>
            ))
        }
      </Menu>
      {isMissing && (
        <span id={`${id}-note`} className="error" role="alert">
          {t('opinion.missing')}
        </span>
      )}
    </div>
  )
}
