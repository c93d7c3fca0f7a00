import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ActionMeta, RecordMeta, RowView } from '#kernel/http/contract.ts'
import type { Kind } from '#kernel/record/field.ts'
import { refusalOf, send, wordsOf } from '../api.ts'
import { PageHead } from '../elements/page-head.tsx'
import { toast } from '../elements/toast.tsx'
import { startOf } from '../nature.ts'
import { metaQuery, rowQuery } from '../queries.ts'
import { t } from '../t.ts'
import { useTitle } from '../views/case.tsx'
import '../views/case.css'
import type { Values } from '../views/draft.ts'
import { ForeseenWay, startOf as sendOf } from '../views/foreseen.tsx'
import { Form } from '../views/form.tsx'
import { useForm } from '../views/use-form.ts'

/** A new row: the form, 存草稿 and the record's first main action (提交) in one request. */
export function CreatePage() {
  const { record } = useParams({ from: '/shell/r/$record/new' })
  const search = useSearch({ from: '/shell/r/$record/new' })
  const { data: meta } = useSuspenseQuery(metaQuery(record))
  return <Create key={`${record}${JSON.stringify(search)}`} meta={meta} given={givenOf(meta, search)} />
}

function Create({ meta, given }: { meta: RecordMeta; given: Values }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const presets = { ...meta.presets, ...given }
  const form = useForm(`${meta.name}/new${Object.keys(given).length > 0 ? JSON.stringify(given) : ''}`, presets)
  const title = startOf(meta)
  useTitle(title)
  const first = Object.keys(meta.states)[0] ?? ''
  const submit = meta.actions.find((action) => action.primary && action.from.includes(first))
  const create = useMutation({
    mutationFn: (action: ActionMeta | undefined) =>
      form.once((key) =>
        send<RowView>(
          'POST',
          `/api/${meta.name}`,
          { fields: { ...presets, ...form.typed }, ...(action ? { action: action.name } : {}) },
          key,
        ),
      ),
    onError: (error) => {
      const refusal = refusalOf(error)
      form.setErrors(refusal.fields ?? {})
      toast(wordsOf(refusal), true)
    },
    onSuccess: async (view, action) => {
      form.forget()
      toast(t(action ? 'create.sent' : 'create.kept', { action: action?.label ?? '' }))
      client.setQueryData(rowQuery(meta.name, view.row.id).queryKey, view)
      for (const queryKey of [['list', meta.name], ['row'], ['inbox'], ['session'], ['workbench']]) {
        void client.invalidateQueries({ queryKey })
      }
      await navigate({ to: '/r/$record/$id', params: { record: meta.name, id: view.row.id }, replace: true })
    },
  })
  const run = (action: ActionMeta | undefined) => !form.isBusy() && create.mutate(action)
  return (
    <div className="create">
      <PageHead title={title} line={t('create.line', { who: meta.who.read })} />
      {form.restored && (
        <p className="notice warn">
          <span className="grow">{t('form.restored')}</span>
          <button type="button" className="button small" onClick={form.forget}>
            {t('form.restart')}
          </button>
        </p>
      )}
      <div className="case-columns">
        <Form
          meta={meta}
          values={form.values}
          labels={{}}
          editable={fillable(meta)}
          errors={form.errors}
          fresh
          onChange={form.set}
        />
        {sendOf(meta, first) && (
          <aside className="case-side">
            <ForeseenWay meta={meta} values={form.values} />
          </aside>
        )}
      </div>
      <div className="actionbar">
        <div className="actionbar-buttons">
          <button
            type="button"
            className={submit ? 'button' : 'button primary'}
            disabled={create.isPending}
            onClick={() => run(undefined)}
          >
            {t(submit ? 'create.keep' : 'case.save')}
          </button>
          {submit && (
            <button type="button" className="button primary" disabled={create.isPending} onClick={() => run(submit)}>
              {submit.label}
            </button>
          )}
        </div>
      </div>
    </div>
  )
}

/** What the address fills in: only what one may fill in anyway, each value as its kind of field has it. */
function givenOf(meta: RecordMeta, search: Readonly<Record<string, string | undefined>>): Values {
  const open = fillable(meta)
  const said = meta.fields.filter(({ name }) => open.has(name) && search[name] !== undefined)
  return Object.fromEntries(said.map(({ name, kind }) => [name, givenValue(kind, search[name] ?? '')]))
}

function givenValue(kind: Kind, said: string): unknown {
  if (kind === 'flag') return said === 'true'
  return kind === 'number' && Number.isFinite(Number(said)) ? Number(said) : said
}

/** What one fills in at the start: not what rules set, nor what a later step asks for. */
const fillable = (meta: RecordMeta): ReadonlySet<string> =>
  new Set(meta.fields.filter(({ derived, step, kind }) => !derived && !step && kind !== 'data').map(({ name }) => name))
