import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Empty } from '#web/elements/empty.tsx'
import { inView } from '#web/elements/in-view.ts'
import { LinesSkeleton } from '#web/elements/skeleton.tsx'
import type { PackPageProps } from '#web/pack-pages.tsx'
import { Absent } from '#web/pages/missing.tsx'
import { metaQuery, rowQuery, sessionQuery } from '#web/queries.ts'
import { t } from '#web/t.ts'
import { ActionBar } from '#web/views/action-bar.tsx'
import { CaseTimeline, editableOf, titleOf, useTitle } from '#web/views/case.tsx'
import { ConflictDialog } from '#web/views/conflict-dialog.tsx'
import { Form } from '#web/views/form.tsx'
import { useCase } from '#web/views/use-case.ts'
import { Carriers } from './pages/carriers.tsx'
import { Changes } from './pages/changes.tsx'
import { type ClauseNode, flat, headOf } from './pages/coverage.ts'
import { Outline } from './pages/outline.tsx'
import './pages/life.css'
import './pages/policy.css'
import { PolicyHead } from './pages/policy-head.tsx'
import { SignBar } from './pages/sign-bar.tsx'
import { useTree } from './pages/use-tree.ts'
import { say } from './pages/words.ts'

/** 制度: the clause tree, the text as people like to read it, and what carries each clause; on a phone, three tabs. */
export function Page({ id }: PackPageProps) {
  return id ? <PolicyPage id={id} /> : <Absent words={t('missing.words')} />
}

function PolicyPage({ id }: { id: string }) {
  const { data: view } = useSuspenseQuery(rowQuery('policy', id))
  const { data: meta } = useSuspenseQuery(metaQuery('policy'))
  const { data: session } = useSuspenseQuery(sessionQuery)
  const navigate = useNavigate()
  const state = useCase(view, 'policy')
  const tree = useTree(id)
  useTitle(titleOf(view, meta.title))
  return (
    <article className="policy">
      <PolicyHead view={view} meta={meta} tree={tree.isPending ? undefined : tree.nodes} />
      {view.row.complete === false && <p className="notice warn">{say('policy.cut')}</p>}
      <SignBar policy={id} />
      {view.row.revises != null && (
        <Changes
          id={id}
          onChoose={(anchor) => void navigate({ to: `/policy/${id}` as string, hash: anchor, replace: true })}
        />
      )}
      <details
        className="policy-facts"
        open={Object.keys(state.form.errors).length > 0 || (view.todo?.edit.length ?? 0) > 0}
      >
        <summary>{say('policy.facts')}</summary>
        <Form
          meta={meta}
          values={state.form.values}
          labels={view.labels}
          editable={editableOf(view)}
          marked={new Set(view.todo?.edit ?? [])}
          errors={state.form.errors}
          onChange={state.form.set}
        />
      </details>
      {tree.isPending ? (
        <LinesSkeleton lines={10} />
      ) : (
        <Columns
          id={id}
          nodes={tree.nodes}
          isDraft={meta.actions.some(({ name, from }) => name === 'send' && from.includes(view.row.status))}
          onChanged={tree.freshen}
        />
      )}
      <ActionBar
        key={view.todo?.id ?? view.row.version}
        meta={meta}
        view={view}
        state={state}
        hasNext={session.counts.todo > 1}
        onDecided={(next, outcome) => {
          if (!next || !outcome.primary) return
          void navigate({ to: '/r/$record/$id', params: { record: next.record, id: next.recordId } })
        }}
      />
      {state.conflict && <ConflictDialog meta={meta} labels={view.labels} state={state} conflict={state.conflict} />}
    </article>
  )
}

const panes = ['tree', 'text', 'carriers'] as const

interface ColumnsProps {
  id: string
  nodes: ClauseNode[]
  /** Clauses change only while their policy is drafted. */
  isDraft: boolean
  onChanged(): void
}

function Columns({ id, nodes, isDraft, onChanged }: ColumnsProps) {
  const { hash } = useLocation()
  const [chosen, setChosen] = useState<string>()
  const [pane, setPane] = useState<(typeof panes)[number]>('text')
  const [only, setOnly] = useState(false)
  const at = chosen ?? (hash || undefined)
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView({ block: 'center' })
  }, [hash])
  const choose = (anchor: string, next: (typeof panes)[number]) => {
    setChosen(anchor)
    setPane(next)
    if (next === 'text')
      requestAnimationFrame(() => document.getElementById(anchor)?.scrollIntoView({ block: 'center' }))
  }
  if (nodes.length === 0) {
    return (
      <Empty words={say('policy.empty')}>
        <Link to={'/policy/import' as string} className="button">
          {say('import.title')}
        </Link>
      </Empty>
    )
  }
  return (
    <>
      <div className="tabs policy-panes" role="tablist" aria-label={say('policy.text')}>
        {panes.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            ref={one === pane ? inView : undefined}
            aria-selected={one === pane}
            onClick={() => setPane(one)}
          >
            {say(`policy.${one}`)}
          </button>
        ))}
      </div>
      <div className={`policy-columns show-${pane}`}>
        <Outline tree={nodes} chosen={at} only={only} onOnly={setOnly} onChoose={(anchor) => choose(anchor, 'text')} />
        <div className="policy-text">
          {flat(nodes).map((node) => (
            <Passage
              key={node.anchor}
              node={node}
              isChosen={node.anchor === at}
              onChoose={() => choose(node.anchor, 'carriers')}
            />
          ))}
        </div>
        <div className="policy-side">
          <Carriers
            policy={id}
            node={flat(nodes).find(({ anchor }) => anchor === at)}
            isDraft={isDraft}
            onChanged={onChanged}
          />
          <CaseTimeline record="policy" id={id} />
        </div>
      </div>
    </>
  )
}

/** One clause in the text: its number in the margin, its words; a click shows what carries it. */
function Passage({ node, isChosen, onChoose }: { node: ClauseNode; isChosen: boolean; onChoose(): void }) {
  return (
    <section id={node.anchor} className={`passage depth-${Math.min(node.depth, 3)} ${isChosen ? 'chosen' : ''}`}>
      <button type="button" className="passage-title" aria-pressed={isChosen} onClick={onChoose}>
        {headOf(node)}
      </button>
      {node.text && <p>{node.text}</p>}
    </section>
  )
}
