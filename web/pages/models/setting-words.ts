/** What kinds of elements are called; what is not listed keeps its name in the standard. */
const types: Readonly<Record<string, string>> = {
  'bpmn:Process': '流程',
  'bpmn:UserTask': '环节',
  'bpmn:ServiceTask': '自动任务',
  'bpmn:BusinessRuleTask': '判定任务',
  'bpmn:ScriptTask': '脚本任务',
  'bpmn:SendTask': '发送任务',
  'bpmn:ReceiveTask': '接收任务',
  'bpmn:CallActivity': '调用流程',
  'bpmn:Task': '任务',
  'bpmn:ManualTask': '手工任务',
  'bpmn:SequenceFlow': '连线',
  'bpmn:ExclusiveGateway': '网关',
  'bpmn:ParallelGateway': '并行网关',
  'bpmn:InclusiveGateway': '包容网关',
  'bpmn:EventBasedGateway': '事件网关',
  'bpmn:StartEvent': '开始',
  'bpmn:EndEvent': '结束',
  'bpmn:BoundaryEvent': '边界事件',
  'bpmn:IntermediateCatchEvent': '中间事件',
  'bpmn:IntermediateThrowEvent': '中间事件',
  'bpmn:SubProcess': '子流程',
  'bpmn:TextAnnotation': '说明',
  'bpmn:Lane': '泳道',
  'dmn:Decision': '判定',
  'dmn:DecisionTable': '规则表',
  'dmn:DecisionRule': '规则',
  'dmn:InputClause': '输入列',
  'dmn:OutputClause': '输出列',
  'dmn:InputData': '输入',
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

export const typeWords = (type: string): string => types[type] ?? type.replace(/^\w+:/, '')

/** A path such as `jw:task.outcomes.1.label` in words: 结果 1 按钮. */
export function settingWords(path: string): string {
  const parts = path.split('.')
  const last = parts.findLast((part) => !/^\d+$/.test(part)) ?? path
  const outcome = /outcomes\.(\d+)/.exec(path)?.[1]
  const entry = /(input|output)Entry\.(\d+)/.exec(path)
  const column = entry ? `${entry[1] === 'input' ? '输入' : '输出'} ${entry[2]} ` : ''
  const condition = parts[0] === 'conditionExpression' && last === 'body' ? '条件' : undefined
  return `${outcome ? `办理结果 ${outcome} ` : ''}${column}${condition ?? settings[last] ?? last}`
}
