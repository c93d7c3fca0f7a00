/**
 * Our settings in a BPMN file, as a moddle descriptor: the one extension namespace of the product. `<jw:task>` with its
 * `<jw:outcome>` children belongs into the extension elements of a user task, `<jw:service>` of a service task,
 * `<jw:decision>` of a business rule task, `<jw:script>` of a script task in FEEL; `<jw:loop>` makes an activity run for
 * each item of a collection, `<jw:input>` and `<jw:output>` say what it sees and gives, `<jw:message>` by which key a message
 * finds its receiver. The attribute `jw:clause` names the clause that asks for a node.
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
        ...['assign', 'due', 'clause', 'kind', 'edit', 'complete', 'priority'].map(attribute),
        { name: 'outcomes', type: 'Outcome', isMany: true },
      ],
    },
    {
      name: 'Outcome',
      superClass: ['Element'],
      properties: ['key', 'label', 'action', 'opinion', 'primary', 'danger', 'when'].map(attribute),
    },
    {
      name: 'Service',
      superClass: ['Element'],
      properties: ['rule', 'action', 'clause', 'retries', 'backoff'].map(attribute),
    },
    { name: 'Decision', superClass: ['Element'], properties: ['name', 'result', 'clause'].map(attribute) },
    { name: 'Script', superClass: ['Element'], properties: ['result'].map(attribute) },
    { name: 'Message', superClass: ['Element'], properties: ['key'].map(attribute) },
    { name: 'Input', superClass: ['Element'], properties: ['name', 'value'].map(attribute) },
    { name: 'Output', superClass: ['Element'], properties: ['name', 'value'].map(attribute) },
    { name: 'Loop', superClass: ['Element'], properties: ['collection', 'item', 'result', 'output'].map(attribute) },
  ],
}

function attribute(name: string) {
  return { name, isAttr: true, type: 'String' }
}
