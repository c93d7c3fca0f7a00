import type { ModelOptions } from '#engine/bpmn/compile.ts'
import { BpmnError } from '#engine/bpmn/error.ts'
import type { BoundScript } from '#engine/bpmn/reading.ts'
import type { Json } from '#engine/types.ts'

/** What the scripts of a run left: marks, and the time that those with a duration took. */
export type Marks = {
  left: string[]
  intervals: { from: number; to: number }[]
  /** Scripts that take time, in milliseconds, by the name of the service that does them. */
  services: { [rule: string]: number }
}

const TIMED: { [script: string]: number } = {
  WAIT_TEN_SECONDS: 10_000,
  CREATE_TIMESTAMP_LOG_1: 1000,
  CREATE_TIMESTAMP_LOG_2: 1000,
}

/** Binds the place-holders in the models of betsy: each leaves its mark, or takes its time as a service does. */
export function bindScripts(marks: Marks): NonNullable<ModelOptions['scripts']> {
  return (text) => {
    const place = text.trim()
    const takes = TIMED[place]
    if (takes !== undefined) {
      marks.services[place] = takes
      return { rule: place }
    }
    return placeHolder(marks, place)
  }
}

function placeHolder(marks: Marks, place: string): BoundScript {
  const task = /^SCRIPT_(\w+)$/.exec(place)?.[1]
  const mark = (name: string) => void marks.left.push(name)
  return (vars) => {
    if (task) mark(task)
    else if (place === 'CREATE_MARKER_FILE') mark('MARKER_EXISTS')
    else if (place.startsWith('INCREMENT_INTEGER_VARIABLE')) return increment(vars.integerVariable, place, mark)
    else if (place === 'SET_STRING_DATA') return { data: 'String' }
    else if (place === 'LOG_DATA' && vars.data === 'String') mark('DATA_CORRECT')
    else if (place === 'THROW_ERROR') throw new BpmnError('ERR_CODE', 'thrown by a script')
    return undefined
  }
}

function increment(value: Json | undefined, place: string, mark: (name: string) => void) {
  if (place.endsWith('_AND_LOG')) mark('INCREMENT')
  return { integerVariable: Number(value) + 1 }
}

const WORDS: [RegExp, string][] = [
  [/^\s*[$#]\{(.*)\}\s*$/s, '$1'],
  [/'([^'"]*)'/g, '"$1"'],
  [/(\w+)\.contains\(([^()]*)\)/g, 'contains($1,$2)'],
  [/(\w+)\.equals\(([^()]*)\)/g, '($1 = $2)'],
  [/!\s*(\w+\([^()]*\)|\([^()]*\)|\w+)/g, 'not($1)'],
  [/==/g, '='],
  [/&&/g, ' and '],
  [/\|\|/g, ' or '],
  [/[>;\s]+$/, ''],
]

/** Conditions such as `test.contains("a")`, `!test.contains("a") && x == 1` and `${variable}` in FEEL. */
export function bindConditions(text: string): string | undefined {
  const translated = WORDS.reduce((body, [written, feel]) => body.replace(written, feel), text)
  return translated === text ? undefined : translated
}
