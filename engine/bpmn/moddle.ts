import { BpmnModdle } from 'bpmn-moddle'
import { jw } from './jw.ts'

/**
 * A reader and writer of BPMN 2.0 XML that knows our extension namespace. Its descriptor of the global script task has the
 * script as an attribute; the schema (tGlobalScriptTask) has it as a child, and so it is set right here.
 */
export function newModdle(): BpmnModdle {
  const moddle = new BpmnModdle({ jw })
  const script = moddle.registry.typeMap['bpmn:GlobalScriptTask']?.properties.find(({ name }) => name === 'bpmn:script')
  if (script) delete script.isAttr
  return moddle
}
