import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { RowView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '#web/api.ts'
import { PageHead } from '#web/elements/page-head.tsx'
import { Drop } from '#web/fields/file.tsx'
import type { PackPageProps } from '#web/pack-pages.tsx'
import { rowQuery } from '#web/queries.ts'
import '#web/views/form.css'
import { ReviewPage } from './pages/review.tsx'
import './pages/review.css'
import { say } from './pages/words.ts'

/** 导入制度: a file goes in at /policy/import, what was read of it is looked through at /policy/import/<id>. */
export function Page({ id }: PackPageProps) {
  return id ? <ReviewPage id={id} /> : <UploadPage />
}

function UploadPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const read = useMutation({
    mutationFn: (file: { id: string; name: string }) =>
      send<RowView>('POST', '/api/policy_import', { fields: { file: file.id, name: file.name }, action: 'read' }),
    onSuccess: async (view) => {
      client.setQueryData(rowQuery('policy_import', view.row.id).queryKey, view)
      await navigate({ href: `/policy/import/${view.row.id}` })
    },
  })
  return (
    <div className="upload">
      <PageHead title={say('import.title')} line={say('import.line')} />
      <div className="upload-place">
        <Drop
          id="policy-file"
          label={say('import.title')}
          words={read.isPending ? say('import.reading') : say('import.drop')}
          onFile={(file) => read.mutate(file)}
        />
      </div>
      {read.isError && (
        <p className="notice bad" role="alert">
          {refusalOf(read.error).message}
        </p>
      )}
      <p className="quiet">
        {say('import.kept')}{' '}
        <Link to="/r/$record" params={{ record: 'policy_import' }} search={{}}>
          {say('import.earlier')}
        </Link>
      </p>
    </div>
  )
}
