import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Case } from '../views/case.tsx'
import { PersonAccess } from './person-access.tsx'

/** The page of one row; 同意，下一条 opens the next todo. */
export function DetailPage() {
  const { record, id } = useParams({ from: '/shell/r/$record/$id' })
  const { tab } = useSearch({ from: '/shell/r/$record/$id' })
  const navigate = useNavigate()
  return (
    <Case
      key={`${record}/${id}`}
      record={record}
      id={id}
      {...(record === 'person' ? { note: <PersonAccess id={id} /> } : {})}
      tab={tab}
      onTab={(next) =>
        void navigate({
          to: '/r/$record/$id',
          params: { record, id },
          search: next ? { tab: next } : {},
          replace: true,
        })
      }
      onDecided={(next, outcome) => {
        if (next && outcome.primary) {
          void navigate({ to: '/r/$record/$id', params: { record: next.record, id: next.recordId } })
        }
      }}
    />
  )
}
