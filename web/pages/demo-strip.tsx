import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { refusalOf, send } from '../api.ts'
import { Dialog } from '../elements/dialog.tsx'
import { toast } from '../elements/toast.tsx'
import { t } from '../t.ts'

/** What the demo says at the top of every page, and the way back to its first day. */
export function DemoStrip() {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <p className="demo-strip">
        {t('demo.invented')}
        {t('demo.again')}
        <button type="button" className="button bare" onClick={() => setAsking(true)}>
          {t('demo.reset')}
        </button>
      </p>
      {asking && <ResetDialog onClose={() => setAsking(false)} />}
    </>
  )
}

function ResetDialog({ onClose }: { onClose(): void }) {
  const client = useQueryClient()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const reset = async () => {
    setBusy(true)
    try {
      await send('POST', '/api/demo/reset', {})
      client.clear()
      await router.navigate({ to: '/' })
      location.reload()
    } catch (error) {
      toast(refusalOf(error).message, true)
      onClose()
    }
  }
  return (
    <Dialog
      title={t('demo.reset')}
      onClose={() => !busy && onClose()}
      foot={
        <>
          <button type="button" className="button" disabled={busy} onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="button" className="button primary" disabled={busy} onClick={() => void reset()}>
            {t(busy ? 'demo.resetting' : 'demo.reset')}
          </button>
        </>
      }
    >
      <p>{t('demo.resetWords')}</p>
    </Dialog>
  )
}
