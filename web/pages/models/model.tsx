import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { EditionLine, EditionView, ModelView } from '#kernel/http/model-contract.ts'
import { refusalOf } from '../../api.ts'
import { Icon } from '../../elements/icon.tsx'
import { PageHead } from '../../elements/page-head.tsx'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { useTitle } from '../../views/case.tsx'
import { Editions } from './editions.tsx'
import './models.css'
import { Problems, problemMarks } from './problems.tsx'
import { editionQuery, modelQuery } from './queries.ts'
import { Publish, Withdraw } from './settle.tsx'
import { StateChip } from './state-chip.tsx'
import { say } from './words.ts'

// The drawing, the engine and what compares are large: each comes when its tab is opened.
const Drawing = lazy(() => import('./drawing.tsx').then(({ Drawing }) => ({ default: Drawing })))
const RuleTables = lazy(() => import('./rule-tables.tsx').then(({ RuleTables }) => ({ default: RuleTables })))
const Compare = lazy(() => import('./compare.tsx').then(({ Compare }) => ({ default: Compare })))
const TryOut = lazy(() => import('./try-out.tsx').then(({ TryOut }) => ({ default: TryOut })))
const TryDecision = lazy(() => import('./try-decision.tsx').then(({ TryDecision }) => ({ default: TryDecision })))
const Upload = lazy(() => import('./upload.tsx').then(({ Upload }) => ({ default: Upload })))

const tabs = ['drawing', 'tryOut', 'compare', 'text'] as const
type Tab = (typeof tabs)[number]
/** What is called otherwise for a table. */
const tableTabs: { [T in Tab]?: 'rules' | 'tryTable' } = { drawing: 'rules', tryOut: 'tryTable' }

/** One model at /models/<kind>/<name>: its editions, and of the one that is chosen the drawing, a try-out, a comparison. */
export function ModelPage() {
  const { kind, name } = useParams({ from: '/shell/models/$kind/$name' })
  const { data, isPending, error } = useQuery(modelQuery(kind, name))
  useTitle(data?.label)
  if (isPending) return <LinesSkeleton lines={8} />
  if (error) return <p className="notice bad">{refusalOf(error).message}</p>
  return <Model key={`${kind}/${name}`} model={data} />
}

function Model({ model }: { model: ModelView }) {
  const search = useSearch({ from: '/shell/models/$kind/$name' })
  const navigate = useNavigate({ from: '/models/$kind/$name' })
  const [uploads, setUploads] = useState(false)
  const chosen =
    model.editions.find(({ id }) => String(id) === search.edition) ??
    model.editions.find(({ state }) => state === 'effective') ??
    model.editions[0]
  const tab = tabs.find((one) => one === search.tab) ?? 'drawing'
  const open = (more: { edition?: string; tab?: string; with?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...more }), replace: true })
  return (
    <div className="models">
      <p className="small">
        <Link to="/models">{say('back')}</Link>
      </p>
      <PageHead title={model.label} line={model.record ? say('on2', { record: model.record.label }) : say('dmn')}>
        <button
          type="button"
          className={uploads ? 'button' : 'button primary'}
          aria-expanded={uploads}
          onClick={() => setUploads(!uploads)}
        >
          <Icon name={uploads ? 'undo' : 'upload'} />
          {say(uploads ? 'uploadNot' : 'upload')}
        </button>
      </PageHead>
      {uploads && (
        <Suspense fallback={<LinesSkeleton />}>
          <Upload
            model={model}
            onKept={(id) => {
              setUploads(false)
              open({ edition: String(id), tab: 'drawing' })
            }}
          />
        </Suspense>
      )}
      {!uploads && (
        <div className={tab === 'compare' ? 'models-columns wide' : 'models-columns'}>
          <div className="models-main">
            {chosen && <Edition model={model} chosen={chosen} tab={tab} compared={search.with} onOpen={open} />}
          </div>
          <Editions model={model} chosen={chosen?.id} onChoose={(id) => open({ edition: String(id) })} />
        </div>
      )}
    </div>
  )
}

interface EditionProps {
  model: ModelView
  chosen: EditionLine
  tab: Tab
  compared: string | undefined
  onOpen(more: { edition?: string; tab?: string; with?: string }): void
}

function Edition({ model, chosen, tab, compared, onOpen }: EditionProps) {
  const { data, isPending, error } = useQuery(editionQuery(chosen.id))
  const [asks, setAsks] = useState<'publish' | 'withdraw'>()
  return (
    <section aria-label={say('number', { n: chosen.number })}>
      <div className="models-head">
        <h2>
          {say('number', { n: chosen.number })} <StateChip state={chosen.state} />
        </h2>
        <div className="tools">
          {data && <Download model={model} edition={data} />}
          {chosen.state === 'proposed' && (
            <>
              <button type="button" className="button danger" onClick={() => setAsks('withdraw')}>
                {say('withdraw')}
              </button>
              <button type="button" className="button primary" onClick={() => setAsks('publish')}>
                {say('publish')}
              </button>
            </>
          )}
        </div>
      </div>
      {chosen.state === 'proposed' && chosen.origin === 'pack' && <p className="notice">{say('packProposal')}</p>}
      <div className="tabs" role="tablist">
        {tabs.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={one === tab} onClick={() => onOpen({ tab: one })}>
            {say(model.kind === 'dmn' ? (tableTabs[one] ?? one) : one)}
          </button>
        ))}
      </div>
      {isPending && <LinesSkeleton lines={6} />}
      {error && <p className="notice bad">{refusalOf(error).message}</p>}
      {data && (
        <Suspense fallback={<LinesSkeleton lines={6} />}>
          <TabOf {...{ model, chosen, tab, compared, onOpen }} edition={data} />
        </Suspense>
      )}
      {asks === 'publish' && <Publish model={model} edition={chosen} onClose={() => setAsks(undefined)} />}
      {asks === 'withdraw' && <Withdraw model={model} edition={chosen} onClose={() => setAsks(undefined)} />}
    </section>
  )
}

function TabOf({ model, chosen, tab, compared, onOpen, edition }: EditionProps & { edition: EditionView }) {
  const [focus, setFocus] = useState<{ id: string; at: number }>()
  if (tab === 'text') return <pre className="models-text">{edition.source}</pre>
  if (tab === 'compare')
    return <Compare model={model} edition={edition} compared={compared} onWith={(id) => onOpen({ with: id })} />
  if (tab === 'tryOut')
    return model.kind === 'bpmn' ? (
      <TryOut key={chosen.id} model={model} source={edition.source} />
    ) : (
      <TryDecision key={chosen.id} name={model.name} source={edition.source} />
    )
  return (
    <>
      {model.kind === 'bpmn' ? (
        <Drawing xml={edition.source} marks={problemMarks(edition.problems)} focus={focus} label={model.label} />
      ) : (
        <RuleTables source={edition.source} />
      )}
      <Problems
        problems={edition.problems}
        onJump={model.kind === 'bpmn' ? (id) => setFocus({ id, at: (focus?.at ?? 0) + 1 }) : undefined}
      />
    </>
  )
}

function Download({ model, edition }: { model: ModelView; edition: EditionView }) {
  const address = `data:application/xml;charset=utf-8,${encodeURIComponent(edition.source)}`
  return (
    <a className="button" href={address} download={`${model.name}-${edition.number}.${model.kind}`}>
      <Icon name="download" />
      {say('download')}
    </a>
  )
}
