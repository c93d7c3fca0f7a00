import { children, type Element, extensions, text, title } from '../element.ts'
import type { Outcome, TaskSettings } from '../types.ts'
import type { DecisionSettings, ServiceSettings } from './model.ts'

/** Settings that were read, and in Chinese what is wrong with them. */
export type Read<T> = { settings: T; faults: string[] }

/**
 * Reads `<jw:task>` of a user task. A step without outcomes offers 同意 alone, so that it can be completed; everything
 * else that is missing or misspelt is a fault.
 */
export function readTask(element: Element): Read<TaskSettings> {
  const task = onlyExtension(element, 'jw:Task')
  const outcomes = task ? children(task, 'outcomes') : []
  const priority = attribute(task, 'priority') ?? ''
  const settings: TaskSettings = {
    assign: attribute(task, 'assign') ?? '',
    kind: attribute(task, 'kind') === 'read' ? 'read' : 'todo',
    edit: words(attribute(task, 'edit')),
    complete: attribute(task, 'complete') ?? 'one',
    outcomes: outcomes.map(readOutcome),
    ...optional('due', attribute(task, 'due')),
    ...optional('clause', attribute(task, 'clause')),
    ...(PRIORITY.test(priority) ? { priority: Number(priority) } : {}),
  }
  const faults = taskFaults(element, settings, outcomes)
  if (priority && settings.priority === undefined) faults.push(`「${title(element)}」的优先级要写 0 到 100 的整数。`)
  return { settings, faults }
}

/** Reads `<jw:service rule="…"/>` or `<jw:service action="…"/>` of a service task. */
export function readService(element: Element): Read<ServiceSettings> {
  const service = onlyExtension(element, 'jw:Service')
  const [retries, backoff] = [attribute(service, 'retries'), attribute(service, 'backoff')]
  const settings = {
    ...optional('rule', attribute(service, 'rule')),
    ...optional('action', attribute(service, 'action')),
    ...optional('backoff', backoff),
    ...(retries === undefined ? {} : { retries: Number(retries) }),
  }
  const faults = []
  if ((settings.rule === undefined) === (settings.action === undefined))
    faults.push(`自动任务「${title(element)}」要在 jw:service 里写 rule（规则）或 action（操作），只写一个。`)
  if (retries !== undefined && !/^\d{1,3}$/.test(retries))
    faults.push(`自动任务「${title(element)}」的重试次数（retries）要写 0 到 999 的整数。`)
  if (backoff !== undefined && !DURATION.test(backoff))
    faults.push(`自动任务「${title(element)}」的重试间隔（backoff）要写成 PT1M 这样。`)
  return { settings, faults }
}

/** Reads `<jw:decision name="…" result="…"/>` of a business rule task; the result's name defaults to the decision's. */
export function readDecision(element: Element): Read<DecisionSettings> {
  const decision = onlyExtension(element, 'jw:Decision')
  const name = attribute(decision, 'name') ?? ''
  const fault = `判定任务「${title(element)}」没有在 jw:decision 里写判定规则的名字（name）。`
  return { settings: { name, result: attribute(decision, 'result') ?? name }, faults: name ? [] : [fault] }
}

/** The clause that asks for a node, written on the node itself or in its settings. */
export function readClause(element: Element): string | undefined {
  return (
    text(element, 'clause') ??
    extensions(element)
      .map((extension) => text(extension, 'clause'))
      .find(Boolean)
  )
}

const PLACES: { [type: string]: RegExp } = {
  'jw:Task': /:(Global)?UserTask$/,
  'jw:Service': /:ServiceTask$/,
  'jw:Decision': /:(Global)?BusinessRuleTask$/,
  'jw:Script': /:(Global)?ScriptTask$/,
  'jw:Message': /:(SendTask|ReceiveTask|\w+Event)$/,
  'jw:Loop': /:(\w*Task|CallActivity|\w*SubProcess|Transaction)$/,
  'jw:Input': /:(\w*Task|CallActivity|\w*SubProcess|Transaction|\w+ThrowEvent|EndEvent)$/,
  'jw:Output': /:(\w*Task|CallActivity|\w*SubProcess|Transaction|\w+CatchEvent|StartEvent|BoundaryEvent)$/,
}
const MANY = ['jw:Input', 'jw:Output']

/** What is wrong with our own settings on an element as such: in the wrong place, twice, or with unknown attributes. */
export function extensionFaults(element: Element): string[] {
  const own = extensions(element).filter((extension) => extension.$type.startsWith('jw:'))
  const misplaced = own.filter((extension) => !PLACES[extension.$type]?.test(element.$type))
  const faults = misplaced.map((extension) => `「${title(element)}」上不能写 ${tagOf(extension)}。`)
  const once = own.map(({ $type }) => $type).filter((type) => !MANY.includes(type))
  if (new Set(once).size !== once.length) faults.push(`「${title(element)}」上的设置写了两次。`)
  const all = own.flatMap((extension) => [extension, ...children(extension, 'outcomes')])
  return [...faults, ...all.flatMap(unknownAttributes)]
}

/** Settings of other products on an element, such as `camunda:assignee`; they have no effect here. */
export function foreignSettings(element: Element): string[] {
  const attributes = Object.keys(element.$attrs).filter((name) => name.includes(':') && !/^(xmlns|xsi|jw):/.test(name))
  const elements = extensions(element).map((extension) => extension.$type)
  return [...attributes, ...elements.filter((name) => !name.startsWith('jw:'))]
}

/** The one extension element of a type. */
export function onlyExtension(element: Element, type: string): Element | undefined {
  return extensions(element).find((extension) => extension.$type === type)
}

function unknownAttributes(extension: Element): string[] {
  return Object.keys(extension.$attrs).map((name) => `${tagOf(extension)} 没有「${name}」这一项，请检查拼写。`)
}

function tagOf(extension: Element): string {
  return extension.$type.toLowerCase()
}

function readOutcome(outcome: Element): Outcome {
  const key = text(outcome, 'key') ?? ''
  return {
    key,
    label: text(outcome, 'label') ?? key,
    opinion: text(outcome, 'opinion') === 'required' ? 'required' : 'optional',
    primary: text(outcome, 'primary') === 'true',
    danger: text(outcome, 'danger') === 'true',
    ...optional('action', text(outcome, 'action')),
    ...optional('when', text(outcome, 'when')),
  }
}

const DURATION = /^P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)$/
/** Or the field of the record with the day by which it is due. */
const FIELD = /^[a-z]\w*$/
const PRIORITY = /^(\d|[1-9]\d|100)$/
const COMPLETE = /^(one|all|[1-9]\d*|([1-9]\d?|100)%|[1-9]\d*\/[1-9]\d*)$/

function taskFaults(element: Element, settings: TaskSettings, outcomes: Element[]): string[] {
  const name = title(element)
  const faults: string[] = []
  const keys = settings.outcomes.map((outcome) => outcome.key)
  const always = settings.outcomes.filter(({ when }) => when === undefined).map(({ key }) => key)
  if (!settings.assign) faults.push(`「${name}」没有写由谁办理（jw:task 的 assign）。`)
  if (settings.due && !DURATION.test(settings.due) && !FIELD.test(settings.due))
    faults.push(`「${name}」的时限「${settings.due}」要写成 P2D、PT4H 这样，或写日期字段的名字。`)
  if (!COMPLETE.test(settings.complete)) {
    faults.push(`「${name}」的完成规则「${settings.complete}」要写成 one、all、人数（如 2）或比例（如 60%、2/3）。`)
  }
  if (keys.some((key) => !/^[A-Za-z_][\w-]*$/.test(key))) faults.push(`「${name}」的办理结果要有由字母组成的 key。`)
  if (new Set(always).size !== always.length) faults.push(`「${name}」有两个办理结果用了同一个 key。`)
  return [...faults, ...choiceFaults(element, outcomes)]
}

const CHOICES = {
  kind: ['todo', 'read'],
  opinion: ['required', 'optional'],
  primary: ['true', 'false'],
  danger: ['true', 'false'],
}

function choiceFaults(element: Element, outcomes: Element[]): string[] {
  const places = [...extensions(element).filter((extension) => extension.$type === 'jw:Task'), ...outcomes]
  return Object.entries(CHOICES).flatMap(([property, allowed]) =>
    places
      .map((place) => text(place, property))
      .filter((value) => value !== undefined && !allowed.includes(value))
      .map((value) => `「${title(element)}」的 ${property} 不能是「${value}」，只能是 ${allowed.join('、')}。`),
  )
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element && text(element, name)
}

function words(value: string | undefined): string[] {
  return value ? value.split(/[\s,，、]+/).filter(Boolean) : []
}

function optional<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: string })
}
