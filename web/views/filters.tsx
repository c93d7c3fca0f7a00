import type { FieldMeta, RecordMeta } from '#kernel/http/contract.ts'
import { Icon } from '../elements/icon.tsx'
import { Menu } from '../elements/menu.tsx'
import { viewOf } from '../fields/fields.ts'
import { filtersOf, type ListSearch } from '../search.ts'
import { t } from '../t.ts'

interface FiltersProps {
  meta: RecordMeta
  search: ListSearch
  onChange(part: Partial<ListSearch>, replace?: boolean): void
}

/** 筛选: the fields that can be asked for; each one set stays beside the button as a sentence that can be taken away. */
export function Filters({ meta, search, onChange }: FiltersProps) {
  const set = filtersOf(search)
  const usable = meta.fields.filter((field) => viewOf(field.kind).Filter && !(field.name in reserved))
  if (usable.length === 0) return null
  // 我的 has a button of its own.
  const named = Object.entries(set).filter(([name]) => name !== meta.views.mine)
  return (
    <>
      <Menu
        className="button"
        side="start"
        face={
          <>
            <Icon name="filter" size={16} />
            {t('filter.open')}
            {Object.keys(set).length > 0 && <span className="count">{Object.keys(set).length}</span>}
          </>
        }
      >
        {() =>
          usable.map((field) => (
            <div key={field.name} className="menu-filter">
              <span className="small quiet">{field.label}</span>
              <FilterOf field={field} value={set[field.name]} onChange={(value) => onChange({ [field.name]: value })} />
            </div>
          ))
        }
      </Menu>
      {named.map(([name, value]) => (
        <button key={name} type="button" className="button small" onClick={() => onChange({ [name]: undefined })}>
          {sentence(meta, name, value)}
          <Icon name="close" size={14} />
          <span className="hidden">{t('filter.remove')}</span>
        </button>
      ))}
    </>
  )
}

interface FilterOfProps {
  field: FieldMeta
  value: string | undefined
  onChange(value: string | undefined): void
}

function FilterOf({ field, value, onChange }: FilterOfProps) {
  const Filter = viewOf(field.kind).Filter
  return Filter ? <Filter field={field} value={value} onChange={onChange} /> : null
}

function sentence(meta: RecordMeta, name: string, value: string): string {
  const field = meta.fields.find((one) => one.name === name)
  if (name === 'createdBy') return t('filter.picked', { label: t('system.createdBy') })
  if (name === 'createdAt') return t('filter.is', { label: t('system.createdAt'), value })
  if (!field) return t('filter.unknown')
  if (field.kind === 'ref') return t('filter.picked', { label: field.label })
  const said = field.choices?.[value] ?? (field.kind === 'flag' ? t(value === 'true' ? 'flag.yes' : 'flag.no') : value)
  return t('filter.is', { label: field.label, value: said })
}

const reserved: Record<string, true> = { q: true, status: true, sort: true, view: true }
