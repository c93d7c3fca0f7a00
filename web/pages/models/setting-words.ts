/** What kinds of elements are called; what is not listed keeps its name in the standard. */
const types: Readonly<Record<string, string>> = {
  process: '流程',
  userTask: '环节',
  serviceTask: '自动任务',
  businessRuleTask: '判定任务',
  scriptTask: '脚本任务',
  sendTask: '发送任务',
  receiveTask: '接收任务',
  callActivity: '调用流程',
  task: '任务',
  manualTask: '手工任务',
  sequenceFlow: '连线',
  exclusiveGateway: '网关',
  parallelGateway: '并行网关',
  inclusiveGateway: '包容网关',
  eventBasedGateway: '事件网关',
  startEvent: '开始',
  endEvent: '结束',
  boundaryEvent: '边界事件',
  intermediateCatchEvent: '中间事件',
  intermediateThrowEvent: '中间事件',
  subProcess: '子流程',
  textAnnotation: '说明',
  lane: '泳道',
  decision: '判定',
  decisionTable: '规则表',
  rule: '规则',
  input: '输入列',
  output: '输出列',
  inputData: '输入',
}

/** What settings are called, by the last word of their path. */
const settings: Readonly<Record<string, string>> = {
  name: '名称',
  type: '种类',
  body: '内容',
  text: '内容',
  sourceRef: '从',
  targetRef: '到',
  default: '默认连线',
  assign: '办理人',
  due: '时限',
  edit: '要填的字段',
  complete: '几人办完算完',
  kind: '待办还是待阅',
  clause: '条款',
  key: '代号',
  label: '按钮',
  action: '操作',
  rule: '规则',
  when: '什么时候给出',
  opinion: '意见',
  primary: '主要按钮',
  danger: '醒目提醒',
  result: '结果变量',
  priority: '紧急程度',
  attachedToRef: '贴在',
  cancelActivity: '打断',
  hitPolicy: '命中方式',
  documentation: '说明',
  calledElement: '调用的流程',
}

export const typeWords = (type: string): string => types[type] ?? type

/** A path such as `jw:task.outcome.2.label` in words: 办理结果 2 按钮. The first of several has no number. */
export function settingWords(path: string): string {
  const parts = path.split('.')
  const last = parts.findLast((part) => !/^\d+$/.test(part)) ?? path
  const outcome = /outcome(?:\.(\d+))?(?=\.)/.exec(path)
  const entry = /(input|output)Entry(?:\.(\d+))?/.exec(path)
  const column = entry ? `${entry[1] === 'input' ? '输入' : '输出'} ${entry[2] ?? 1} ` : ''
  const condition = parts[0] === 'conditionExpression' && last === 'body' ? '条件' : undefined
  return `${outcome ? `办理结果 ${outcome[1] ?? 1} ` : ''}${column}${condition ?? settings[last] ?? last}`
}
