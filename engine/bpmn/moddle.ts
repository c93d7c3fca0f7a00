import { BpmnModdle } from 'bpmn-moddle'
import { jw } from './jw.ts'

/**
 * A reader and writer of BPMN 2.0 XML that knows our extension namespace. Two of its descriptors differ from the schema and
 * are set right here: a global script task has its script as a child (tGlobalScriptTask), and an edge without a word on its
 * message shows none (BPMNEdge), so that the word must not be left out as if it went without saying. One for all files:
 * making it takes longer than reading a small file.
 */
export const moddle: BpmnModdle = setRight()

function setRight(): BpmnModdle {
  const made = new BpmnModdle({ jw })
  const propertyOf = (type: string, name: string) =>
    made.registry.typeMap[type]?.properties.find((property) => property.name === name)
  const script = propertyOf('bpmn:GlobalScriptTask', 'bpmn:script')
  if (script) delete script.isAttr
  const envelope = propertyOf('bpmndi:BPMNEdge', 'bpmndi:messageVisibleKind')
  if (envelope) delete envelope.default
  return made
}
