import { type Element, text, title } from '../../element.ts'
import { localName } from '../../xml-tree.ts'
import { elementOf, near } from './foundation.ts'
import { type Finding, isA, isBpmn, isExecutable, ofType, type Rule, type Tree } from './tree.ts'

/**
 * What the XML schema of BPMN 2.0 demands and the model reader lets pass: references that lead somewhere and to the right
 * kind of element, required parts, values of the right type, no part twice. All but the list of required parts, which the
 * reader's descriptors do not carry, comes from the metamodel itself.
 */
export const schemaRules: Rule[] = [
  { id: 'REF', section: '8.3.1', binds: 'always', find: dangling },
  { id: 'REF', section: '8.3.1', binds: 'always', find: wrongType },
  { id: 'REF', section: '10.3.6', binds: 'standard', find: unknownCalled },
  { id: 'REF', section: '10.3.6', binds: 'always', find: notCallable },
  { id: 'XSD', section: '8.3.1', binds: 'executable', find: missingParts },
  { id: 'XSD', section: '8.3.1', binds: 'always', find: wrongValues },
]

function dangling(tree: Tree): Finding[] {
  return tree.references
    .filter(({ element, id }) => element.$type.startsWith('bpmn:') && !Object.hasOwn(tree.byId, id))
    .filter((reference) => !leadsOutside(tree, reference))
    .map(({ element, property, id }) => ({
      element: near(element),
      message: `「${title(element)}」的 ${localName(property)} 指向的「${id}」在文件里没有。`,
    }))
}

/** What is imported from another file, and the names of simple types, stand outside on purpose. */
function leadsOutside(tree: Tree, { property, id }: { property: string; id: string }): boolean {
  if (/:(structureRef|type)$/.test(property) && (SIMPLE.test(id) || id.includes(':'))) return true
  const prefix = id.includes(':') ? id.slice(0, id.indexOf(':')) : undefined
  return prefix !== undefined && tree.document.attributes.has(`xmlns:${prefix}`)
}

/** Names of simple types, which stand for themselves. */
export const SIMPLE =
  /^(string|integer|int|long|short|byte|decimal|double|float|number|boolean|date|time|dateTime|duration|object|any)$/i

function calls(tree: Tree): { call: Element; id: string; called: Element | undefined }[] {
  return ofType(tree, 'bpmn:CallActivity').flatMap((call) => {
    const id = text(call, 'calledElement')
    return id === undefined || id.includes(':') ? [] : [{ call, id, called: tree.byId[id] }]
  })
}

/** A called process outside the file is only known where a product finds it by name. */
function unknownCalled(tree: Tree): Finding[] {
  return calls(tree)
    .filter(({ called }) => !called && !tree.hasProduct)
    .map(({ call, id }) => ({ element: call, message: `「${title(call)}」调用的「${id}」在文件里没有。` }))
}

function notCallable(tree: Tree): Finding[] {
  return calls(tree)
    .filter(({ called }) => called && !isA(called, 'bpmn:CallableElement'))
    .map(({ call, id }) => ({ element: call, message: `「${title(call)}」调用的「${id}」不是流程，也不是全局任务。` }))
}

function wrongType(tree: Tree): Finding[] {
  return tree.references.flatMap(({ element, property, id }) => {
    const target = tree.byId[id]
    const type = element.$descriptor.propertiesByName[property]?.type
    if (!target || !type?.startsWith('bpmn:') || !element.$type.startsWith('bpmn:') || isA(target, type)) return []
    const message = `「${title(element)}」的 ${localName(property)} 指向「${title(target)}」，但那是 ${localName(target.$type)}，要的是 ${localName(type)}。`
    return [{ element: near(element), message }]
  })
}

/** Parts that the schema requires (`use="required"`, `minOccurs="1"`), by type; a number is the least count. */
const REQUIRED: { [type: string]: { [property: string]: number } } = {
  'bpmn:Definitions': { targetNamespace: 1 },
  'bpmn:Import': { importType: 1, location: 1, namespace: 1 },
  'bpmn:SequenceFlow': { sourceRef: 1, targetRef: 1 },
  'bpmn:MessageFlow': { sourceRef: 1, targetRef: 1 },
  'bpmn:Association': { sourceRef: 1, targetRef: 1 },
  'bpmn:ConversationLink': { sourceRef: 1, targetRef: 1 },
  'bpmn:BoundaryEvent': { attachedToRef: 1 },
  'bpmn:DataAssociation': { targetRef: 1 },
  'bpmn:Assignment': { from: 1, to: 1 },
  'bpmn:InputOutputSpecification': { inputSets: 1, outputSets: 1 },
  'bpmn:InputOutputBinding': { inputDataRef: 1, outputDataRef: 1, operationRef: 1 },
  'bpmn:Interface': { name: 1, operations: 1 },
  'bpmn:Operation': { name: 1, inMessageRef: 1 },
  'bpmn:ConditionalEventDefinition': { condition: 1 },
  'bpmn:ComplexBehaviorDefinition': { condition: 1 },
  'bpmn:CorrelationProperty': { correlationPropertyRetrievalExpression: 1 },
  'bpmn:CorrelationPropertyRetrievalExpression': { messageRef: 1, messagePath: 1 },
  'bpmn:CorrelationPropertyBinding': { correlationPropertyRef: 1, dataPath: 1 },
  'bpmn:CorrelationSubscription': { correlationKeyRef: 1 },
  'bpmn:MessageFlowAssociation': { innerMessageFlowRef: 1, outerMessageFlowRef: 1 },
  'bpmn:ParticipantAssociation': { innerParticipantRef: 1, outerParticipantRef: 1 },
  'bpmn:ConversationAssociation': { innerConversationNodeRef: 1, outerConversationNodeRef: 1 },
  'bpmn:ChoreographyActivity': { participantRef: 2, initiatingParticipantRef: 1 },
  'bpmn:ChoreographyTask': { messageFlowRef: 1 },
  'bpmn:Relationship': { type: 1, source: 1, target: 1 },
  'bpmn:ResourceParameterBinding': { parameterRef: 1, expression: 1 },
}

function missingParts(tree: Tree): Finding[] {
  const written = new Map<Element, string[]>()
  for (const { element, property } of tree.references) {
    written.set(element, [...(written.get(element) ?? []), localName(property)])
  }
  return Object.entries(REQUIRED).flatMap(([type, parts]) =>
    ofType(tree, type).flatMap((element) =>
      Object.entries(parts)
        .filter(([property, least]) => countOf(element, property, written.get(element) ?? []) < least)
        .map(([property, least]) => ({
          element: near(element),
          message: `「${title(element)}」缺少必写的 ${property}${least > 1 ? `（至少 ${least} 个）` : ''}。`,
        })),
    ),
  )
}

/** Written parts; a reference counts although it dangles, since that has its own rule. */
function countOf(element: Element, property: string, references: string[]): number {
  const value = element[property]
  if (Array.isArray(value)) return Math.max(value.length, references.filter((one) => one === property).length)
  return value !== undefined && value !== '' ? 1 : references.filter((one) => one === property).length
}

function wrongValues(tree: Tree): Finding[] {
  return tree.tags.flatMap((tag) =>
    [...tag.attributes].flatMap(([name, value]) => {
      const wrong = VALUES[name]
      if (!wrong || wrong.test(value.trim()) || (name === 'type' && localName(tag.name) !== 'relationship')) return []
      const element = elementOf(tree, tag)
      return [{ element, message: `「${title(element)}」的 ${name} 不能写成「${value}」。` }]
    }),
  )
}

const BOOLEAN = /^(true|false|0|1)$/
const INTEGER = /^[+-]?\d+$/

/** Attributes of the standard whose values are not free text. */
const VALUES: { [attribute: string]: RegExp } = {
  ...Object.fromEntries(
    [
      'isExecutable',
      'isClosed',
      'isForCompensation',
      'isInterrupting',
      'isCollection',
      'isSequential',
      'isImmediate',
      'isUnlimited',
      'parallelMultiple',
      'cancelActivity',
      'cancelRemainingInstances',
      'triggeredByEvent',
      'waitForCompletion',
      'instantiate',
      'testBefore',
      'mustUnderstand',
      'isRequired',
    ].map((name) => [name, BOOLEAN]),
  ),
  ...Object.fromEntries(
    ['startQuantity', 'completionQuantity', 'loopMaximum', 'minimum', 'maximum', 'capacity'].map((name) => [
      name,
      INTEGER,
    ]),
  ),
  gatewayDirection: /^(Unspecified|Converging|Diverging|Mixed)$/,
  eventGatewayType: /^(Exclusive|Parallel)$/,
  processType: /^(None|Public|Private)$/,
  associationDirection: /^(None|One|Both)$/,
  itemKind: /^(Information|Physical)$/,
  behavior: /^(None|One|All|Complex)$/,
  ordering: /^(Parallel|Sequential)$/,
  loopType: /^(None|Standard|MultiInstanceSequential|MultiInstanceParallel)$/,
}

/** The tags that the schema allows once in their parent, and the number of the rule that says so where there is one. */
export const singleRules: Rule[] = [
  { id: 'EXT054', section: '10.3.8', binds: 'always', find: twoLoops },
  { id: 'EXT055', section: '10.3.8', binds: 'always', find: twoLoops },
  { id: 'XSD', section: '8.3.1', binds: 'always', find: repeated },
]

const LOOPS = ['standardLoopCharacteristics', 'multiInstanceLoopCharacteristics']

function twoLoops(tree: Tree): Finding[] {
  return tree.tags
    .filter((tag) => tag.children.filter((one) => LOOPS.includes(localName(one.name))).length > 1)
    .map((tag) => {
      const element = elementOf(tree, tag)
      return { element, message: `「${title(element)}」只能有一个循环标记：要么循环，要么多实例。` }
    })
}

const ONCE = [
  'extensionElements',
  'conditionExpression',
  'ioSpecification',
  'loopCardinality',
  'completionCondition',
  'loopCondition',
  'condition',
  'activationCondition',
  'transformation',
  'timeDate',
  'timeDuration',
  'timeCycle',
  'operationRef',
]

function repeated(tree: Tree): Finding[] {
  return tree.tags.flatMap((tag) => {
    const names = tag.children.filter(isBpmn).map((one) => localName(one.name))
    const twice = ONCE.filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
    return twice.map((name) => {
      const element = elementOf(tree, tag)
      return { element, message: `「${title(element)}」里的 ${name} 写了两次，只能写一次。` }
    })
  })
}

/** True when an element's text says something, blank space aside. */
export function says(element: Element | undefined): boolean {
  return element !== undefined && text(element, 'body') !== undefined
}

/** Only elements that will be run. */
export function running(tree: Tree, elements: Element[]): Element[] {
  return elements.filter((element) => isExecutable(tree, element))
}
