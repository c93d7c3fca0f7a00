import { useQuery } from '@tanstack/react-query'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import type Canvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import { drawable } from '#engine/bpmn/drawable.ts'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useRef, useState } from 'react'
import type { DiagramView } from '#kernel/http/case-contract.ts'
import type { ClauseRef } from '#kernel/http/contract.ts'
import { refusalOf } from '../api.ts'
import { Dialog } from '../elements/dialog.tsx'
import { LinesSkeleton } from '../elements/skeleton.tsx'
import { diagramQuery } from '../queries.ts'
import { t } from '../t.ts'
import { useTheme } from '../theme.ts'
import { type Tokens, tokens } from '../tokens.ts'
import { ClauseQuote } from './clause-quote.tsx'
import { DiagramZoom, showReadably } from './diagram-zoom.tsx'
import './diagram.css'

interface DiagramProps {
  process: string
  record: string
  id: string
  onClose(): void
}

/** 流程图: the process as it is drawn, what is done and where it stands; a step that is clicked shows its clause. */
export function Diagram({ process, record, id, onClose }: DiagramProps) {
  const found = useQuery(diagramQuery(process, record, id))
  return (
    <Dialog
      wide
      title={
        found.data
          ? t('diagram.title', { label: found.data.label, edition: found.data.edition })
          : t('timeline.diagram')
      }
      onClose={onClose}
    >
      {found.isPending && <LinesSkeleton />}
      {found.isError && <p className="notice bad">{refusalOf(found.error).message}</p>}
      {found.data && <Drawing view={found.data} />}
    </Dialog>
  )
}

/** A process as it is drawn, with where a case was, stands and is stuck. */
export function Drawing({ view }: { view: DiagramView }) {
  const place = useRef<HTMLDivElement>(null)
  const theme = useTheme()
  const [clause, setClause] = useState<ClauseRef>()
  const [shown, setShown] = useState<NavigatedViewer>()
  useEffect(() => {
    if (!place.current) return
    const viewer = new NavigatedViewer({ container: place.current, bpmnRenderer: coloursOf(tokens[theme]) })
    void draw(viewer, view).then(() => setShown(viewer))
    viewer.on<{ element: { id: string } }>('element.click', ({ element }) => setClause(view.clauses[element.id]))
    return () => {
      setShown(undefined)
      viewer.destroy()
    }
  }, [view, theme])
  return (
    <>
      <ul className="diagram-key">
        <li className="done">{t('step.done')}</li>
        <li className="current">{t('step.current')}</li>
        <li>{t('step.next')}</li>
        {view.stuck && view.stuck.length > 0 && <li className="stuck">{t('cases.stuck')}</li>}
        {Object.keys(view.clauses).length > 0 && <li className="hint quiet">{t('diagram.hint')}</li>}
      </ul>
      <div className="diagram-frame">
        <div className="diagram" ref={place} />
        <DiagramZoom viewer={shown} />
      </div>
      {clause && <ClauseQuote clause={clause} />}
    </>
  )
}

async function draw(viewer: NavigatedViewer, view: DiagramView): Promise<void> {
  await viewer.importXML(drawable(view.xml))
  const canvas = viewer.get<Canvas>('canvas')
  for (const node of view.done) mark(canvas, node, 'is-done')
  for (const node of view.current) mark(canvas, node, 'is-current')
  for (const node of view.stuck ?? []) mark(canvas, node, 'is-stuck')
  badges(viewer, view)
  frame(canvas, view.stuck?.[0] ?? view.current[0] ?? view.done.at(-1))
}

/** The whole drawing, or where it would be too small to read, the step that it is about. */
function frame(canvas: Canvas, step: string | undefined): void {
  const isWhole = showReadably(canvas)
  if (!isWhole && step) canvas.scrollToElement(step)
}

function mark(canvas: Canvas, node: string, marker: string): void {
  try {
    canvas.addMarker(node, marker)
  } catch {
    // A step of a sub-process that is drawn closed has no shape of its own.
  }
}

/** Where several tokens stand, how many; where one is stuck, a mark that needs no colour. */
function badges(viewer: NavigatedViewer, { current, stuck = [] }: DiagramView): void {
  const overlays = viewer.get<Overlays>('overlays')
  const shapes = viewer.get<ElementRegistry>('elementRegistry')
  for (const [node, all] of Map.groupBy([...current, ...stuck], (id) => id)) {
    const isStuck = stuck.includes(node)
    const count = all.length > 1 ? String(all.length) : ''
    if (!shapes.get(node) || (!isStuck && !count)) continue
    const badge = document.createElement('span')
    badge.className = isStuck ? 'diagram-badge stuck' : 'diagram-badge'
    badge.textContent = isStuck ? `!${count}` : count
    overlays.add(node, { position: { top: -12, right: 14 }, html: badge })
  }
}

const coloursOf = (colours: Tokens) => ({
  defaultFillColor: colours.card,
  defaultStrokeColor: colours.quiet,
  defaultLabelColor: colours.ink,
})
