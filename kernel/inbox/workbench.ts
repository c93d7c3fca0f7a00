import { dayOf } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import type { Card, CardRow, TodoView, WorkbenchView } from '../http/contract.ts'
import { addressOf } from '../identity/address.ts'
import { type Directory, postOf } from '../identity/directory.ts'
import type { Me } from '../record/who.ts'
import type { Server } from '../server.ts'
import { inbox } from './todos.ts'

/** What is mine today, in the order in which it hurts: overdue, due, waiting, to read, started, then what packs add. */
export async function workbench(server: Server, sql: Sql, directory: Directory, me: Me): Promise<WorkbenchView> {
  const todo = await inbox(server, sql, directory, me, 'todo')
  const started = await inbox(server, sql, directory, me, 'started')
  const read = await inbox(server, sql, directory, me, 'read')
  const late = todo.rows.filter((row) => row.urgency === 'late')
  const rest = todo.rows.filter((row) => row.urgency !== 'late')
  const running = started.rows.filter((row) => row.stands)
  const cards: Card[] = [
    ...(late.length > 0
      ? [
          {
            key: 'late',
            title: '逾期',
            count: late.length,
            link: '/work?box=todo',
            rows: late.slice(0, 5).map(todoRow),
            empty: '',
            urgent: true,
          },
        ]
      : []),
    {
      key: 'todo',
      title: '待我办理',
      count: todo.counts.todo - late.length,
      link: '/work?box=todo',
      rows: rest.slice(0, 6).map(todoRow),
      empty: '今天没有要办的事。要发起一件吗？',
    },
    ...(read.rows.length > 0
      ? [
          {
            key: 'read',
            title: '待阅',
            count: read.counts.read,
            link: '/work?box=read',
            rows: read.rows.slice(0, 5).map(todoRow),
            empty: '',
          },
        ]
      : []),
    {
      key: 'started',
      title: '我发起的',
      count: started.counts.started,
      link: '/work?box=started',
      rows: [...running, ...started.rows.filter((row) => !row.stands)].slice(0, 5).map(startedRow),
      empty: '还没有发起过单据。',
    },
    ...(await packCards(server, sql, me)),
  ]
  return {
    greeting: greeting(server, directory, me),
    summary: summary(late.length, todo.counts.todo - late.length, read.counts.read),
    cards,
  }
}

async function packCards(server: Server, sql: Sql, me: Me): Promise<Card[]> {
  const day = dayOf(server.clock(), server.calendar)
  const found: Card[] = []
  // One after the other: they share one connection.
  for (const pack of Object.values(server.registry.packs))
    for (const card of pack.cards ?? []) found.push(...[(await card(sql, me, day)) ?? []].flat())
  return found
}

function greeting(server: Server, directory: Directory, me: Me): string {
  const hour = Number(
    new Intl.DateTimeFormat('en', { timeZone: server.calendar.zone, hour: 'numeric', hourCycle: 'h23' }).format(
      server.clock(),
    ),
  )
  const time = hour < 5 ? '夜深了' : hour < 11 ? '早上好' : hour < 13 ? '中午好' : hour < 18 ? '下午好' : '晚上好'
  const { unit, position } = postOf(directory, me.id)
  return `${addressOf(me.name, position.replace(unit, ''))}，${time}。`
}

/** What is overdue is said once: it is not counted among the rest. */
function summary(late: number, todo: number, read: number): string {
  const parts = [
    late > 0 ? `${late} 件逾期` : '',
    todo > 0 ? `${todo} 件待办` : '',
    read > 0 ? `${read} 件待阅` : '',
  ].filter(Boolean)
  return parts.length > 0 ? `今天 ${parts.join('、')}。` : '今天没有要办的事。'
}

const todoRow = (row: TodoView): CardRow => ({
  title: row.title,
  note: [row.step, row.behalf, row.starter, ...Object.entries(row.summary).map(([label, value]) => `${label} ${value}`)]
    .filter(Boolean)
    .join(' · '),
  link: `/r/${row.record}/${row.recordId}`,
  urgency: row.urgency,
  ...(row.remains ? { badge: row.remains } : {}),
})

const startedRow = (row: TodoView): CardRow => ({
  title: row.title,
  note: row.stands ? `停在 ${row.stands}` : (row.number ?? ''),
  link: `/r/${row.record}/${row.recordId}`,
  badge: row.status ?? '',
})
