import { type Entry, feelOf, isTag, map, miss } from './entry.ts'
import { addGroups, addPeople } from './people.ts'
import { isExpression } from './translate.ts'

type Reader = (entry: Entry, written: string, what: string) => void

/** What an attribute of Camunda 7, Operaton, Flowable or Activiti means here, by its name without prefix. */
export const attributeReaders: { [name: string]: Reader } = {
  assignee: (entry, written, what) => addPeople(entry, what, written),
  candidateUsers: (entry, written, what) => addPeople(entry, what, written),
  candidateGroups: (entry, written, what) => addGroups(entry, what, written),
  dueDate: readDue,
  priority: (entry, written, what) => {
    const feel = /^\d+$/.test(written) ? written : feelOf(entry, what, written)
    if (feel === undefined) return
    entry.settings.task.priority = feel
    map(entry, `${what} ${written}`, `jw:task priority ${feel}`)
  },
  class: (entry, written, what) => readRule(entry, decapitalise(written.split('.').at(-1) ?? written), what, written),
  delegateExpression: (entry, written, what) => readRule(entry, beanOf(written), what, written),
  expression: (entry, written, what) => readRule(entry, beanOf(written), what, written),
  topic: (entry, written, what) => readRule(entry, written, what, written),
  type: (entry, written, what) => {
    if (written === 'external') map(entry, `${what} external`, 'jw:service')
    else if (written === 'dmn') map(entry, `${what} dmn`, 'jw:decision')
    else readRule(entry, written, what, written)
  },
  decisionRef: (entry, written, what) => {
    entry.settings.decision.name = written
    map(entry, `${what} ${written}`, `jw:decision name ${written}`)
  },
  decisionTableReferenceKey: (entry, written, what) => attributeReaders.decisionRef?.(entry, written, what),
  resultVariable: readResult,
  resultVariableName: readResult,
  collection: (entry, written, what) => {
    const feel = isExpression(written) ? feelOf(entry, what, written) : written
    if (feel === undefined) return
    entry.settings.loop.collection = feel
    map(entry, `${what} ${written}`, `jw:loop collection ${feel}`)
  },
  elementVariable: (entry, written, what) => {
    entry.settings.loop.item = written
    map(entry, `${what} ${written}`, `jw:loop item ${written}`)
  },
  initiator: (entry, written, what) => map(entry, `${what} ${written}`, '发起人在这里叫 starter'),
  formKey: missForm,
  formRef: missForm,
  formHandlerClass: missForm,
}

/** Why an attribute has no equal and what to do; those that are not named here get the general words. */
const REASONS: [pattern: RegExp, why: string, todo: string][] = [
  [
    /^(async|asyncBefore|asyncAfter|asyncLeave|exclusive|jobPriority)$/,
    '这里每一步都随事务落盘，自动任务失败会重试，没有另外的异步开关。',
    '不用处理。',
  ],
  [
    /^(historyTimeToLive|isStartableInTasklist|candidateStarter(Users|Groups)|versionTag)$/,
    '保存期限、谁能发起由单据和权限规定，不写在流程里。',
    '请在单据的权限和保存设置里规定。',
  ],
  [
    /^(calledElement(Binding|Version|VersionTag|TenantId|Type)|decisionRef(Binding|Version|TenantId)|caseRef|sameDeployment|fallbackToDefaultTenant)$/,
    '调用的流程和判定规则一律用现行版本，办理开始时固定下来。',
    '不用处理；要用旧版本请另发布一个编号。',
  ],
  [/^mapDecisionResult$/, '判定结果按判定规则自己的命中方式给出，不另转换。', '请核对后面的条件是否还读得到结果。'],
  [
    /^(followUpDate|businessCalendarName|category|taskIdVariableName|owner)$/,
    '待办没有这一项；时限按工作日历算。',
    '需要时写进单据的字段。',
  ],
  [/^skipExpression$/, '这里不能按表达式跳过环节。', '请在它前面画一个网关。'],
  [
    /^(errorMessage|errorCodeVariable|errorMessageVariable|escalationCodeVariable|variableName|variableEvents)$/,
    '错误的代码和说明放在变量 error 里，不另起名字。',
    '请把用到它的地方改成 error.code、error.message。',
  ],
  [
    /^(formFieldValidation|formReadOnlyCondition|localScope|useLocalScopeForResultVariable)$/,
    '字段的检查由单据规定。',
    '不用处理。',
  ],
  [/^taskPriority$/, '外部任务没有优先级。', '不用处理。'],
  [/^(resource|scriptFormat|autoStoreVariables)$/, '脚本只运行 FEEL，写在流程里。', '请用 FEEL 重写。'],
  [/^(elementIndexVariable|noWaitStatesAsyncLeave)$/, '多实例没有序号变量。', '需要序号时请放进集合的数据里。'],
]

/** Reads one attribute of a product; what it has no reader for is unmatched. */
export function readAttribute(entry: Entry, name: string, local: string, written: string): void {
  const reader = Object.hasOwn(attributeReaders, local) ? attributeReaders[local] : undefined
  if (reader) return void reader(entry, written, name)
  missAttribute(entry, name, local, written)
}

function missAttribute(entry: Entry, name: string, local: string, written: string): void {
  const [, why, todo] = REASONS.find(([pattern]) => pattern.test(local)) ?? []
  miss(
    entry,
    `${name}="${written}"`,
    why ?? '这里没有对应的设置，它不起作用。',
    todo ?? '原设置留在文件里；需要时请换一种画法。',
  )
}

/** A rule is found by its name; whoever runs the system registers it. */
export function readRule(entry: Entry, rule: string, what: string, written: string): void {
  if (!isTag(entry, 'serviceTask') || rule === '') {
    return void miss(
      entry,
      `${what}="${written}"`,
      '这种元素不能运行自动规则。',
      '请换成自动任务（服务任务），在 jw:service 里写规则的名字。',
    )
  }
  entry.settings.service.rule = rule
  map(entry, `${what} ${written}`, `jw:service rule ${rule}（要有同名的规则才能发布）`)
}

/** `${archive}`, `#{archive.run(execution)}` → `archive`, `archive.run`. */
function beanOf(written: string): string {
  return /^\s*(?:[$#]\{)?\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/.exec(written)?.[1] ?? ''
}

function decapitalise(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

function readResult(entry: Entry, written: string, what: string): void {
  if (isTag(entry, 'businessRuleTask')) entry.settings.decision.result = written
  else if (isTag(entry, 'scriptTask')) entry.settings.script.result = written
  else
    return void miss(
      entry,
      `${what}="${written}"`,
      '规则直接写自己的结果，不由流程起变量名。',
      '请在规则里用这个名字，或加 jw:output。',
    )
  map(entry, `${what} ${written}`, `result ${written}`)
}

function missForm(entry: Entry, written: string, what: string): void {
  miss(
    entry,
    `${what}="${written}"`,
    '表单由单据的字段给出，不另画表单。',
    '请在 jw:task 的 edit 里写办理时能改的字段。',
  )
}

const DURATION = /^P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)$/
const UNITS: { [unit: string]: (count: number) => string } = {
  Days: (count) => `P${count}D`,
  Weeks: (count) => `P${count * 7}D`,
  Months: (count) => `P${count}M`,
  Hours: (count) => `PT${count}H`,
  Minutes: (count) => `PT${count}M`,
}

/** A due date is a span of working time or a date field of the record; `now + span` is that span. */
export function readDue(entry: Entry, written: string, what: string): void {
  const due = dueOf(written.trim())
  if (due === undefined) {
    return void miss(
      entry,
      `${what}="${written}"`,
      '时限要写成时长（如 P2D），或单据上日期字段的名字。',
      '请在 jw:task 的 due 里写上。',
    )
  }
  entry.settings.task.due = due
  map(entry, `${what} ${written}`, `jw:task due ${due}`)
}

function dueOf(written: string): string | undefined {
  if (DURATION.test(written)) return written
  const [, unit, count] =
    /^[$#]\{\s*(?:dateTime|now)\(\)\.plus(\w+)\((\d+)\)(?:\.toDate\(\))?\s*\}$/.exec(written) ?? []
  if (unit && count) return UNITS[unit]?.(Number(count))
  const span = /^=\s*now\(\)\s*\+\s*(?:duration\()?"(P\w+)"\)?$/.exec(written)?.[1]
  if (span) return DURATION.test(span) ? span : undefined
  return /^(?:[$#]\{|=)\s*([a-z]\w*)\s*\}?$/.exec(written)?.[1]
}
