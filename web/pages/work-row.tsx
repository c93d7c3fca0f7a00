import { Link } from '@tanstack/react-router'
import type { TodoView } from '#kernel/http/contract.ts'
import { Remains } from '../elements/marks.tsx'
import { formatInstant, formatTime } from '../format.ts'
import type { Box } from '../search.ts'
import { t } from '../t.ts'

interface WorkRowProps {
  row: TodoView
  box: Box
  isOpen: boolean
  /** On a wide window a click opens the row at the right; else it goes to its page. */
  isWide: boolean
  onOpen(): void
}

/** One dense row: 标题 · 摘要 · 发起人 · 到达 · 剩余. */
export function WorkRow({ row, box, isOpen, isWide, onOpen }: WorkRowProps) {
  const at = row.doneAt ?? row.arrivedAt
  return (
    <Link
      to="/r/$record/$id"
      params={{ record: row.record, id: row.recordId }}
      className={isOpen ? 'work-row open' : 'work-row'}
      aria-current={isOpen ? 'true' : undefined}
      onClick={(event) => {
        if (!isWide || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
    >
      <span>
        <b>{row.title}</b>
        {row.urgent && <span className="chip warn work-urgent">{t('work.urgent')}</span>}
        <span className="facts">{factsOf(row, box)}</span>
      </span>
      <span className="side">{row.starter}</span>
      <time className="side" dateTime={at} title={formatInstant(at)}>
        {formatTime(at)}
      </time>
      {box === 'todo' || box === 'read' ? (
        <Remains words={row.remains} urgency={row.urgency} />
      ) : (
        <span className="small quiet">{row.outcome ?? row.status ?? row.remains}</span>
      )}
    </Link>
  )
}

function factsOf(row: TodoView, box: Box): string {
  const facts = Object.entries(row.summary).map(([label, value]) => t('work.fact', { label, value }))
  const isMine = box === 'todo' || box === 'read'
  const place = isMine ? row.step : (row.stands ?? row.step)
  return [place, row.behalf, isMine && row.instead, ...facts].filter(Boolean).join(' · ')
}
