import { Icon } from '../elements/icon.tsx'
import { t } from '../t.ts'
import { cellOf } from './cells.ts'
import { type EditProps, type FieldView, isBlank, type ReadProps } from './field-view.ts'

type Line = Record<string, unknown>

function Read({ field, value, labels, short }: ReadProps) {
  const lines = linesOf(value)
  if (short) return <>{shortOf(field, lines)}</>
  return (
    <div className="grid-scroll">
      <table className="grid">
        <thead>
          <tr>
            <th className="no">{t('lines.no')}</th>
            {field.of?.map((column) => (
              <th key={column.name} className={cellOf(column.kind).end ? 'end' : ''}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beside their place
            <tr key={index}>
              <td className="no">{index + 1}</td>
              {field.of?.map((column) => {
                const view = cellOf(column.kind)
                const cell = line[column.name]
                return (
                  <td key={column.name} className={view.end ? 'end' : ''}>
                    {isBlank(cell) ? '' : <view.Read field={column} value={cell} labels={labels} short />}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** In a list: what the first lines are about, by their first words, and how many there are. */
function shortOf(field: ReadProps['field'], lines: readonly Line[]): string {
  const column = field.of?.find(({ kind }) => kind === 'text')
  const words = column ? lines.flatMap((line) => (isBlank(line[column.name]) ? [] : [String(line[column.name])])) : []
  const count = t('lines.count', { n: lines.length })
  if (words.length === 0) return count
  return lines.length > 2 ? `${words.slice(0, 2).join('、')} … ${count}` : words.join('、')
}

function Edit({ field, value, labels, id, onChange }: EditProps) {
  const lines = linesOf(value)
  const put = (index: number, name: string, cell: unknown) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, [name]: cell } : line)))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside the label's line
    <span className="lines-edit" id={id} role="group" aria-label={field.label}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beside their place
        <span className="line-edit" key={`${index}/${lines.length}`}>
          <span className="no">{index + 1}</span>
          {field.of?.map((column) => {
            const view = cellOf(column.kind)
            const cellId = `${id}-${index}-${column.name}`
            return (
              <span key={column.name} className="cell">
                <label htmlFor={cellId} className="small quiet">
                  {column.label}
                </label>
                <view.Edit
                  field={column}
                  value={line[column.name]}
                  labels={labels}
                  id={cellId}
                  onChange={(cell) => put(index, column.name, cell)}
                />
              </span>
            )
          })}
          <button
            type="button"
            className="button bare icon"
            aria-label={t('lines.remove', { n: index + 1 })}
            onClick={() => onChange(lines.filter((_, at) => at !== index))}
          >
            <Icon name="trash" />
          </button>
        </span>
      ))}
      <button type="button" className="button small" onClick={() => onChange([...lines, {}])}>
        <Icon name="plus" size={16} />
        {t('lines.add')}
      </button>
    </span>
  )
}

/** Rows inside a record (明细): a small grid. */
export const lines: FieldView = { Read, Edit }

const linesOf = (value: unknown): Line[] => (Array.isArray(value) ? (value as Line[]) : [])
