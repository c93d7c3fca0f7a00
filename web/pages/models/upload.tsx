import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useId, useRef, useState } from 'react'
import { decodeXml } from '#engine/bpmn/encoding.ts'
import type { CheckedView, EditionDone, ModelView } from '#kernel/http/model-contract.ts'
import { newKey, refusalOf, send } from '../../api.ts'
import { toast } from '../../elements/toast.tsx'
import { Drawing } from './drawing.tsx'
import { Problems, problemMarks } from './problems.tsx'
import { pathOf } from './queries.ts'
import { say } from './words.ts'

const largest = 900_000

/** A new edition: a file that is dropped, chosen or pasted; what the checks say of it; kept as a proposal. */
export function Upload({ model, onKept }: { model: ModelView; onKept(id: number): void }) {
  const check = useMutation({
    mutationFn: ({ source }: Chosen) =>
      send<CheckedView>('POST', `${pathOf(model.kind, model.name)}/check`, { source }),
  })
  return (
    <section className="models-upload" aria-label={say('upload')}>
      {check.data ? (
        <Checked model={model} file={check.variables.file} checked={check.data} onAgain={check.reset} onKept={onKept} />
      ) : (
        <Choose
          model={model}
          busy={check.isPending ? check.variables.file : undefined}
          fault={check.isError ? refusalOf(check.error).message : undefined}
          onText={check.mutate}
        />
      )}
    </section>
  )
}

/** A text, and what its file is called. */
interface Chosen {
  readonly file: string
  readonly source: string
}

interface ChooseProps {
  model: ModelView
  /** The file that is being checked. */
  busy: string | undefined
  fault: string | undefined
  onText(chosen: Chosen): void
}

function Choose({ model, busy, fault, onText }: ChooseProps) {
  const [wrong, setWrong] = useState<string>()
  const [over, setOver] = useState(false)
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const read = async (file: File | undefined) => {
    if (!file) return
    const words = wrongWith(file, model)
    setWrong(words)
    if (!words) onText({ file: file.name, source: decodeXml(new Uint8Array(await file.arrayBuffer())) })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void read(event.dataTransfer.files[0])
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which does the same */}
      <div
        className={over ? 'models-drop over' : 'models-drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p role="status">
          {busy ? say('checking', { file: busy }) : say('uploadLine', { kind: model.kind.toUpperCase() })}
        </p>
        <input
          ref={input}
          type="file"
          className="hidden"
          tabIndex={-1}
          aria-label={say('pick')}
          accept=".bpmn,.dmn,.xml"
          onChange={(event) => {
            void read(event.target.files?.[0])
            // So that the same file, mended, can be chosen again.
            event.target.value = ''
          }}
        />
        <button type="button" className="button" disabled={busy !== undefined} onClick={() => input.current?.click()}>
          {say('pick')}
        </button>
        <p className="small quiet">
          {say('uploadHelp')}
          {model.kind === 'bpmn' && say('uploadForeign')}
        </p>
      </div>
      {(wrong ?? fault) && (
        <p className="notice bad" role="alert">
          {wrong ?? fault}
        </p>
      )}
      <details>
        <summary>{say('paste')}</summary>
        <textarea
          className="input models-paste"
          aria-label={say('pasted')}
          placeholder={say('pasted')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          className="button"
          disabled={busy !== undefined || !text.trim()}
          onClick={() => onText({ file: say('pastedText'), source: text })}
        >
          {say('check')}
        </button>
      </details>
    </>
  )
}

/** Why a file is not worth reading, if it is not. */
function wrongWith({ name, size }: File, { kind }: ModelView): string | undefined {
  if (!/\.(bpmn|dmn|xml)$/i.test(name)) return say('badFile', { file: name })
  if (size === 0) return say('emptyFile', { file: name })
  const megabytes = (size / 1_000_000).toFixed(1)
  return size > largest ? say('tooLarge', { file: name, size: megabytes, kind: say(kind) }) : undefined
}

interface CheckedProps {
  model: ModelView
  file: string
  checked: CheckedView
  onAgain(): void
  onKept(id: number): void
}

function Checked({ model, file, checked, onAgain, onKept }: CheckedProps) {
  const client = useQueryClient()
  const key = useRef(newKey())
  const help = useId()
  const [reason, setReason] = useState('')
  const [focus, setFocus] = useState<{ id: string; at: number }>()
  const errors = checked.problems.filter(({ level }) => level === 'error').length
  const keep = useMutation({
    mutationFn: () =>
      send<EditionDone>('POST', pathOf(model.kind, model.name), { source: checked.source, reason }, key.current),
    onSuccess: async ({ message, document }) => {
      await client.invalidateQueries({ queryKey: ['models'] })
      toast(message)
      onKept(document)
    },
    onError: (error) => {
      key.current = newKey()
      toast(refusalOf(error).message, true)
    },
  })
  return (
    <>
      <div className="models-head">
        <h2>
          {errors > 0 ? say('errors', { n: errors }) : say('checked')}
          {errors === 0 && checked.problems.length > 0 && `，${say('warnings', { n: checked.problems.length })}`}{' '}
          <code className="small quiet">{file}</code>
        </h2>
        <button type="button" className="button" onClick={onAgain}>
          {say('again')}
        </button>
      </div>
      {checked.foreign && <Foreign foreign={checked.foreign} />}
      {model.kind === 'bpmn' && (
        <Drawing xml={checked.source} marks={problemMarks(checked.problems)} focus={focus} label={say('upload')} />
      )}
      <Problems problems={checked.problems} onJump={(id) => setFocus({ id, at: (focus?.at ?? 0) + 1 })} />
      {errors === 0 && (
        <form
          className="models-reason"
          onSubmit={(event) => {
            event.preventDefault()
            keep.mutate()
          }}
        >
          <label>
            {say('reason')}
            <input
              className="input"
              maxLength={500}
              value={reason}
              aria-describedby={help}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <button type="submit" className="button primary" disabled={keep.isPending || !reason.trim()}>
            {say('keep')}
          </button>
          <p id={help} className="small quiet">
            {say('keepLine')}
          </p>
        </form>
      )}
    </>
  )
}

/** What became of the settings of another product. */
function Foreign({ foreign: { origin, mapped, unmatched } }: { foreign: NonNullable<CheckedView['foreign']> }) {
  return (
    <div className="notice models-foreign">
      <p>{say('foreign', { origin })}</p>
      {unmatched.length > 0 && (
        <details open>
          <summary>{say('unmatched', { n: unmatched.length })}</summary>
          <ul>
            {unmatched.map(({ element, line, what, why, todo }) => (
              <li key={`${element}${what}`}>
                <code>{what}</code> <Where element={element} line={line} />
                <br />
                {why}
                {todo}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mapped.length > 0 && (
        <details>
          <summary>{say('mapped', { n: mapped.length })}</summary>
          <ul>
            {mapped.map(({ element, line, from, to }) => (
              <li key={`${element}${from}`}>
                <code>{from}</code> → <code>{to}</code> <Where element={element} line={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

const Where = ({ element, line }: { element: string; line: number }) => (
  <span className="small quiet">
    <code>{element}</code> · {say('line2', { n: line })}
  </span>
)
