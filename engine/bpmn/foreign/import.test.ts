// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the languages that are translated write them so.
import { describe, expect, it } from 'vitest'
import { parseXml, withDescendants } from '../../xml-tree.ts'
import { compileModel } from '../compile.ts'
import { readModel } from '../read.ts'
import { importForeign } from './import.ts'

const NAMESPACES: { [prefix: string]: string } = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  zeebe: 'http://camunda.org/schema/zeebe/1.0',
  flowable: 'http://flowable.org/bpmn',
}

function model(product: string, body: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:${product}="${NAMESPACES[product]}"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
${roots}<process id="p" isExecutable="true">
<startEvent id="start"/><endEvent id="end"/>
${body}
<sequenceFlow id="f1" sourceRef="start" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="end"/>
</process></definitions>`
}

/** Attributes of the first `jw:` element of this name in the imported text. */
async function ours(xml: string, name: string): Promise<{ [attribute: string]: string } | undefined> {
  const { xml: imported } = await importForeign(xml)
  const document = parseXml(imported)
  const found = document && [...withDescendants(document)].find((element) => element.name === `jw:${name}`)
  return found && Object.fromEntries(found.attributes)
}

describe('a model of Camunda 7', () => {
  it('says who gets a step, by when, and what may be edited', async () => {
    const xml = model(
      'camunda',
      `<userTask id="t" camunda:assignee="\${manager}" camunda:candidateGroups="accounting, 总经办" camunda:dueDate="P2D">
        <extensionElements><camunda:formData><camunda:formField id="reason"/></camunda:formData></extensionElements>
      </userTask>`,
    )
    expect(await ours(xml, 'task')).toEqual({
      assign: '[person(manager), role("accounting"), role("总经办")]',
      due: 'P2D',
      edit: 'reason',
    })
  })

  it('knows who started under another name', async () => {
    const xml = model('camunda', '<userTask id="t" camunda:assignee="${who}"/>').replace(
      '<startEvent id="start"/>',
      '<startEvent id="start" camunda:initiator="who"/>',
    )
    expect(await ours(xml, 'task')).toEqual({ assign: 'person(starter)' })
  })

  it('calls code by a rule of the same name, with retries', async () => {
    const retries = '<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>'
    const task = `<serviceTask id="t" camunda:class="org.example.ArchiveInvoice"><extensionElements>${retries}</extensionElements></serviceTask>`
    expect(await ours(model('camunda', task), 'service')).toEqual({
      rule: 'archiveInvoice',
      retries: '3',
      backoff: 'PT10M',
    })
  })

  it('keeps a condition as it was beside the one in FEEL', async () => {
    const xml = model('camunda', '<userTask id="t" camunda:assignee="a"/>').replace(
      'targetRef="end"/>',
      'targetRef="end"><conditionExpression xsi:type="tFormalExpression">${amount &gt; 5}</conditionExpression></sequenceFlow>',
    )
    const { xml: imported } = await importForeign(xml)
    expect(imported).toContain('>amount &gt; 5</conditionExpression>')
    expect(imported).toContain('>${amount &gt; 5}</origin:expression>')
  })

  it('loses nothing of the file, and what comes out is read', async () => {
    const xml = model('camunda', '<userTask id="t" camunda:assignee="a" camunda:formKey="embedded:x"/>')
    const { xml: imported } = await importForeign(xml)
    expect(imported).toContain('camunda:formKey="embedded:x"')
    const { problems } = await readModel(imported)
    expect(problems.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('lists what has no equal, with element, line and what to do', async () => {
    const xml = model('camunda', '<userTask id="t" camunda:assignee="a" camunda:formKey="embedded:x"/>')
    const { unmatched } = await importForeign(xml)
    expect(unmatched).toEqual([
      {
        element: 't',
        line: 6,
        what: 'camunda:formKey="embedded:x"',
        why: expect.stringContaining('字段'),
        todo: expect.stringContaining('edit'),
      },
    ])
  })
})

describe('a model of Camunda 8', () => {
  it('runs after import, with its FEEL as it is', async () => {
    const xml = model(
      'zeebe',
      `<userTask id="t"><extensionElements><zeebe:assignmentDefinition assignee="=manager" candidateGroups="=[&quot;a&quot;]"/>
        <zeebe:ioMapping><zeebe:input source="=amount * 2" target="twice"/></zeebe:ioMapping></extensionElements></userTask>`,
    )
    expect(await ours(xml, 'task')).toEqual({ assign: '[person(manager), for one in ["a"] return role(one)]' })
    expect(await ours(xml, 'input')).toEqual({ name: 'twice', value: 'amount * 2' })
    const { xml: imported, origin } = await importForeign(xml)
    expect(origin).toBe('camunda8')
    expect((await compileModel(imported)).ids).toEqual(['start', 'end', 't'])
  })

  it('finds the receiver of a message by the key of the message', async () => {
    const message =
      '<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=number"/></extensionElements></message>'
    const xml = model('zeebe', '<receiveTask id="t" messageRef="m"/>', message)
    expect(await ours(xml, 'message')).toEqual({ key: 'number' })
  })

  it('calls a process, a decision and a FEEL script in our words', async () => {
    const call =
      '<callActivity id="t"><extensionElements><zeebe:calledElement processId="review"/></extensionElements></callActivity>'
    expect((await importForeign(model('zeebe', call))).xml).toContain('<callActivity calledElement="review" id="t">')
    const rule =
      '<businessRuleTask id="t"><extensionElements><zeebe:calledDecision decisionId="rate" resultVariable="r"/></extensionElements></businessRuleTask>'
    expect(await ours(model('zeebe', rule), 'decision')).toEqual({ name: 'rate', result: 'r' })
    const script =
      '<scriptTask id="t"><extensionElements><zeebe:script expression="=1 + 1" resultVariable="two"/></extensionElements></scriptTask>'
    const { xml } = await importForeign(model('zeebe', script))
    expect(xml).toContain('<script>1 + 1</script></scriptTask>')
    expect(xml).toContain('scriptFormat="feel"')
  })
})

describe('a model of Flowable', () => {
  it('does a step for each of a collection', async () => {
    const loop =
      '<multiInstanceLoopCharacteristics isSequential="true" flowable:collection="${people}" flowable:elementVariable="one"/>'
    const xml = model('flowable', `<userTask id="t" flowable:assignee="\${one}">${loop}</userTask>`)
    expect(await ours(xml, 'loop')).toEqual({ collection: 'people', item: 'one' })
    expect(await ours(xml, 'task')).toEqual({ assign: 'person(one)' })
    expect((await importForeign(xml)).origin).toBe('flowable')
  })

  it('reads the performers of the standard as users and groups', async () => {
    const owner =
      '<potentialOwner><resourceAssignmentExpression><formalExpression>user(kermit), management</formalExpression></resourceAssignmentExpression></potentialOwner>'
    const xml = model('flowable', `<userTask id="t" flowable:priority="5">${owner}</userTask>`)
    expect(await ours(xml, 'task')).toEqual({ assign: '[person("kermit"), role("management")]', priority: '5' })
  })
})

it('leaves a file of no such product as it is, and what is no XML too', async () => {
  const plain = model('camunda', '<task id="t"/>')
  expect(await importForeign(plain)).toEqual({ xml: plain, origin: 'none', mapped: [], unmatched: [] })
  expect((await importForeign('<a><b></a>')).origin).toBe('none')
})
