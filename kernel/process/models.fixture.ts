/** A process of `count` steps in a row with choices between them, drawn: as long as those of big companies are. */
export function longModel(count: number): string {
  const steps = Array.from({ length: count }, (_, index) => stepOf(index, index === 0 ? 'start' : `n${index - 1}`))
  const part = (name: keyof ReturnType<typeof stepOf>) => steps.map((step) => step[name]).join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:jw="urn:jingwei:bpmn:1" id="long" targetNamespace="urn:jingwei">
<bpmn:process id="task_run" isExecutable="true"><bpmn:startEvent id="start"/>
${part('node')}
<bpmn:endEvent id="end"/>
${part('flow')}
<bpmn:sequenceFlow id="last" sourceRef="n${count - 1}" targetRef="end"/></bpmn:process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="task_run">
${part('shape')}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`
}

function stepOf(index: number, before: string) {
  const id = `n${index}`
  const condition = index % 5 === 2 ? `<bpmn:conditionExpression>title = "${index}"</bpmn:conditionExpression>` : ''
  const way = `<bpmn:sequenceFlow id="f${index}" sourceRef="${before}" targetRef="${id}">${condition}</bpmn:sequenceFlow>`
  const around = `<bpmn:sequenceFlow id="d${index}" sourceRef="${id}" targetRef="n${index + 2}"/>`
  return {
    node: nodeOf(index, id),
    flow: index % 5 === 1 ? `${way}\n${around}` : way,
    shape: `<bpmndi:BPMNShape id="s${index}" bpmnElement="${id}"><dc:Bounds x="${index * 100}" y="100" width="80" height="60"/></bpmndi:BPMNShape>`,
  }
}

function nodeOf(index: number, id: string): string {
  if (index % 5 === 1) return `<bpmn:exclusiveGateway id="${id}" default="d${index}"/>`
  if (index % 5 !== 0) return `<bpmn:task id="${id}" name="步骤${index}"/>`
  return `<bpmn:userTask id="${id}" name="环节${index}"><bpmn:extensionElements><jw:task assign='role("operations")' due="P2D"><jw:outcome key="agree" label="同意" primary="true"/></jw:task></bpmn:extensionElements></bpmn:userTask>`
}
