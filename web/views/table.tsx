import { Link } from '@tanstack/react-router'
import type { RecordMeta, Row } from '#kernel/http/contract.ts'
import { Icon } from '../elements/icon.tsx'
import { StatusChip } from '../elements/marks.tsx'
import { isBlank, type Labels } from '../fields/field-view.ts'
import { viewOf } from '../fields/fields.ts'
import { toneOf } from '../tone.ts'
import { type Column, columnsOf, leadOf } from './columns.ts'

interface TableProps {
  meta: RecordMeta
  rows: Row[]
  labels: Labels
  dense: boolean
  /** A column left out: the field by which all rows are the same. */
  omit?: string
  sort: string | undefined
  onSort(column: string): void
}

/** Rows (纬) across columns (经). The whole row opens its record; on a phone each row is a card. */
export function Table({ meta, rows, labels, dense, omit, sort, onSort }: TableProps) {
  const columns = columnsOf(meta).filter(({ name }) => name !== omit)
  const lead = leadOf(meta, columns)
  return (
    <div className="sheet-table">
      <table className={dense ? 'table dense' : 'table'}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.name} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column) => (
                <td key={column.name} className={cellClass(column, lead)} data-label={column.label}>
                  {column.name === lead ? (
                    <Link to="/r/$record/$id" params={{ record: meta.name, id: row.id }} className="row-link">
                      <Cell meta={meta} column={column} row={row} labels={labels} />
                    </Link>
                  ) : (
                    <Cell meta={meta} column={column} row={row} labels={labels} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One value of a row as it is read in a list or on a card. */
export function Cell({ meta, column, row, labels }: { meta: RecordMeta; column: Column; row: Row; labels: Labels }) {
  const value = row[column.name]
  if (isBlank(value)) return null
  if (column.name === 'status') {
    return <StatusChip label={meta.states[row.status] ?? row.status} tone={toneOf(meta, row.status)} />
  }
  const view = viewOf(column.field.kind)
  return <view.Read field={column.field} value={value} labels={labels} short />
}

function Head({ column, sort, onSort }: { column: Column; sort: string | undefined; onSort(column: string): void }) {
  const up = sort === column.name
  const down = sort === `-${column.name}`
  const sortable = !['lines', 'data', 'file'].includes(column.field.kind)
  return (
    <th
      className={viewOf(column.field.kind).end ? 'end' : ''}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {sortable ? (
        <button type="button" onClick={() => onSort(column.name)}>
          {column.label}
          {(up || down) && <Icon name={up ? 'up' : 'down'} size={14} />}
        </button>
      ) : (
        <span>{column.label}</span>
      )}
    </th>
  )
}

const cellClass = (column: Column, lead: string | undefined) =>
  [column.name === lead ? 'lead' : '', viewOf(column.field.kind).end ? 'end' : ''].join(' ').trim()
