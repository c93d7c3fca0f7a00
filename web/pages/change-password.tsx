import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { SessionView } from '#kernel/http/contract.ts'
import { refusalOf, send } from '../api.ts'
import { Dialog } from '../elements/dialog.tsx'
import { Icon } from '../elements/icon.tsx'
import { TextField } from '../elements/text-field.tsx'
import { toast } from '../elements/toast.tsx'
import { sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import './sign-in.css'

const empty = { old: '', new: '', again: '' }

/** 修改密码, as a button that opens what it asks for. */
export function ChangePassword({ className, onClose }: { className: string; onClose?(): void }) {
  const [isOpen, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    onClose?.()
  }
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)}>
        <Icon name="key" />
        {t('password.change')}
      </button>
      {isOpen && <PasswordDialog onClose={close} />}
    </>
  )
}

/** The present password, and the new one twice. Everywhere else one is signed out. */
function PasswordDialog({ onClose }: { onClose(): void }) {
  const [answers, setAnswers] = useState(empty)
  const [faults, setFaults] = useState<Record<string, string>>({})
  const change = useChange(setFaults, onClose)
  const form = useId()
  const submit = () => {
    const found = blankOrDifferent(answers, answers.new)
    setFaults(found)
    const { again: _, ...body } = answers
    if (Object.keys(found).length === 0 && !change.isPending) change.mutate(body)
  }
  const bound = (field: keyof typeof empty) => ({
    label: t(`password.${field}`),
    type: 'password',
    autoComplete: field === 'old' ? 'current-password' : 'new-password',
    value: answers[field],
    fault: faults[field],
    onChange: (value: string) => setAnswers({ ...answers, [field]: value }),
  })
  const foot = (
    <>
      <button type="button" className="button" onClick={onClose}>
        {t('cancel')}
      </button>
      <button type="submit" form={form} className="button primary" disabled={change.isPending}>
        {t('password.submit')}
      </button>
    </>
  )
  return (
    <Dialog title={t('password.change')} onClose={onClose} foot={foot}>
      <form
        id={form}
        className="setup"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField {...bound('old')} />
        <TextField {...bound('new')} help={t('setup.rules')} />
        <TextField {...bound('again')} />
        {change.isError && !refusalOf(change.error).fields && (
          <p className="notice bad" role="alert">
            {refusalOf(change.error).message}
          </p>
        )}
        <p className="small quiet">{t('password.elsewhere')}</p>
      </form>
    </Dialog>
  )
}

/** What a page can see itself of a form that sets a password: lines left blank, and two spellings that differ. */
export function blankOrDifferent(answers: Record<string, string>, password: string): Record<string, string> {
  const blank = Object.entries(answers).filter(([, value]) => value.trim() === '')
  const faults = Object.fromEntries(blank.map(([name]) => [name, t('form.required')]))
  return faults.again || answers.again === password ? faults : { ...faults, again: t('setup.differ') }
}

function useChange(onFaults: (faults: Record<string, string>) => void, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { old: string; new: string }) => send<SessionView>('POST', '/api/password', body),
    onError: (error) => onFaults(refusalOf(error).fields ?? {}),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
      toast(t('password.changed'))
      onDone()
    },
  })
}
