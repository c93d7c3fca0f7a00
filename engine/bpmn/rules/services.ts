import { child, children, type Element, text, title } from '../../element.ts'
import { running } from './schema.ts'
import { definitionsOf, type Finding, isA, itemOf, kindOf, ofType, type Rule, sameItem, type Tree } from './tree.ts'

/**
 * Rules on service, send and receive tasks and on called activities (BPMN 2.0.2, 10.3.3, 10.3.6, 10.4.1): what goes in and
 * out fits the operation, the message or the process that is called.
 */
export const serviceRules: Rule[] = [
  {
    id: 'EXT041',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) => service(tree, tooManyInputs, '要有且只有一组输入（inputSet），与操作的输入消息对应'),
  },
  {
    id: 'EXT042',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      service(
        tree,
        withoutIo,
        '调用了操作，就要写明输入输出（ioSpecification），有且只有一个与操作输入消息对应的数据输入',
      ),
  },
  {
    id: 'EXT043',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      service(tree, tooManyOutputs, '最多有一组输出（outputSet），里面最多一个数据输出，与操作的输出消息对应'),
  },
  {
    id: 'EXT044',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      service(
        tree,
        (task) => itemDiffers(task, 'inMessageRef', 'dataInputs'),
        '的数据输入与操作的输入消息不是同一种数据',
      ),
  },
  {
    id: 'EXT045',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      service(
        tree,
        (task) => lacksOutput(task) || itemDiffers(task, 'outMessageRef', 'dataOutputs'),
        '的数据输出与操作的输出消息不是同一种数据',
      ),
  },
  {
    id: 'EXT046',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(
        tree,
        'bpmn:SendTask',
        (one) => sets(one, 'inputSets').length > 1,
        '发送一个消息，最多只有一组输入（inputSet）',
      ),
  },
  {
    id: 'EXT047',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(tree, 'bpmn:SendTask', (one) => data(one, 'dataInputs').length > 1, '发送一个消息，最多只有一个数据输入'),
  },
  {
    id: 'EXT048',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(tree, 'bpmn:SendTask', (one) => messageDiffers(one, 'dataInputs'), '的数据输入与要发送的消息不是同一种数据'),
  },
  {
    id: 'EXT049',
    section: '10.3.3',
    binds: 'executable',
    find: (tree) =>
      task(
        tree,
        'bpmn:ReceiveTask',
        (one) => one.instantiate === true && tree.incoming.has(one),
        '用来启动流程，不能有进来的连线',
      ),
  },
  {
    id: 'EXT050',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(
        tree,
        'bpmn:ReceiveTask',
        (one) => sets(one, 'outputSets').length > 1,
        '接收一个消息，最多只有一组输出（outputSet）',
      ),
  },
  {
    id: 'EXT051',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(
        tree,
        'bpmn:ReceiveTask',
        (one) => data(one, 'dataOutputs').length > 1,
        '接收一个消息，最多只有一个数据输出',
      ),
  },
  {
    id: 'EXT052',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(
        tree,
        'bpmn:ReceiveTask',
        (one) => messageDiffers(one, 'dataOutputs'),
        '的数据输出与要接收的消息不是同一种数据',
      ),
  },
  {
    id: 'EXT053',
    section: '10.3.3',
    binds: 'standard',
    find: (tree) =>
      task(
        tree,
        'bpmn:ScriptTask',
        (one) => !/^$|\/|feel/i.test(text(one, 'scriptFormat') ?? ''),
        '的脚本语言（scriptFormat）要写成 MIME 类型，如 application/feel',
      ),
  },
  { id: 'EXT063', section: '10.3.6', binds: 'standard', find: calledData },
  { id: 'EXT064', section: '10.4.1', binds: 'standard', find: unboundInterface },
  { id: 'EXT094', section: '10.4.1', binds: 'standard', find: eventData },
]

function task(tree: Tree, type: string, breaks: (task: Element) => boolean, demand: string): Finding[] {
  return running(tree, ofType(tree, type))
    .filter(breaks)
    .map((element) => ({ element, message: `「${title(element)}」${demand}。` }))
}

function service(tree: Tree, breaks: (task: Element) => boolean, demand: string): Finding[] {
  return task(tree, 'bpmn:ServiceTask', (one) => child(one, 'operationRef') !== undefined && breaks(one), demand)
}

function sets(task: Element, list: 'inputSets' | 'outputSets'): Element[] {
  const io = child(task, 'ioSpecification')
  return io ? children(io, list) : []
}

function data(task: Element, list: 'dataInputs' | 'dataOutputs'): Element[] {
  const io = child(task, 'ioSpecification')
  return io ? children(io, list) : []
}

function withoutIo(task: Element): boolean {
  return child(task, 'ioSpecification') === undefined || data(task, 'dataInputs').length !== 1
}

function tooManyInputs(task: Element): boolean {
  return child(task, 'ioSpecification') !== undefined && sets(task, 'inputSets').length !== 1
}

function tooManyOutputs(task: Element): boolean {
  return sets(task, 'outputSets').length > 1 || data(task, 'dataOutputs').length > 1
}

function itemDiffers(task: Element, message: string, list: 'dataInputs' | 'dataOutputs'): boolean {
  const operation = child(task, 'operationRef')
  const sent = operation && child(operation, message)
  const first = data(task, list)[0]
  return sent !== undefined && first !== undefined && !sameItem(child(sent, 'itemRef'), itemOf(first))
}

/** An operation that answers with a message needs a data output for it; without data at all another rule speaks. */
function lacksOutput(task: Element): boolean {
  const operation = child(task, 'operationRef')
  const answers = operation !== undefined && child(operation, 'outMessageRef') !== undefined
  return answers && child(task, 'ioSpecification') !== undefined && data(task, 'dataOutputs').length === 0
}

function messageDiffers(task: Element, list: 'dataInputs' | 'dataOutputs'): boolean {
  const message = child(task, 'messageRef')
  const first = data(task, list)[0]
  return message !== undefined && first !== undefined && !sameItem(child(message, 'itemRef'), itemOf(first))
}

/** A call activity hands over what the called process or global task asks for, no more, no less (10.3.6). */
function calledData(tree: Tree): Finding[] {
  return running(tree, ofType(tree, 'bpmn:CallActivity')).flatMap((call) => {
    const called = tree.byId[text(call, 'calledElement') ?? '']
    if (!called || !child(call, 'ioSpecification')) return []
    const differs =
      fits(data(call, 'dataInputs'), data(called, 'dataInputs')) &&
      fits(data(call, 'dataOutputs'), data(called, 'dataOutputs'))
    if (differs) return []
    return [{ element: call, message: `「${title(call)}」的数据输入输出与它调用的「${title(called)}」对不上。` }]
  })
}

function fits(given: Element[], asked: Element[]): boolean {
  return given.length === asked.length && given.every((one, index) => sameItem(itemOf(one), itemOf(asked[index])))
}

/** A process or global task that offers an interface says which data each operation takes and gives (10.4.1). */
function unboundInterface(tree: Tree): Finding[] {
  return ofType(tree, 'bpmn:CallableElement').flatMap((callable) => {
    const bound = children(callable, 'ioBinding').flatMap((binding) => child(binding, 'operationRef') ?? [])
    const offered = children(callable, 'supportedInterfaceRef').flatMap((one) => children(one, 'operations'))
    return offered
      .filter((operation) => !bound.includes(operation))
      .map((operation) => ({
        element: callable,
        message: `「${title(callable)}」提供操作「${title(operation)}」，就要用 ioBinding 写明它的输入输出。`,
      }))
  })
}

const CARRIERS: { [kind: string]: [property: string, item: string] } = {
  message: ['messageRef', 'itemRef'],
  signal: ['signalRef', 'structureRef'],
  error: ['errorRef', 'structureRef'],
  escalation: ['escalationRef', 'structureRef'],
}

/** An event with data has as many data as definitions that carry some, each of the same item (10.4.1). */
function eventData(tree: Tree): Finding[] {
  return running(tree, ofType(tree, 'bpmn:Event')).flatMap((event) => {
    const list = isA(event, 'bpmn:CatchEvent') ? children(event, 'dataOutputs') : children(event, 'dataInputs')
    const carried = definitionsOf(event).filter((definition) => kindOf(definition) in CARRIERS)
    if (list.length === 0 || carried.length === 0) return []
    const isRight = carried.length === list.length && carried.every((one, index) => carries(one, list[index]))
    return isRight
      ? []
      : [{ element: event, message: `事件「${title(event)}」的数据与它的消息、信号、错误或升级所带的数据对不上。` }]
  })
}

function carries(definition: Element, item: Element | undefined): boolean {
  const [property, part] = CARRIERS[kindOf(definition)] ?? ['', '']
  const carrier = child(definition, property)
  const carriedItem = carrier && child(carrier, part)
  return carriedItem === undefined || sameItem(carriedItem, itemOf(item))
}
