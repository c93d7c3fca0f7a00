import { useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { PageSkeleton } from './elements/skeleton.tsx'

/** What a pack's own page gets: the id in its address, when there is one. */
export interface PackPageProps {
  id: string | undefined
}
type PackModule = { Page: ComponentType<PackPageProps> }

/**
 * Pages that packs bring, where the derived ones are not enough. The file says where: `packs/policy/import.tsx` is
 * /policy/import and /policy/import/<id>, and `packs/policy/policy.tsx`, named as its pack, is /policy/<id>. Where pack and
 * file together, or the file alone, name a record (policy_import, policy), the page takes the place of that record's
 * derived one; without an id it also takes the place of the form for a new row. Each file exports `Page`.
 */
const files = import.meta.glob<PackModule>('../packs/*/*.tsx')

export const packPages = Object.entries(files).map(([file, load]) => {
  const [pack = '', name = ''] = file.replace('../packs/', '').replace('.tsx', '').split('/')
  const isMain = pack === name
  return {
    records: [name, `${pack}_${name}`],
    path: isMain ? `/${pack}` : `/${pack}/${name}`,
    opensNew: !isMain,
    component: pageOf(load),
  }
})

/** The page of a pack's own that takes the place of a record's derived ones; undefined when none does. */
export const pageOfRecord = (record: string) => packPages.find(({ records }) => records.includes(record))

function pageOf(load: () => Promise<PackModule>): () => ReactNode {
  const Page = lazy(() => load().then((module) => ({ default: module.Page })))
  return function PackPage() {
    const { id } = useParams({ strict: false })
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Page key={id} id={id} />
      </Suspense>
    )
  }
}
