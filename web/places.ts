import type { NavMenu, SessionView } from '#kernel/http/contract.ts'
import { t } from './t.ts'

/** The navigation with its first part, 我的, which every person has: 工作台 and 流程中心 with live counts. */
export function placesOf({ nav, counts }: SessionView): NavMenu[] {
  const mine: NavMenu[] = [
    { label: t('nav.workbench'), section: '我的', path: '/', items: [] },
    {
      label: t('work.title'),
      section: '我的',
      items: [
        { label: t('nav.start'), path: '/start' },
        { label: t('work.todo'), path: '/work?box=todo', count: counts.todo },
        { label: t('work.read'), path: '/work?box=read', count: counts.read },
        { label: t('work.done'), path: '/work?box=done' },
        { label: t('work.started'), path: '/work?box=started' },
      ],
    },
  ]
  const known = new Set(mine.map(({ label }) => label))
  return [...mine, ...nav.filter(({ label }) => !known.has(label))]
}

/** Where somebody works, in few words: the unit is not said twice (运营管理部部长). */
export const postOf = ({ unit, position }: { unit: string; position: string }): string =>
  position.startsWith(unit) ? position : [unit, position].filter(Boolean).join(' · ')
