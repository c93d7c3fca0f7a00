import {
  type AuthorityRow,
  type AuthorityTable,
  conditionNames,
  conditions,
  type Places,
  seatNames,
  seats,
} from './table.ts'
import { any, feelOf, fromFeel, readTest, sayTest } from './words.ts'

/** What the rule table answers: the row that applies, with the seats' cells by name, and whom the columns stand for. */
export interface TableAnswer {
  /** `unit` is the owner unit's name; every other key is a seat with the letters of its cell. */
  readonly row: Readonly<Record<string, string | null>> | null
  readonly places: Places
}

/**
 * An edition as DMN 1.5: a decision table with hit policy FIRST, whom its columns stand for, and `authority`, which is
 * asked and gives both. Cells that cannot be read count as any; check.ts names them before it comes to that.
 */
export function toDmn({ rows, places }: AuthorityTable): string {
  const inputs = [input('事项', 'matter', 'string'), ...conditionNames.map(inputOf)]
  const outputs = ['rule', 'unit', ...seatNames].map((name) => `<output name="${name}" label="${labelOf(name)}"/>`)
  const lines = [...inputs, ...outputs, ...rows.map(ruleOf)].map((line) => `      ${line}`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="authority_definitions" name="审批权限表" namespace="urn:jingwei:authority">
  <decision id="authority" name="authority">
    <variable name="authority"/>
    <informationRequirement id="needs_row"><requiredDecision href="#authority_row"/></informationRequirement>
    <informationRequirement id="needs_places"><requiredDecision href="#authority_places"/></informationRequirement>
    <literalExpression><text>{row: row, places: places}</text></literalExpression>
  </decision>
  <decision id="authority_row" name="row">
    <variable name="row"/>
    <decisionTable hitPolicy="FIRST">
${lines.join('\n')}
    </decisionTable>
  </decision>
  <decision id="authority_places" name="places">
    <variable name="places"/>
    <literalExpression><text>${escaped(JSON.stringify(places))}</text></literalExpression>
  </decision>
</definitions>
`
}

/** The edition that `toDmn` wrote: cells in their words. Conditions that the grid has no words for come back as FEEL. */
export function fromDmn(xml: string): AuthorityTable {
  const rows = [...xml.matchAll(/<rule [^>]*>(.*?)<\/rule>/gs)].map(([, rule]) => readRule(rule!))
  const [, places = '{}'] = /name="places">.*?<text>(.*?)<\/text>/s.exec(xml) ?? []
  return { rows, places: JSON.parse(unescaped(places)) as Places }
}

/** The conditions of a row in one phrase, e.g. 「≤5 万元，预算内」; 「一律」 or 「其余」 is for the page to say. */
export function sayConditions({ when }: AuthorityRow): string {
  const said = conditionNames.map((name) => {
    const test = readTest(name, when[name]) ?? any
    if (test.is === 'flag') return `${test.value ? '' : '非'}${conditions[name].label}`
    return sayTest(name, test)
  })
  return said.filter(Boolean).join('，')
}

const input = (label: string, name: string, type: string) =>
  `<input label="${label}"><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`

function inputOf(name: (typeof conditionNames)[number]): string {
  const { label, kind } = conditions[name]
  return input(label, name, kind === 'days' || kind === 'money' ? 'number' : kind === 'flag' ? 'boolean' : 'string')
}

function labelOf(name: string): string {
  if (name === 'rule') return '条目'
  if (name === 'unit') return '归口部门是'
  return seats[name as keyof typeof seats]
}

function ruleOf(row: AuthorityRow, index: number): string {
  const tests = [
    JSON.stringify(row.matter),
    ...conditionNames.map((name) => feelOf(readTest(name, row.when[name]) ?? any)),
  ]
  const words = [row.matter, sayConditions(row)].filter(Boolean).join('，')
  const results = [words, row.owner ?? '', ...seatNames.map((name) => row.does[name] ?? '')]
  return [
    `<rule id="rule_${index + 1}">`,
    ...tests.map((test) => `<inputEntry><text>${escaped(test)}</text></inputEntry>`),
    ...results.map(
      (text) => `<outputEntry><text>${text ? escaped(JSON.stringify(text)) : 'null'}</text></outputEntry>`,
    ),
    '</rule>',
  ].join('')
}

function readRule(rule: string): AuthorityRow {
  const texts = (tag: string) =>
    [...rule.matchAll(new RegExp(`<${tag}><text>(.*?)</text>`, 'gs'))].map(([, text]) => unescaped(text!))
  const [matter = '""', ...tests] = texts('inputEntry')
  const [, owner, ...cells] = texts('outputEntry').map((text) =>
    text === 'null' ? null : (JSON.parse(text) as string),
  )
  const when = conditionNames.flatMap((name, index) => {
    const test = fromFeel(tests[index] ?? '-')
    const words = test ? sayTest(name, test) : tests[index]!
    return words ? [[name, words] as const] : []
  })
  const does = seatNames.flatMap((name, index) => (cells[index] ? [[name, cells[index]] as const] : []))
  return {
    matter: JSON.parse(matter) as string,
    when: Object.fromEntries(when),
    ...(owner ? { owner } : {}),
    does: Object.fromEntries(does),
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
