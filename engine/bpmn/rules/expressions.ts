import { child, type Element, text, title } from '../../element.ts'
import { near } from './foundation.ts'
import { running, SIMPLE, says } from './schema.ts'
import { type Finding, isA, ofType, type Rule, type Tree } from './tree.ts'
import { isFormal } from './triggers.ts'

/** Rules on expressions (BPMN 2.0.2, 8.4.6): what is to be run is formal, has a body, and a condition is true or false. */
export const expressionRules: Rule[] = [
  { id: 'EXT012', section: '8.4.6', binds: 'standard', find: (tree) => informal(tree) },
  { id: 'EXT013', section: '8.4.6', binds: 'executable', find: empty },
  {
    id: 'EXT071',
    section: '10.3.8',
    binds: 'executable',
    find: (tree) => notBoolean(tree, 'bpmn:MultiInstanceLoopCharacteristics', 'completionCondition'),
  },
  {
    id: 'EXT072',
    section: '10.3.8',
    binds: 'executable',
    find: (tree) => notBoolean(tree, 'bpmn:ComplexBehaviorDefinition', 'condition'),
  },
  {
    id: 'EXT015',
    section: '8.4.13',
    binds: 'standard',
    find: (tree) => notBoolean(tree, 'bpmn:SequenceFlow', 'conditionExpression'),
  },
  {
    id: 'EXT066',
    section: '10.3.8',
    binds: 'executable',
    find: (tree) => notBoolean(tree, 'bpmn:StandardLoopCharacteristics', 'loopCondition'),
  },
  { id: 'EXT067', section: '10.3.8', binds: 'executable', find: notCount },
  {
    id: 'EXT061',
    section: '10.3.5',
    binds: 'executable',
    find: (tree) => notBoolean(tree, 'bpmn:AdHocSubProcess', 'completionCondition'),
  },
]

/** Where the standard has an expression that an engine evaluates. */
const PLACES: [type: string, property: string][] = [
  ['bpmn:SequenceFlow', 'conditionExpression'],
  ['bpmn:ComplexGateway', 'activationCondition'],
  ['bpmn:AdHocSubProcess', 'completionCondition'],
  ['bpmn:StandardLoopCharacteristics', 'loopCondition'],
  ['bpmn:MultiInstanceLoopCharacteristics', 'loopCardinality'],
  ['bpmn:MultiInstanceLoopCharacteristics', 'completionCondition'],
  ['bpmn:ComplexBehaviorDefinition', 'condition'],
  ['bpmn:TimerEventDefinition', 'timeDate'],
  ['bpmn:TimerEventDefinition', 'timeDuration'],
  ['bpmn:TimerEventDefinition', 'timeCycle'],
  ['bpmn:Assignment', 'from'],
  ['bpmn:Assignment', 'to'],
  ['bpmn:DataAssociation', 'transformation'],
  ['bpmn:CorrelationPropertyRetrievalExpression', 'messagePath'],
  ['bpmn:CorrelationPropertyBinding', 'dataPath'],
  ['bpmn:ResourceAssignmentExpression', 'expression'],
  ['bpmn:ResourceParameterBinding', 'expression'],
]

/** These are formal by the metamodel itself, whatever the text says of their type. */
const FORMAL = ['condition', 'transformation', 'messagePath', 'dataPath', 'expression']

type Place = { holder: Element; property: string; expression: Element }

function places(tree: Tree): Place[] {
  return PLACES.flatMap(([type, property]) =>
    running(tree, ofType(tree, type)).flatMap((holder) => {
      const expression = child(holder, property)
      return expression ? [{ holder, property, expression }] : []
    }),
  )
}

/** A condition that is plainly code although its type is not written, as `amount > 5` or `items.contains("a")`. */
const COMPARES = /[=<>!&|]|\w\(.*\)/

function informal(tree: Tree): Finding[] {
  return places(tree)
    .filter(({ property, expression }) => !FORMAL.includes(property) && !isFormal(tree, expression))
    .map((place) => ({
      ...finding(place, '要写成可执行的表达式（xsi:type="tFormalExpression"），不能只是文字说明。'),
      isMinor: place.property === 'conditionExpression' && COMPARES.test(text(place.expression, 'body') ?? ''),
    }))
}

function empty(tree: Tree): Finding[] {
  return places(tree)
    .filter(({ expression }) => isA(expression, 'bpmn:FormalExpression') || !says(expression))
    .filter(({ expression }) => !says(expression))
    .map((place) => finding(place, '是空的，请写上内容。'))
}

/** A body that is plainly a number or a text cannot be true or false. */
function notBoolean(tree: Tree, type: string, property: string): Finding[] {
  return running(tree, ofType(tree, type)).flatMap((holder) => {
    const expression = child(holder, property)
    const body = expression && text(expression, 'body')
    if (!expression || body === undefined) return []
    if (givesOther(expression, /bool/i) || /^(-?\d+(\.\d+)?|"[^"]*"|'[^']*')$/.test(body))
      return [finding({ holder, property, expression }, `「${body}」得不出真假，要写一个条件。`)]
    return []
  })
}

/** How many instances there are to be is a whole number. */
function notCount(tree: Tree): Finding[] {
  return running(tree, ofType(tree, 'bpmn:MultiInstanceLoopCharacteristics')).flatMap((holder) => {
    const expression = child(holder, 'loopCardinality')
    const body = expression && text(expression, 'body')
    if (!expression || body === undefined) return []
    const isOther = /^(true|false|-?\d+\.\d+|"[^"]*"|'[^']*')$/.test(body)
    if (!isOther && !givesOther(expression, /int|long|short|byte|number|decimal/i)) return []
    return [finding({ holder, property: 'loopCardinality', expression }, `「${body}」得不出个数，要写一个整数。`)]
  })
}

/** The expression itself says that it gives another type (`evaluatesToTypeRef`). */
function givesOther(expression: Element, wanted: RegExp): boolean {
  const type = child(expression, 'evaluatesToTypeRef')
  const structure = type && text(type, 'structureRef')
  return structure !== undefined && SIMPLE.test(structure.replace(/^.*:/, '')) && !wanted.test(structure)
}

function finding({ holder, property }: Place, demand: string): Finding {
  const element = near(holder)
  return { element, message: `「${title(element)}」的 ${property} ${demand}` }
}
