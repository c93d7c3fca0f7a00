import { localName, type XmlElement } from '../../xml-tree.ts'
import { readAttribute, readDue, readRule } from './attributes.ts'
import { type Entry, feelOf, isTag, map, miss } from './entry.ts'
import { addGroups, addPeople } from './people.ts'
import { isExpression } from './translate.ts'

type Reader = (entry: Entry, extension: XmlElement) => void

/** What an extension element of another product means here, by its name without prefix. */
const elementReaders: { [name: string]: Reader } = {
  inputOutput: (entry, extension) => {
    for (const one of extension.children) readParameter(entry, one)
  },
  ioMapping: (entry, extension) => {
    for (const one of extension.children) readMapping(entry, one)
  },
  in: (entry, extension) => readPassed(entry, extension, 'inputs'),
  out: (entry, extension) => readPassed(entry, extension, 'outputs'),
  formData: (entry, extension) => readFields(entry, extension),
  formProperty: (entry, extension) => addField(entry, extension),
  failedJobRetryTimeCycle: (entry, extension) => readRetries(entry, extension, extension.text.trim()),
  taskDefinition: readTaskDefinition,
  assignmentDefinition: readAssignment,
  taskSchedule: (entry, extension) => {
    for (const [name, value] of extension.attributes) {
      if (name === 'dueDate') readDue(entry, value, extension.name)
      else readAttribute(entry, `${extension.name} ${name}`, name, value)
    }
  },
  priorityDefinition: (entry, extension) =>
    readAttribute(entry, extension.name, 'priority', extension.attributes.get('priority') ?? ''),
  calledDecision: readCalledDecision,
  loopCharacteristics: readLoop,
  script: readScript,
  userTask: (entry, extension) => map(entry, extension.name, 'jw:task'),
  versionTag: () => undefined,
  properties: (entry, extension) =>
    missElement(entry, extension, '自定义属性没有统一的含义。', '需要的写进单据字段或说明。'),
  constraint: (entry, extension) => missElement(entry, extension, '字段的检查由单据规定。', '请写在单据字段上。'),
}

/** Why an extension has no equal here; those that are not named get the general words. */
const REASONS: [pattern: RegExp, why: string, todo: string][] = [
  [/Listeners?$/, '这里没有监听器：发生了什么都记在流转记录里，要做的事画成环节。', '请画一个自动任务，或在规则里做。'],
  [/^connector$/, '对外连接由规则和发件箱完成，流程里不写连接器。', '请写成自动任务，由规则调用。'],
  [/^field$/, '规则自己读变量，不由流程注入字段。', '请把值写成 jw:input。'],
  [/^(taskHeaders|executionListeners|taskListeners)$/, '规则按变量行事，没有任务头。', '请把值写成 jw:input。'],
  [/^form(Definition|Key)$/, '表单由单据的字段给出，不另画表单。', '请在 jw:task 的 edit 里写办理时能改的字段。'],
  [/^userTaskForm$/, '表单由单据的字段给出，不另画表单。', '请在 jw:task 的 edit 里写办理时能改的字段。'],
  [/^errorEventDefinition$/, '规则出错时自己给出错误代码，不按表达式推断。', '请在规则里抛出这个错误代码。'],
  [/^eventRegistry|^event(Type|InParameter|OutParameter|Name)$|^channelKey$/, '没有事件登记处。', '请改用消息事件。'],
]

/** Reads one extension element of a product; what it has no reader for is unmatched. */
export function readExtension(entry: Entry, extension: XmlElement): void {
  const local = localName(extension.name)
  const reader = Object.hasOwn(elementReaders, local) ? elementReaders[local] : undefined
  if (reader) return void reader(entry, extension)
  const [, why, todo] = REASONS.find(([pattern]) => pattern.test(local)) ?? []
  missElement(
    entry,
    extension,
    why ?? '这里没有对应的设置，它不起作用。',
    todo ?? '原设置留在文件里；需要时请换一种画法。',
  )
}

function missElement(entry: Entry, extension: XmlElement, why: string, todo: string): void {
  miss({ ...entry, element: extension }, extension.name, why, todo)
}

function readParameter(entry: Entry, parameter: XmlElement): void {
  const name = parameter.attributes.get('name') ?? ''
  const isInput = localName(parameter.name) === 'inputParameter'
  if (parameter.children.some((one) => /^(script|map)$/.test(localName(one.name)))) {
    return void missElement(entry, parameter, '脚本和映射不能直接当作值。', '请用 FEEL 写成 jw:input 或 jw:output。')
  }
  const list = parameter.children.find((one) => localName(one.name) === 'list')
  const values = (list ? list.children.map((one) => one.text) : [parameter.text]).map((one) => feelOf(entry, name, one))
  if (values.some((value) => value === undefined)) return
  addValue(
    entry,
    isInput ? 'inputs' : 'outputs',
    parameter.name,
    name,
    list ? `[${values.join(', ')}]` : (values[0] ?? ''),
  )
}

function readMapping(entry: Entry, mapping: XmlElement): void {
  const target = mapping.attributes.get('target') ?? ''
  const value = feelOf(entry, mapping.name, mapping.attributes.get('source') ?? '')
  if (value === undefined) return
  if (!/^[A-Za-z_]\w*$/.test(target))
    return void missElement(
      entry,
      mapping,
      `「${target}」是变量里面的一项，只能整个变量一起写。`,
      '请写成一个上下文，如 { a: … }。',
    )
  addValue(entry, localName(mapping.name) === 'input' ? 'inputs' : 'outputs', mapping.name, target, value)
}

function addValue(entry: Entry, list: 'inputs' | 'outputs', from: string, name: string, value: string): void {
  entry.settings[list].push({ name, value })
  map(entry, `${from} ${name}`, `jw:${list === 'inputs' ? 'input' : 'output'} ${name} = ${value}`)
}

/** What a call activity hands over and takes back. */
function readPassed(entry: Entry, passed: XmlElement, list: 'inputs' | 'outputs'): void {
  const { attributes } = passed
  if (attributes.has('businessKey'))
    return void missElement(entry, passed, '被调用的流程办同一张单据，编号相同。', '不用处理。')
  if (attributes.has('variables'))
    return void missElement(
      entry,
      passed,
      '被调用的流程办同一张单据；变量要一个个写明。',
      '请给要用的变量各写一个 jw:input 或 jw:output。',
    )
  const source = attributes.get('source')
  const written = attributes.get('sourceExpression')
  const value =
    source !== undefined && !isExpression(source) ? source : feelOf(entry, passed.name, source ?? written ?? '')
  if (value !== undefined) addValue(entry, list, passed.name, attributes.get('target') ?? '', value)
}

function readFields(entry: Entry, form: XmlElement): void {
  for (const field of form.children) addField(entry, field)
}

function addField(entry: Entry, field: XmlElement): void {
  const id = field.attributes.get('id') ?? ''
  const isReadOnly = field.attributes.get('writable') === 'false'
  if (!isTag(entry, 'userTask'))
    return void missElement(entry, field, '发起时填的字段由单据给出。', '请在单据上建这个字段。')
  if (isReadOnly) return void map(entry, `${field.name} ${id}`, '办理时只看不改')
  entry.settings.task.edit.push(id)
  map(entry, `${field.name} ${id}`, `jw:task edit ${id}（单据上要有这个字段）`)
}

/** `R3/PT10M`, or several pauses `PT1M,PT10M`: so many times, after the first pause. */
function readRetries(entry: Entry, extension: XmlElement, written: string): void {
  const [, count, pause] = /^R(\d+)\/(P\w+)$/.exec(written) ?? []
  const pauses = written.split(',').filter((one) => /^P\w+$/.test(one.trim()))
  const retries = count ?? (pauses.length > 0 ? String(pauses.length) : /^\d+$/.exec(written)?.[0])
  if (!isTag(entry, 'serviceTask') || retries === undefined) {
    return void missElement(
      entry,
      extension,
      '只有自动任务会重试，写成次数和间隔。',
      '请在 jw:service 里写 retries 和 backoff。',
    )
  }
  entry.settings.service.retries = retries
  const backoff = pause ?? pauses[0]?.trim()
  if (backoff) entry.settings.service.backoff = backoff
  map(entry, `${extension.name} ${written}`, `jw:service retries ${retries}${backoff ? ` backoff ${backoff}` : ''}`)
}

function readTaskDefinition(entry: Entry, extension: XmlElement): void {
  const type = extension.attributes.get('type') ?? ''
  readRule(entry, type.replace(/^=\s*"?|"$/g, ''), extension.name, type)
  const retries = extension.attributes.get('retries')
  if (retries !== undefined) readRetries(entry, extension, retries)
}

function readAssignment(entry: Entry, extension: XmlElement): void {
  for (const [name, value] of extension.attributes) {
    if (name === 'candidateGroups') addGroups(entry, extension.name, value)
    else addPeople(entry, extension.name, value)
  }
}

function readCalledDecision(entry: Entry, extension: XmlElement): void {
  const id = extension.attributes.get('decisionId') ?? ''
  const result = extension.attributes.get('resultVariable')
  if (isExpression(id))
    return void missElement(
      entry,
      extension,
      '判定规则要写明是哪一个，不能由表达式算出。',
      '请在 jw:decision 里写名字。',
    )
  entry.settings.decision = { name: id, ...(result ? { result } : {}) }
  map(entry, `${extension.name} ${id}`, `jw:decision name ${id}`)
}

function readLoop(entry: Entry, extension: XmlElement): void {
  const { attributes } = extension
  const feel = (name: string) => {
    const written = attributes.get(name)
    return written === undefined ? undefined : isExpression(written) ? feelOf(entry, extension.name, written) : written
  }
  const [collection, item, output] = [feel('inputCollection'), attributes.get('inputElement'), feel('outputElement')]
  const result = attributes.get('outputCollection')
  entry.settings.loop = {
    ...(collection === undefined ? {} : { collection }),
    ...(item === undefined ? {} : { item }),
    ...(result === undefined ? {} : { result }),
    ...(output === undefined ? {} : { output }),
  }
  map(entry, extension.name, `jw:loop collection ${collection ?? ''}`)
}

function readScript(entry: Entry, extension: XmlElement): void {
  const expression = extension.attributes.get('expression')
  const result = extension.attributes.get('resultVariable')
  if (expression === undefined || !isTag(entry, 'scriptTask')) {
    return void missElement(entry, extension, '脚本只运行 FEEL。', '请用 FEEL 重写，画成脚本任务。')
  }
  if (result) entry.settings.script.result = result
  map(entry, extension.name, `FEEL 脚本 ${expression}`)
}
