/**
 * Our settings in a BPMN file, as a moddle descriptor: the one extension namespace of the product. `<jw:task>` with its
 * `<jw:outcome>` children belongs into the extension elements of a user task, `<jw:service>` of a service task,
 * `<jw:decision>` of a business rule task; the attribute `jw:clause` names the clause that asks for a node.
 */
export const jw = {
  name: 'Jingwei',
  uri: 'urn:jingwei:bpmn:1',
  prefix: 'jw',
  xml: { tagAlias: 'lowerCase' },
  types: [
    { name: 'Clause', extends: ['bpmn:FlowNode'], properties: [attribute('clause')] },
    {
      name: 'Task',
      superClass: ['Element'],
      properties: [
        ...['assign', 'due', 'clause', 'kind', 'edit', 'complete'].map(attribute),
        { name: 'outcomes', type: 'Outcome', isMany: true },
      ],
    },
    {
      name: 'Outcome',
      superClass: ['Element'],
      properties: ['key', 'label', 'action', 'opinion', 'primary', 'danger', 'when'].map(attribute),
    },
    { name: 'Service', superClass: ['Element'], properties: ['rule', 'action', 'clause'].map(attribute) },
    { name: 'Decision', superClass: ['Element'], properties: ['name', 'result', 'clause'].map(attribute) },
  ],
}

function attribute(name: string) {
  return { name, isAttr: true, type: 'String' }
}
