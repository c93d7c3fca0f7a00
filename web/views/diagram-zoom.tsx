import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import type Canvas from 'diagram-js/lib/core/Canvas'
import { t } from '../t.ts'

/** The least scale at which the names of steps can be read. */
const readable = 0.6

/** The whole drawing where it can be read as a whole; else its beginning at a size that can. False when only that. */
export function showReadably(canvas: Canvas): boolean {
  showWhole(canvas)
  if (canvas.zoom() >= readable) return true
  canvas.zoom(0.8)
  const { inner, width, height } = canvas.viewbox()
  canvas.viewbox({ x: inner.x - 24, y: inner.y + inner.height / 2 - height / 2, width, height })
  return false
}

/** Larger, smaller, and all of it: for hands without a wheel, and for the keyboard. */
export function DiagramZoom({ viewer }: { viewer: NavigatedViewer | undefined }) {
  const scale = (by: number) => {
    const canvas = viewer?.get<Canvas>('canvas')
    canvas?.zoom(Math.min(4, Math.max(0.1, canvas.zoom() * by)))
  }
  return (
    <fieldset className="diagram-zoom" aria-label={t('diagram.zoom')}>
      <button type="button" onClick={() => scale(0.8)} aria-label={t('diagram.smaller')}>
        −
      </button>
      <button type="button" onClick={() => scale(1.25)} aria-label={t('diagram.larger')}>
        +
      </button>
      <button type="button" onClick={() => viewer && showWhole(viewer.get<Canvas>('canvas'))}>
        {t('diagram.whole')}
      </button>
    </fieldset>
  )
}

function showWhole(canvas: Canvas): void {
  canvas.zoom('fit-viewport', 'auto' as never)
  canvas.zoom(canvas.zoom() * 0.95, 'auto' as never)
}
