import type { Token } from '../types.ts'
import { type Node, nodeByIndex } from './model.ts'
import type { Run } from './run.ts'
import { cancelToken } from './scope.ts'

/**
 * Throws a BPMN error at a token: the border event of the nearest activity outwards that catches its code, else one that
 * catches every error (BPMN 2.0.2, 10.5.6 and 13.5.3), stops that activity and goes on from the event. The variable
 * `error` holds code and message. False, with nothing changed, when no activity catches it.
 */
export function catchError(run: Run, origin: Token, error: { code: string; message: string }): boolean {
  for (let token: Token | undefined = origin; token; token = hostOf(run, token)) {
    const event = catcherOf(run, token, error.code)
    if (event) {
      run.state.vars.error = error
      cancelToken(run, token, 'error')
      run.queue.push({ token: run.state.next++, node: event.index, scope: token.scope, do: 'enter' })
      return true
    }
  }
  return false
}

/** The token that waits inside the sub-process in which a token lies. */
function hostOf(run: Run, { scope }: Token): Token | undefined {
  const within = run.state.scopes.find((candidate) => candidate.id === scope)
  return within && run.state.tokens.find((token) => token.id === within.token)
}

function catcherOf(run: Run, token: Token, code: string): Node | undefined {
  const events = nodeByIndex(run.model, token.node)
    .boundary.map((index) => nodeByIndex(run.model, index))
    .filter((event) => event.kind === 'boundary-error')
  return events.find((event) => event.code === code) ?? events.find((event) => event.code === undefined)
}
