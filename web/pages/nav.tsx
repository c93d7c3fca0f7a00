import { Link, useLocation } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import type { NavMenu } from '#kernel/http/contract.ts'
import { Icon } from '../elements/icon.tsx'
import { kept } from '../kept.ts'
import { t } from '../t.ts'

const unfolded = kept<readonly string[]>('nav.opened', [t('work.title')])
/** The router would mark every address that begins alike; only the nearest is marked. */
const unmarked = {}
/** So many entries a menu shows; the others are behind 更多. */
const most = 9

/**
 * Two levels by what people do, thin lines between 我的, 管理, 业务, 保障. The menu that one is in is open, the others only
 * where one opened them; folded, each menu is one character.
 */
export function Nav({ nav, folded, onFold }: { nav: NavMenu[]; folded: boolean; onFold(folded: boolean): void }) {
  const { pathname, href } = useLocation()
  const [opened, setOpened] = useState(unfolded.read)
  const [shut, setShut] = useState<string>()
  const isIn = (menu: NavMenu) => menu.items.some((item) => isHere(item.path, href, pathname))
  const isOpen = (menu: NavMenu) => (isIn(menu) ? shut !== menu.label : opened.includes(menu.label))
  const toggle = (menu: NavMenu) => {
    const { label } = menu
    if (isIn(menu)) return setShut(shut === label ? undefined : label)
    const next = opened.includes(label) ? opened.filter((one) => one !== label) : [...opened, label]
    unfolded.write(next)
    setOpened(next)
  }
  return (
    <nav className="nav" aria-label={t('shell.nav')}>
      <ul>
        {nav.map((menu, index) => (
          <Fragment key={menu.label}>
            {index > 0 && nav[index - 1]?.section !== menu.section && <li className="section" aria-hidden="true" />}
            <li>
              <MenuHead menu={menu} open={isOpen(menu)} folded={folded} onToggle={() => toggle(menu)} />
              {isOpen(menu) && menu.items.length > 0 && <MenuItems menu={menu} />}
            </li>
          </Fragment>
        ))}
      </ul>
      <button type="button" className="nav-fold" onClick={() => onFold(!folded)} aria-expanded={!folded}>
        <Icon name="fold" />
        <span>{t('shell.fold')}</span>
        {folded && <span className="hidden">{t('shell.unfold')}</span>}
      </button>
    </nav>
  )
}

interface HeadProps {
  menu: NavMenu
  open: boolean
  folded: boolean
  onToggle(): void
}

function MenuHead({ menu, open, folded, onToggle }: HeadProps) {
  const { pathname, href } = useLocation()
  const here = menu.items.some((item) => isHere(item.path, href, pathname))
  const waiting = open ? 0 : menu.items.reduce((sum, { count = 0 }) => sum + count, 0)
  const path = menu.path ?? (folded ? menu.items[0]?.path : undefined)
  const face = (
    <>
      <span className="glyph" aria-hidden="true">
        {menu.label.slice(0, 1)}
      </span>
      <span>{menu.label}</span>
    </>
  )
  if (path !== undefined) {
    const active = path === pathname
    return (
      <Link
        to={path}
        className={`nav-menu ${active && menu.items.length === 0 ? 'active' : here || active ? 'here' : ''}`}
        title={menu.label}
      >
        {face}
      </Link>
    )
  }
  return (
    <button type="button" className={`nav-menu ${here ? 'here' : ''}`} aria-expanded={open} onClick={onToggle}>
      {face}
      {waiting > 0 && <span className="count">{waiting}</span>}
      <Icon name="down" size={16} />
    </button>
  )
}

/** The second level of one menu; the phone's 我的 page shows it too. */
export function MenuItems({ menu }: { menu: NavMenu }) {
  const { pathname, href } = useLocation()
  // Of two that hold where I am (/overview, /overview/matrix) the nearer one is it.
  const [nearest] = menu.items
    .filter((item) => isHere(item.path, href, pathname))
    .toSorted((a, b) => b.path.length - a.path.length)
  const [isWhole, setWhole] = useState(false)
  const rest = menu.items.slice(most)
  const isLong = rest.length > 1 && !isWhole && !(nearest && rest.includes(nearest))
  return (
    <ul>
      {(isLong ? menu.items.slice(0, most) : menu.items).map((item) => {
        const active = item === nearest
        return (
          <li key={item.path}>
            <Link
              to={item.path}
              className={active ? 'nav-item active' : 'nav-item'}
              activeProps={unmarked}
              aria-current={active ? 'page' : undefined}
            >
              <span>{item.label}</span>
              {item.count !== undefined && item.count > 0 && <span className="count">{item.count}</span>}
            </Link>
          </li>
        )
      })}
      {isLong && (
        <li>
          <button type="button" className="nav-item" onClick={() => setWhole(true)}>
            <span>{t('nav.more', { n: rest.length })}</span>
          </button>
        </li>
      )}
    </ul>
  )
}

/** An item is where I am when its path is mine, or mine begins with its path and query. */
function isHere(path: string, href: string, pathname: string): boolean {
  if (path.includes('?')) return href === path || href.startsWith(`${path}&`)
  return path === pathname || (path !== '/' && pathname.startsWith(`${path}/`))
}
