import { t } from '../t.ts'
import type { FieldView, ReadProps } from './field-view.ts'

function Read({ value }: ReadProps) {
  return <span className="quiet">{Array.isArray(value) ? t('data.items', { n: value.length }) : t('data.kept')}</span>
}

/** Structured content that rules and a pack's own page read and write; the derived page only says that it is there. */
export const data: FieldView = { Read, Edit: Read }
