// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be drawn in part
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
// biome-ignore-all lint/suspicious/noArrayIndexKey: a line is known by its place
import { type KeyboardEvent, memo, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import type { MatrixColumn } from '../types.ts'
import type { Cell, Line, Shown } from './lens.ts'
import { parts } from './parts.ts'
import { say } from './words.ts'

/** Sizes in CSS pixels; the style sheet has the same ones. */
const line = 32
const column = 40
const side = 300
const top = 140

/** A place in the grid: a cell, or with line -1 the head of a column. */
export interface Spot {
  readonly line: number
  readonly column: number
}

interface GridProps {
  shown: Shown
  at: Spot
  onMove(spot: Spot): void
}

/**
 * The matrix as a grid of its own: only what is in view is drawn, in steps, so that scrolling costs nothing between them.
 * Heads of rows and columns stay in place; the arrow keys walk, and what is under the mark is said beside the grid.
 */
export function Grid({ shown, at, onMove }: GridProps) {
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const seen = useSeen(box, shown)
  const { columns, lines } = shown
  const move = (event: KeyboardEvent) => {
    const next = moved(event.key, at, shown, Math.floor((box.current?.clientHeight ?? 0) / line) - 6)
    if (!next) return
    event.preventDefault()
    onMove(next)
    reveal(box.current, next)
  }
  return (
    <div
      ref={box}
      className="matrix"
      role="grid"
      tabIndex={0}
      aria-label={say('matrix.grid')}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={`${id}${at.line}-${at.column}`}
      onKeyDown={move}
    >
      <div
        className="matrix-sheet"
        style={{ width: side + columns.length * column, height: top + lines.length * line }}
      >
        <Head id={id} columns={columns} from={seen.left} to={seen.right} at={at} onMove={onMove} />
        {columns.map(
          ({ id: key, vacant }, index) =>
            vacant && (
              <i key={key} className="matrix-vacant" style={{ left: side + index * column }} aria-hidden="true" />
            ),
        )}
        {lines.slice(seen.top, seen.bottom).map((one, offset) => (
          <Row
            key={seen.top + offset}
            id={id}
            line={one}
            index={seen.top + offset}
            columns={columns}
            from={seen.left}
            to={seen.right}
            at={at.line === seen.top + offset ? at.column : -1}
            onMove={onMove}
          />
        ))}
      </div>
    </div>
  )
}

interface HeadProps {
  id: string
  columns: readonly MatrixColumn[]
  from: number
  to: number
  at: Spot
  onMove(spot: Spot): void
}

const Head = memo(function Head({ id, columns, from, to, at, onMove }: HeadProps) {
  return (
    <div className="matrix-head" role="row" aria-rowindex={1} tabIndex={-1}>
      <div className="matrix-corner" role="columnheader" aria-colindex={1} tabIndex={-1}>
        {say('matrix.corner')}
      </div>
      {columns.slice(from, to).map((one, offset) => {
        const index = from + offset
        const isAt = at.line === -1 && at.column === index
        return (
          <div
            key={one.id}
            id={`${id}-1-${index}`}
            role="columnheader"
            aria-colindex={index + 2}
            tabIndex={-1}
            className={`matrix-column ${one.kind} ${one.vacant ? 'vacant' : ''} ${isAt ? 'at' : ''}`}
            style={{ left: side + index * column }}
            title={one.name}
            onClick={() => onMove({ line: -1, column: index })}
          >
            {one.vacant && <b>{say('matrix.vacant')}</b>}
            <span>{one.name}</span>
          </div>
        )
      })}
    </div>
  )
})

interface RowProps {
  id: string
  line: Line
  index: number
  columns: readonly MatrixColumn[]
  from: number
  to: number
  /** The column of the spot when it is in this row, else -1. */
  at: number
  onMove(spot: Spot): void
}

const Row = memo(function Row({ id, line: one, index, columns, from, to, at, onMove }: RowProps) {
  const cells = one.cells.filter((cell) => cell.column >= from && cell.column < to)
  const isEmpty = at >= 0 && !cells.some((cell) => cell.column === at)
  return (
    <div
      className={one.row ? 'matrix-row' : 'matrix-row group'}
      role="row"
      aria-rowindex={index + 2}
      tabIndex={-1}
      style={{ top: top + index * line }}
    >
      <div className="matrix-title" role="rowheader" aria-colindex={1} tabIndex={-1} title={one.title}>
        <span>{one.title}</span>
        {one.row?.problem && <em>{say(`problem.${one.row.problem}`)}</em>}
      </div>
      {cells.map((cell) => (
        <Mark
          key={cell.column}
          id={`${id}${index}-${cell.column}`}
          cell={cell}
          isAt={cell.column === at}
          title={`${columns[cell.column]?.name} · ${cell.marks.map(({ part }) => parts[part].word).join('、')}`}
          onClick={() => onMove({ line: index, column: cell.column })}
        />
      ))}
      {isEmpty && (
        <Place id={`${id}${index}-${at}`} column={at} className="matrix-mark at">
          <span className="hidden">{columns[at]?.name}</span>
        </Place>
      )}
    </div>
  )
})

interface MarkProps {
  id: string
  cell: Cell
  isAt: boolean
  title: string
  onClick(): void
}

function Mark({ id, cell, isAt, title, onClick }: MarkProps) {
  return (
    <Place
      id={id}
      column={cell.column}
      className={`matrix-mark ${cell.part} ${isAt ? 'at' : ''}`}
      title={title}
      onClick={onClick}
    >
      <span aria-hidden="true">{parts[cell.part].sign}</span>
      {cell.marks.length > 1 && <sup aria-hidden="true">{cell.marks.length}</sup>}
      <span className="hidden">{title}</span>
    </Place>
  )
}

interface PlaceProps {
  id: string
  column: number
  className: string
  title?: string
  onClick?(): void
  children: ReactNode
}

function Place({ id, column: at, className, title, onClick, children }: PlaceProps) {
  return (
    <div
      id={id}
      className={className}
      role="gridcell"
      aria-colindex={at + 2}
      tabIndex={-1}
      style={{ left: side + at * column }}
      title={title}
      onClick={onClick}
    >
      {children}
    </div>
  )
}

interface Seen {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** The lines and columns to draw: those in view and a step around them; it changes once a step, not once a frame. */
function useSeen(box: React.RefObject<HTMLDivElement | null>, { columns, lines }: Shown): Seen {
  const [seen, setSeen] = useState<Seen>({ top: 0, bottom: 40, left: 0, right: 48 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setSeen((before) => same(before, seenIn(element)))
    const resized = new ResizeObserver(look)
    resized.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])
  return { ...seen, bottom: Math.min(seen.bottom, lines.length), right: Math.min(seen.right, columns.length) }
}

const lineStep = 8
const columnStep = 6

function seenIn({ scrollTop, scrollLeft, clientHeight, clientWidth }: HTMLElement): Seen {
  const firstLine = Math.floor(scrollTop / line / lineStep) * lineStep
  const firstColumn = Math.floor(scrollLeft / column / columnStep) * columnStep
  return {
    top: Math.max(firstLine - lineStep, 0),
    bottom: firstLine + Math.ceil(clientHeight / line) + 2 * lineStep,
    left: Math.max(firstColumn - columnStep, 0),
    right: firstColumn + Math.ceil(clientWidth / column) + 2 * columnStep,
  }
}

const same = (before: Seen, now: Seen): Seen =>
  before.top === now.top && before.bottom === now.bottom && before.left === now.left && before.right === now.right
    ? before
    : now

function moved(
  key: string,
  { line: row, column: at }: Spot,
  { lines, columns }: Shown,
  page: number,
): Spot | undefined {
  const to = (nextRow: number, next: number): Spot => ({
    line: Math.min(Math.max(nextRow, -1), lines.length - 1),
    column: Math.min(Math.max(next, 0), columns.length - 1),
  })
  const steps: Readonly<Record<string, () => Spot>> = {
    ArrowUp: () => to(row - 1, at),
    ArrowDown: () => to(row + 1, at),
    ArrowLeft: () => to(row, at - 1),
    ArrowRight: () => to(row, at + 1),
    PageUp: () => to(row - page, at),
    PageDown: () => to(row + page, at),
    Home: () => to(row, 0),
    End: () => to(row, columns.length - 1),
    Enter: () => to(row, lines[row]?.cells.find((cell) => cell.column > at)?.column ?? at),
  }
  return steps[key]?.()
}

/** Scrolls so far that the spot stands clear of the heads. */
function reveal(box: HTMLElement | null, { line: row, column: at }: Spot): void {
  if (!box) return
  const y = row * line
  const x = at * column
  if (row >= 0 && y < box.scrollTop) box.scrollTop = y
  if (y + line + top > box.scrollTop + box.clientHeight) box.scrollTop = y + line + top - box.clientHeight
  if (x < box.scrollLeft) box.scrollLeft = x
  if (x + column + side > box.scrollLeft + box.clientWidth) box.scrollLeft = x + column + side - box.clientWidth
}
