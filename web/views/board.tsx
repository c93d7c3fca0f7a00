import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActionMeta, ListView, RecordMeta, Row, RowView } from '#kernel/http/contract.ts'
import { get } from '../api.ts'
import { Icon } from '../elements/icon.tsx'
import { StatusChip } from '../elements/marks.tsx'
import { Menu } from '../elements/menu.tsx'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { formatCount } from '../format.ts'
import { rowQuery } from '../queries.ts'
import { t } from '../t.ts'
import { toneOf } from '../tone.ts'
import { ActionDialog } from './action-dialog.tsx'
import { columnsOf, leadOf } from './columns.ts'
import { Cell } from './table.tsx'

/** What is being moved: the row, and the actions that this person may run on it now. */
interface Moving {
  row: Row
  actions: ActionMeta[]
}

/** A column per status. A card moves only by an action that its holder may run; the form of the action is asked. */
export function Board({ meta, search }: { meta: RecordMeta; search: Record<string, string | undefined> }) {
  const client = useQueryClient()
  const [moving, setMoving] = useState<Moving>()
  const [asked, setAsked] = useState<{ action: ActionMeta; view: RowView }>()
  const lift = async (row: Row) => {
    const view = await client.fetchQuery(rowQuery(meta.name, row.id))
    setMoving({ row, actions: actionsOf(meta, view) })
  }
  const move = async (row: Row, action: ActionMeta) => {
    setMoving(undefined)
    setAsked({ action, view: await client.fetchQuery(rowQuery(meta.name, row.id)) })
  }
  return (
    <div className="board">
      {Object.keys(meta.states).map((status) => {
        const action = moving?.actions.find((one) => one.to === status)
        return (
          <section
            key={status}
            className={`board-column ${moving && moving.row.status !== status ? (action ? 'ready' : 'barred') : ''}`}
            aria-label={meta.states[status]}
            onDragOver={(event) => action && event.preventDefault()}
            onDrop={() => moving && action && void move(moving.row, action)}
          >
            <BoardColumn
              meta={meta}
              status={status}
              search={search}
              onLift={lift}
              onDrop={() => setMoving(undefined)}
              onMove={move}
            />
          </section>
        )
      })}
      {asked && (
        <ActionDialog
          meta={meta}
          view={asked.view}
          action={asked.action}
          onClose={() => {
            setAsked(undefined)
            void client.invalidateQueries({ queryKey: ['list', meta.name] })
          }}
        />
      )}
    </div>
  )
}

interface ColumnProps {
  meta: RecordMeta
  status: string
  search: Record<string, string | undefined>
  onLift(row: Row): Promise<void>
  onDrop(): void
  onMove(row: Row, action: ActionMeta): Promise<void>
}

function BoardColumn({ meta, status, search, onLift, onDrop, onMove }: ColumnProps) {
  const query = { ...search, status, limit: '30' }
  const found = useQuery({
    queryKey: ['list', meta.name, 'board', query],
    queryFn: () =>
      get<ListView>(
        `/api/${meta.name}?${new URLSearchParams(Object.entries(query).filter((e): e is [string, string] => Boolean(e[1])))}`,
      ),
  })
  const columns = columnsOf(meta).filter(({ name }) => name !== 'status')
  const lead = leadOf(meta, columns)
  return (
    <>
      <h2>
        <StatusChip label={meta.states[status] ?? status} tone={toneOf(meta, status)} />
        {found.data && <span className="count">{formatCount(found.data.count)}</span>}
      </h2>
      {found.isPending && <LinesSkeleton lines={3} />}
      <ul>
        {found.data?.rows.map((row) => (
          <li key={row.id} className="board-card" draggable onDragStart={() => void onLift(row)} onDragEnd={onDrop}>
            <Link to="/r/$record/$id" params={{ record: meta.name, id: row.id }} draggable={false}>
              {columns
                .filter(({ name }) => name === lead)
                .map((column) => (
                  <Cell key={column.name} meta={meta} column={column} row={row} labels={found.data.labels} />
                ))}
            </Link>
            <dl>
              {columns
                .filter(({ name }) => name !== lead)
                .map((column) => (
                  <div key={column.name}>
                    <dt>{column.label}</dt>
                    <dd>
                      <Cell meta={meta} column={column} row={row} labels={found.data.labels} />
                    </dd>
                  </div>
                ))}
            </dl>
            <MoveMenu meta={meta} row={row} onMove={onMove} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** The same moves without dragging, for keyboard and finger. */
function MoveMenu({ meta, row, onMove }: Pick<ColumnProps, 'meta' | 'onMove'> & { row: Row }) {
  return (
    <Menu className="button bare small" label={t('board.move')} face={<Icon name="right" size={14} />}>
      {(close) => (
        <Moves
          meta={meta}
          row={row}
          onMove={(action) => {
            close()
            void onMove(row, action)
          }}
        />
      )}
    </Menu>
  )
}

function Moves({ meta, row, onMove }: { meta: RecordMeta; row: Row; onMove(action: ActionMeta): void }) {
  const view = useQuery(rowQuery(meta.name, row.id))
  if (!view.data) return <p className="menu-item quiet">{t('wait')}</p>
  const actions = actionsOf(meta, view.data)
  if (actions.length === 0) return <p className="menu-item quiet">{t('board.stays')}</p>
  return actions.map((action) => (
    <button key={action.name} type="button" className="menu-item" onClick={() => onMove(action)}>
      {t('board.by', { action: action.label, to: meta.states[action.to] ?? action.to })}
    </button>
  ))
}

const actionsOf = (meta: RecordMeta, view: RowView) => meta.actions.filter((action) => view.can.includes(action.name))
