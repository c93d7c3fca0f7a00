import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Json } from '#engine/types.ts'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { variableOf } from '../../variable.ts'
import { inputsOf, RuleTables } from './rule-tables.tsx'
import './try.css'
import { say } from './words.ts'

/** A decision is asked here in the browser: its columns as fields, the answer below, as one types. */
export function TryDecision({ name, source }: { name: string; source: string }) {
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const { data, error } = useQuery({
    queryKey: ['models', 'decisions', source],
    queryFn: () => compileDecisions(source),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <p className="notice bad">{error.message}</p>
  if (!data) return <LinesSkeleton />
  const inputs = inputsOf(source)
  const facts = Object.fromEntries(inputs.map(({ name: input }) => [input, typedValue(given[input])]))
  const { answer, failure } = answered(() => data.decide(name, facts, { now: new Date().toISOString() }))
  return (
    <>
      <p className="quiet small">{say('try.ask')}</p>
      <div className="try-asked">
        {inputs.map(({ name: input, label }) => (
          <label key={input}>
            <span>
              {label} <code className="small quiet">{input}</code>
            </span>
            <input
              className="input"
              value={given[input] ?? ''}
              onChange={(event) => setGiven({ ...given, [input]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <h3>{say('try.answer')}</h3>
      {failure ? (
        <p className="notice warn">{failure}</p>
      ) : (
        <pre className="models-text" aria-live="polite">
          {JSON.stringify(answer, null, 2)}
        </pre>
      )}
      <RuleTables source={source} />
    </>
  )
}

const typedValue = (text: string | undefined): Json => (text ? variableOf(text) : null)

function answered(ask: () => Json): { answer?: Json; failure?: string } {
  try {
    return { answer: ask() }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}
