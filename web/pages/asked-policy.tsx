import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import type { ClauseRef } from '#kernel/http/contract.ts'
import { get } from '../api.ts'
import { t } from '../t.ts'

/** What the policies in force say to a question: the shape of GET /api/view/authority/ask. */
interface Answer {
  understood: string
  clauses: ClauseRef[]
  route: { steps: { step: string; act: string; people: string[] }[]; notes: string[] } | null
  hint: string
  start: { label: string; path: string } | null
}

/**
 * 问制度: while one types, the first entries of the palette are the answer: what to start with who would approve it, and
 * the clauses that say so. Nothing is shown for words that no policy knows.
 */
export function AskedPolicy({ question, onGo }: { question: string; onGo(path: string): void }) {
  const { data } = useQuery({
    queryKey: ['ask', question],
    queryFn: ({ signal }) => get<Answer>(`/api/view/authority/ask?${new URLSearchParams({ q: question })}`, signal),
    enabled: question.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  })
  if (!data || question.length < 2) return null
  const { start, route, hint, clauses } = data
  if (!start && !route && clauses.length === 0) return null
  return (
    <Command.Group heading={t('palette.policy')} className="palette-answer">
      {(start || route) && (
        <Command.Item value={`${question} 0`} keywords={[question]} onSelect={() => start && onGo(start.path)}>
          <div>
            <b>{data.understood}</b>
            <p>{route ? <Route {...route} /> : hint}</p>
            {route?.notes.map((note) => (
              <p key={note} className="small quiet">
                {note}
              </p>
            ))}
          </div>
          {start && <em className="button primary small">{start.label}</em>}
        </Command.Item>
      )}
      {clauses.map((clause, index) => (
        <Command.Item
          key={`${clause.policy}${clause.anchor}`}
          value={`${question} ${index + 1}`}
          keywords={[question]}
          onSelect={() => onGo(`/policy/${clause.policy}#${clause.anchor}`)}
        >
          <div>
            <p className="small quiet">
              《{clause.policyTitle}》{clause.label}
            </p>
            <p className="palette-clause">{clause.text}</p>
          </div>
        </Command.Item>
      ))}
    </Command.Group>
  )
}

const acts: Readonly<Record<string, string>> = {
  审: t('act.review'),
  会: t('act.countersign'),
  核: t('act.check'),
  批: t('act.approve'),
  备: t('act.file'),
  印: t('act.handle'),
}

function Route({ steps }: NonNullable<Answer['route']>) {
  return (
    <>
      {steps.map(({ step, act, people }, index) => (
        <span key={step} className="palette-step">
          {index > 0 && ' → '}
          {people.join('、')} {acts[act] ?? act}
        </span>
      ))}
    </>
  )
}
