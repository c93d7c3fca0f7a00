import { escapeXml } from '../../xml-tree.ts'

/** What is gathered of one element, in our words; written as `<jw:…>` beside what was there. */
export type Settings = {
  /** FEEL of who gets the step, joined into one list. */
  assign: string[]
  task: { due?: string; priority?: string; edit: string[] }
  service: { rule?: string; retries?: string; backoff?: string }
  decision: { name?: string; result?: string }
  loop: { collection?: string; item?: string; result?: string; output?: string }
  script: { result?: string }
  message: { key?: string }
  inputs: { name: string; value: string }[]
  outputs: { name: string; value: string }[]
}

/** Nothing gathered yet. */
export function noSettings(): Settings {
  return {
    assign: [],
    task: { edit: [] },
    service: {},
    decision: {},
    loop: {},
    script: {},
    message: {},
    inputs: [],
    outputs: [],
  }
}

/** The gathered settings as extension elements in our namespace; empty when there is nothing to say. */
export function writeSettings(settings: Settings): string[] {
  const { assign, task, service, decision, loop, script, message, inputs, outputs } = settings
  const edit = task.edit.join(' ')
  const who = assign.length > 1 ? `[${assign.join(', ')}]` : assign[0]
  return [
    tag('task', { assign: who, due: task.due, edit: edit || undefined, priority: task.priority }),
    tag('service', service),
    tag('decision', decision),
    tag('script', script),
    tag('loop', loop),
    tag('message', message),
    ...inputs.map((one) => tag('input', one)),
    ...outputs.map((one) => tag('output', one)),
  ].filter((one) => one !== '')
}

function tag(name: string, attributes: { [name: string]: string | undefined }): string {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined)
  if (written.length === 0) return ''
  return `<jw:${name} ${written.map(([key, value]) => `${key}="${attribute(value ?? '')}"`).join(' ')}/>`
}

function attribute(value: string): string {
  return escapeXml(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
