import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordMeta, RowView } from '#kernel/http/contract.ts'
import type { PartsView } from '#kernel/record/part.ts'
import { refusalOf } from '../api.ts'
import { Empty } from '../elements/empty.tsx'
import { Icon } from '../elements/icon.tsx'
import { More } from '../elements/more.tsx'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { formatCount } from '../format.ts'
import { startOf } from '../nature.ts'
import { listQuery, metaQuery, partsQuery } from '../queries.ts'
import { nextSort } from '../search.ts'
import { t } from '../t.ts'
import './list.css'
import { Table } from './table.tsx'

type Part = RecordMeta['parts'][number]

interface TabsProps {
  meta: RecordMeta
  id: string
  tab: string | undefined
  onTab(tab: string | undefined): void
}

/**
 * 内容, and a tab for each record whose rows are part of this row: those that hold something and those to which one may add
 * now, so that the life of a row shows its parts in turn.
 */
export function PartTabs({ meta, id, tab, onTab }: TabsProps) {
  const counts = useQuery({ ...partsQuery(meta.name, id), enabled: meta.parts.length > 0 })
  if (meta.parts.length === 0) return null
  const face = (code: string | undefined, label: string) => (
    <button key={code ?? ''} type="button" aria-current={tab === code ? 'page' : undefined} onClick={() => onTab(code)}>
      {label}
      {code && counts.data?.[code] && <span className="count">{formatCount(counts.data[code].count)}</span>}
    </button>
  )
  return (
    <nav className="tabs part-tabs" aria-label={t('part.tabs')}>
      {face(undefined, t('part.content'))}
      {meta.parts
        .filter(({ record }) => record === tab || isOpen(counts.data?.[record]))
        .map(({ record, label }) => face(record, label))}
    </nav>
  )
}

const isOpen = (part: PartsView[string] | undefined) => part !== undefined && (part.count.value > 0 || part.canCreate)

/** The part that an address names, when the record has it. */
export const partOf = (meta: RecordMeta, tab: string | undefined): Part | undefined =>
  meta.parts.find(({ record }) => record === tab)

/** The rows of one part: its list without the column that says the same in every row, and the way to add one. */
export function PartRows({ meta, id, part }: { meta: RecordMeta; id: string; part: Part }) {
  const [sort, setSort] = useState<string>()
  const own = useQuery(metaQuery(part.record))
  const list = useInfiniteQuery({
    ...listQuery(part.record, { [part.field]: id, sort }),
    placeholderData: (before) => before,
  })
  const mayAdd = useQuery(partsQuery(meta.name, id)).data?.[part.record]?.canCreate ?? false
  const failed = own.error ?? list.error
  if (failed) return <p className="notice bad">{refusalOf(failed).message}</p>
  if (!own.data || list.isPending) return <LinesSkeleton lines={6} />
  const pages = list.data?.pages ?? []
  const rows = pages.flatMap((page) => page.rows)
  const labels = Object.assign({}, ...pages.map((page) => page.labels)) as Record<string, string>
  const add = mayAdd && (
    <Link to="/r/$record/new" params={{ record: part.record }} search={{ [part.field]: id }} className="button">
      <Icon name="plus" size={16} />
      {startOf(own.data)}
    </Link>
  )
  if (rows.length === 0) return <Empty words={own.data.empty}>{add}</Empty>
  return (
    <section className="part" aria-label={part.label}>
      <div className="part-head">
        <p className="quiet small">{t('part.who', { who: own.data.who.read })}</p>
        {add}
      </div>
      <Table
        meta={own.data}
        rows={rows}
        labels={labels}
        dense={false}
        omit={part.field}
        sort={sort}
        onSort={(column) => setSort(nextSort(sort, column))}
      />
      <div className="list-foot">
        <More query={list} />
      </div>
    </section>
  )
}

/** The way back: the rows that this one is part of, by name; what I may not see is not mentioned. */
export function Wholes({ meta, view: { row, labels } }: { meta: RecordMeta; view: RowView }) {
  const above = meta.partOf.flatMap((name) => {
    const field = meta.fields.find((one) => one.name === name)
    const [id, to] = [row[name], field?.to]
    const label = typeof id === 'string' ? labels[id] : undefined
    return field && to && label ? [{ id: String(id), to, words: `${field.label}：${label}` }] : []
  })
  if (above.length === 0) return null
  return (
    <nav className="wholes small" aria-label={t('part.above')}>
      {above.map(({ id, to, words }) => (
        <Link key={id} to="/r/$record/$id" params={{ record: to, id }} search={{ tab: meta.name }}>
          <Icon name="left" size={14} />
          {words}
        </Link>
      ))}
    </nav>
  )
}
