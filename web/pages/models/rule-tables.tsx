import { say } from './words.ts'

/** The decision tables of a DMN text, read as they are written. */
export function RuleTables({ source }: { source: string }) {
  const decisions = decisionsOf(source)
  if (decisions.length === 0) return <pre className="models-text">{source}</pre>
  return decisions.map((decision) => (
    <section key={decision.id} className="models-rules">
      <h3>
        {/\p{Script=Han}/u.test(decision.name) ? decision.name : <code>{decision.name}</code>}{' '}
        {decision.policy && <span className="small quiet">{say(`policy.${decision.policy}`)}</span>}
      </h3>
      {decision.text !== undefined ? (
        <pre className="models-text">{decision.text}</pre>
      ) : (
        <div className="sheet-table">
          <table className="table">
            <thead>
              <tr>
                {[...decision.inputs, ...decision.outputs].map((head, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no names of their own
                  <th key={index} scope="col">
                    <span>{/\p{Script=Han}/u.test(head) ? head : <code>{head}</code>}</span>
                  </th>
                ))}
                <th scope="col">
                  <span>{say('note')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {decision.rules.map(({ id, cells, words }) => (
                <tr key={id}>
                  {cells.map((cell, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells stand by their column
                    <td key={index}>
                      <code>{cell}</code>
                    </td>
                  ))}
                  <td className="quiet">{words}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  ))
}

/** What the tables of a text ask for: by name, with the words of its column where it has some. */
export function inputsOf(source: string): { name: string; label: string }[] {
  const all = decisionsOf(source).flatMap(({ asked, inputs }) =>
    asked.map((name, index) => ({ name, label: inputs[index] === name ? '' : (inputs[index] ?? '') })),
  )
  const named = all.filter(({ name }) => /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name))
  return [...new Map(named.map((input) => [input.name, input])).values()]
}

function decisionsOf(source: string) {
  const tree = new DOMParser().parseFromString(source, 'application/xml')
  return all(tree, 'decision').map((decision) => {
    const table = all(decision, 'decisionTable')[0]
    const literal = all(decision, 'literalExpression')[0]
    const inputs = table ? all(table, 'input') : []
    const asked = inputs.map((input) => textOf(all(input, 'inputExpression')[0]))
    return {
      id: decision.getAttribute('id') ?? '',
      name: decision.getAttribute('name') ?? '',
      policy: table ? policyOf(table) : undefined,
      ...(table || !literal ? {} : { text: textOf(literal) }),
      asked,
      inputs: inputs.map((input, index) => input.getAttribute('label') || (asked[index] ?? '')),
      outputs: table
        ? all(table, 'output').map((output) => output.getAttribute('label') || output.getAttribute('name') || '→')
        : [],
      rules: (table ? all(table, 'rule') : []).map((rule, index) => ({
        id: rule.getAttribute('id') ?? String(index),
        words: all(rule, 'description')[0]?.textContent?.trim() ?? '',
        cells: [...all(rule, 'inputEntry'), ...all(rule, 'outputEntry')].map(textOf),
      })),
    }
  })
}

const policies = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const

/** How many rules may hold, and which one then counts (DMN 1.5, 8.2.8); UNIQUE unless said. */
const policyOf = (table: Element) => policies.find((known) => known === table.getAttribute('hitPolicy')) ?? 'UNIQUE'

const all = (within: Document | Element, name: string) => [...within.getElementsByTagNameNS('*', name)]

const textOf = (element: Element | undefined) =>
  (element && all(element, 'text')[0]?.textContent?.trim()) || element?.textContent?.trim() || ''
