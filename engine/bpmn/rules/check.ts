import type { ModdleReference } from 'bpmn-moddle'
import type { Element } from '../../element.ts'
import type { Problem } from '../../types.ts'
import { parseXml } from '../../xml-tree.ts'
import { activityRules } from './activities.ts'
import { collaborationRules } from './collaboration.ts'
import { compensationRules } from './compensation.ts'
import { dataRules } from './data.ts'
import { eventRules } from './events.ts'
import { expressionRules } from './expressions.ts'
import { flowRules } from './flows.ts'
import { foundationRules, near } from './foundation.ts'
import { gatewayRules } from './gateways.ts'
import { intermediateRules } from './intermediate.ts'
import { schemaRules, singleRules } from './schema.ts'
import { serviceRules } from './services.ts'
import { setRules } from './sets.ts'
import { type Finding, isExecutable, type Rule, type Tree, treeOf } from './tree.ts'
import { triggerRules } from './triggers.ts'

/** What a rule check reads: the parsed model with its references, and the text it was read from. */
export type Checked = {
  definitions: Element
  references: ModdleReference[]
  byId: Readonly<Record<string, Element>>
  xml: string
}

/** Every rule of the standard that is checked before a publication. */
export const rules: readonly Rule[] = [
  ...foundationRules,
  ...schemaRules,
  ...singleRules,
  ...flowRules,
  ...gatewayRules,
  ...eventRules,
  ...intermediateRules,
  ...triggerRules,
  ...compensationRules,
  ...expressionRules,
  ...activityRules,
  ...serviceRules,
  ...dataRules,
  ...setRules,
  ...collaborationRules,
]

/**
 * Checks a model against the rules of BPMN 2.0.2. Each problem carries the number of its rule and the section (`rule`:
 * `EXT023 · BPMN 2.0.2 8.4.7`); the same sentence on the same element is told once, under the first of its rules, with the
 * numbers of the others after it. A rule that binds only what is executed, or only where no product's namespace settles the
 * matter, is a warning elsewhere.
 */
export function checkRules({ definitions, references, byId, xml }: Checked): Problem[] {
  const document = parseXml(xml)
  if (!document) return []
  const tree = treeOf(definitions, references, byId, document)
  const told = new Map<string, Problem>()
  for (const rule of rules) {
    for (const finding of rule.find(tree)) tell(told, tree, rule, finding)
  }
  return [...told.values()]
}

function tell(told: Map<string, Problem>, tree: Tree, rule: Rule, { element, message, isMinor }: Finding): void {
  const id = near(element).id ?? ''
  const key = `${id}\n${message}`
  const known = told.get(key)
  const level = isMinor ? 'warning' : levelOf(tree, rule, element)
  if (!known)
    return void told.set(key, { level, element: id, message, rule: `${rule.id} · BPMN 2.0.2 ${rule.section}` })
  if (level === 'error') known.level = 'error'
  if (!known.rule?.includes(rule.id)) known.rule = `${rule.id}, ${known.rule}`
}

function levelOf(tree: Tree, rule: Rule, element: Element): Problem['level'] {
  if (rule.binds === 'always') return 'error'
  if (rule.binds === 'standard' && tree.hasProduct) return 'warning'
  return isExecutable(tree, element) ? 'error' : 'warning'
}
