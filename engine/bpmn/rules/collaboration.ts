import { child, children, type Element, title } from '../../element.ts'
import { near } from './foundation.ts'
import { around, each, type Finding, isA, kindsOf, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on collaborations, message flows, conversations and choreographies (BPMN 2.0.2, 7.6.2, 9 and 11). */
export const collaborationRules: Rule[] = [
  {
    id: 'EXT027',
    section: '9.2',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:Choreography', 'bpmn:GlobalConversation'),
        (one) => children(one, 'choreographyRef').length > 0,
        (name) => `编排或全局会话「${name}」不能再引用编排。`,
      ),
  },
  {
    id: 'EXT029',
    section: '9.3.2',
    binds: 'always',
    find: (tree) => multiplicity(tree, (least) => least < 0, '的最少参与数不能小于零'),
  },
  {
    id: 'EXT030',
    section: '9.3.2',
    binds: 'always',
    find: (tree) =>
      multiplicity(tree, (least, most) => most < 1 || most < least, '的最多参与数至少是一，并且不能小于最少参与数'),
  },
  { id: 'EXT031', section: '9.4', binds: 'always', find: withinPool },
  {
    id: 'EXT032',
    section: '7.6.2',
    binds: 'always',
    find: (tree) =>
      messageEnds(tree, ['sourceRef', 'targetRef'], (node) => isA(node, 'bpmn:Gateway'), '网关不能收发消息'),
  },
  {
    id: 'EXT033',
    section: '9.4',
    binds: 'always',
    find: (tree) =>
      messageEnds(
        tree,
        ['sourceRef', 'targetRef'],
        (node) => isA(node, 'bpmn:ChoreographyActivity'),
        '消息流不能连到编排活动',
      ),
  },
  {
    id: 'EXT034',
    section: '9.5',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:ConversationLink'),
        (link) =>
          ['sourceRef', 'targetRef'].filter((end) => isA(child(link, end), 'bpmn:ConversationNode')).length !== 1,
        (name) => `会话连线「${name}」要一端是会话，一端是参与者。`,
      ),
  },
  {
    id: 'XSD',
    section: '11.5',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:ChoreographyActivity'),
        (one) => {
          const first = child(one, 'initiatingParticipantRef')
          return first !== undefined && !children(one, 'participantRef').includes(first)
        },
        (name) => `编排活动「${name}」的发起方要是它的参与者之一。`,
      ),
  },
  { id: 'EXT036', section: '10.2.1', binds: 'always', find: (tree) => choreography(tree, 'bpmn:Process', '流程') },
  { id: 'EXT056', section: '10.3.5', binds: 'always', find: (tree) => choreography(tree, 'bpmn:SubProcess', '子流程') },
  {
    id: 'EXT016',
    section: '8.4.8',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:Choreography', 'bpmn:SubChoreography'),
        (one) => children(one, 'laneSets').length > 0,
        (name) => `编排「${name}」里没有泳道，泳道只能画在流程和子流程里。`,
      ),
  },
  {
    id: 'EXT074',
    section: '10.4.1',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:DataObject', 'bpmn:DataObjectReference'),
        (data) => !isA(data.$parent, 'bpmn:Process', 'bpmn:SubProcess'),
        (name) => `数据对象「${name}」只能放在流程或子流程里。`,
      ),
  },
  {
    id: 'EXT102',
    section: '10.5.2',
    binds: 'always',
    find: (tree) => messageEnds(tree, ['sourceRef'], (node) => isA(node, 'bpmn:StartEvent'), '开始事件不能发消息'),
  },
  {
    id: 'EXT103',
    section: '10.5.2',
    binds: 'executable',
    find: (tree) =>
      messageEnds(
        tree,
        ['targetRef'],
        (node) => isA(node, 'bpmn:StartEvent') && !kindsOf(node).includes('message'),
        '收消息的开始事件要是消息事件',
      ),
  },
  {
    id: 'EXT108',
    section: '10.5.3',
    binds: 'always',
    find: (tree) => messageEnds(tree, ['targetRef'], (node) => isA(node, 'bpmn:EndEvent'), '结束事件不能收消息'),
  },
  {
    id: 'EXT109',
    section: '10.5.3',
    binds: 'executable',
    find: (tree) =>
      messageEnds(
        tree,
        ['sourceRef'],
        (node) => isA(node, 'bpmn:EndEvent') && !kindsOf(node).includes('message'),
        '发消息的结束事件要是消息事件',
      ),
  },
  {
    id: 'EXT119',
    section: '10.5.4',
    binds: 'always',
    find: (tree) => [
      ...messageEnds(tree, ['targetRef'], (node) => isA(node, 'bpmn:IntermediateThrowEvent'), '抛出事件不能收消息'),
      ...messageEnds(
        tree,
        ['sourceRef'],
        (node) => isA(node, 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent'),
        '捕获事件不能发消息',
      ),
    ],
  },
  { id: 'XSD', section: '9.4', binds: 'always', find: (tree) => [...sendersAndReceivers(tree), ...lanes(tree)] },
]

function multiplicity(tree: Tree, breaks: (least: number, most: number) => boolean, demand: string): Finding[] {
  return ofType(tree, 'bpmn:Participant').flatMap((participant) => {
    const many = child(participant, 'participantMultiplicity')
    if (
      !many ||
      !breaks(numberOf(many, 'minimum', 0), numberOf(many, 'maximum', many.minimum ? numberOf(many, 'minimum', 1) : 1))
    )
      return []
    return [{ element: participant, message: `参与者「${title(participant)}」${demand}。` }]
  })
}

function numberOf(element: Element, property: string, standard: number): number {
  const value = element[property]
  return typeof value === 'number' ? value : standard
}

/** The pool of a participant or of a node inside a process that a participant plays. */
function poolOf(node: Element | undefined): Element | undefined {
  if (!node) return undefined
  if (isA(node, 'bpmn:Participant')) return child(node, 'processRef') ?? node
  return isA(node, 'bpmn:Process') ? node : around(node, 'bpmn:Process')
}

function withinPool(tree: Tree): Finding[] {
  return messageFlows(tree).flatMap((flow) => {
    const [source, target] = [poolOf(child(flow, 'sourceRef')), poolOf(child(flow, 'targetRef'))]
    if (!source || source !== target) return []
    return [
      {
        element: near(flow),
        message: `消息流「${title(flow)}」的两端在同一个泳池里。池内用流程线，消息流只连不同的泳池。`,
      },
    ]
  })
}

function messageFlows(tree: Tree): Element[] {
  return ofType(tree, 'bpmn:MessageFlow').filter((flow) => !isA(flow.$parent, 'bpmn:Choreography'))
}

function messageEnds(tree: Tree, ends: string[], breaks: (node: Element) => boolean, demand: string): Finding[] {
  return messageFlows(tree).flatMap((flow) =>
    ends.flatMap((end) => {
      const node = child(flow, end)
      return node && breaks(node)
        ? [{ element: near(flow), message: `消息流「${title(flow)}」连着「${title(node)}」：${demand}。` }]
        : []
    }),
  )
}

function choreography(tree: Tree, type: string, word: string): Finding[] {
  return each(
    ofType(tree, 'bpmn:ChoreographyActivity'),
    (one) => isA(one.$parent, type),
    (name) => `${word}里不能有编排活动「${name}」。`,
  )
}

/** A receive task does not send, and a send task does not receive (7.6.2). */
function sendersAndReceivers(tree: Tree): Finding[] {
  return [
    ...messageEnds(tree, ['sourceRef'], (node) => isA(node, 'bpmn:ReceiveTask'), '接收任务不能发消息'),
    ...messageEnds(
      tree,
      ['targetRef'],
      (node) => isA(node, 'bpmn:SendTask', 'bpmn:ScriptTask', 'bpmn:ManualTask'),
      '这种任务不能收消息',
    ),
  ]
}

/** A lane holds flow nodes of its own process (10.8). */
function lanes(tree: Tree): Finding[] {
  return ofType(tree, 'bpmn:Lane').flatMap((lane) =>
    children(lane, 'flowNodeRef')
      .filter((node) => isA(node, 'bpmn:FlowNode') && processOf(node) !== processOf(lane))
      .map((node) => ({
        element: near(lane),
        message: `泳道「${title(lane)}」里的「${title(node)}」属于另一个流程。`,
      })),
  )
}

function processOf(element: Element): Element | undefined {
  return around(element, 'bpmn:Process')
}
