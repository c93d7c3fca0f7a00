import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import type Canvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import { drawable } from '#engine/bpmn/drawable.ts'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useRef, useState } from 'react'
import { useTheme } from '../../theme.ts'
import { type Tokens, tokens } from '../../tokens.ts'
import '../../views/diagram.css'
import { DiagramZoom, showReadably } from '../../views/diagram-zoom.tsx'
import { say } from './words.ts'

/** How elements stand out, by their ids: classes on the shape, and a short text on its corner. */
export interface Marks {
  readonly classes: Readonly<Record<string, string>>
  readonly badges?: Readonly<Record<string, string>>
}

/**
 * The element to bring into sight; asking for the same one again counts when `at` moves. `onlyIfSmall`: only where the
 * whole drawing is too small to read.
 */
export interface Focus {
  readonly id: string
  readonly at: number
  readonly onlyIfSmall?: true
}

interface DrawingProps {
  xml: string
  marks: Marks
  focus?: Focus | undefined
  label: string
  onPick?(id: string): void
}

/** A process as it is drawn, in the colours of the theme, with marks that may change while it is shown. */
export function Drawing({ xml, marks, focus, label, onPick }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<NavigatedViewer>()
  const [failure, setFailure] = useState<string>()
  const theme = useTheme()
  const picked = useRef(onPick)
  picked.current = onPick
  useEffect(() => {
    if (!place.current) return
    const viewer = new NavigatedViewer({ container: place.current, bpmnRenderer: coloursOf(tokens[theme]) })
    let isGone = false
    viewer
      .importXML(drawable(xml))
      .then(() => {
        if (isGone) return
        showReadably(viewer.get<Canvas>('canvas'))
        setShown(viewer)
        setFailure(undefined)
      })
      .catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)))
    viewer.on<{ element: { id: string } }>('element.click', ({ element }) => picked.current?.(element.id))
    return () => {
      isGone = true
      setShown(undefined)
      viewer.destroy()
    }
  }, [xml, theme])
  useEffect(() => (shown ? paint(shown, marks) : undefined), [shown, marks])
  useEffect(() => {
    if (shown && focus) bringIntoSight(shown, focus)
  }, [shown, focus])
  return (
    <>
      {failure && <p className="notice warn">{/no diagram/i.test(failure) ? say('noDrawing') : say('failed')}</p>}
      <div className="diagram-frame" hidden={Boolean(failure)}>
        <section className="diagram models-diagram" ref={place} aria-label={label} />
        <DiagramZoom viewer={shown} />
      </div>
    </>
  )
}

/** Puts the marks on, and gives back what takes them off. */
function paint(viewer: NavigatedViewer, { classes, badges = {} }: Marks): () => void {
  const canvas = viewer.get<Canvas>('canvas')
  const overlays = viewer.get<Overlays>('overlays')
  const known = viewer.get<ElementRegistry>('elementRegistry')
  const marked = Object.entries(classes).filter(([id]) => known.get(id))
  for (const [id, name] of marked) for (const one of name.split(' ')) canvas.addMarker(id, one)
  const added = Object.entries(badges)
    .filter(([id]) => known.get(id))
    .map(([id, words]) => overlays.add(id, { position: { top: -12, right: 14 }, html: badgeOf(words) }))
  return () => {
    // The viewer may be gone by now, with all that was on it.
    try {
      for (const [id, name] of marked) for (const one of name.split(' ')) canvas.removeMarker(id, one)
      for (const id of added) overlays.remove(id)
    } catch {}
  }
}

function badgeOf(words: string): HTMLElement {
  const badge = document.createElement('span')
  badge.className = 'models-token'
  badge.textContent = words
  return badge
}

function bringIntoSight(viewer: NavigatedViewer, { id, onlyIfSmall }: Focus): void {
  const canvas = viewer.get<Canvas>('canvas')
  if (onlyIfSmall && canvas.zoom() >= 0.6 && canvas.zoom() !== 0.8) return
  if (!viewer.get<ElementRegistry>('elementRegistry').get(id)) return
  if (canvas.zoom() < 0.6) canvas.zoom(0.8)
  canvas.scrollToElement(id)
}

const coloursOf = (colours: Tokens) => ({
  defaultFillColor: colours.card,
  defaultStrokeColor: colours.quiet,
  defaultLabelColor: colours.ink,
})
