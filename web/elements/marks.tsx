import type { TodoView } from '#kernel/http/contract.ts'
import type { Tone } from '../tone.ts'

/** A status in words with a shape of its own, so that colour is never alone. */
export function StatusChip({ label, tone }: { label: string; tone: Tone }) {
  return (
    <span className={`chip ${tone}`}>
      <svg
        width="10"
        height="10"
        viewBox="0 0 10 10"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        {shapes[tone]}
      </svg>
      {label}
    </span>
  )
}

/** What remains until a todo is due: words, and a thin bar whose length and dashes differ as well as its colour. */
export function Remains({ words, urgency }: { words: string; urgency: TodoView['urgency'] }) {
  if (urgency === 'none' && words === '') return null
  return (
    <span className={`remains ${urgency}`}>
      <i aria-hidden="true" />
      {words}
    </span>
  )
}

const shapes = {
  rest: <circle cx="5" cy="5" r="3.6" strokeDasharray="2 1.4" />,
  active: (
    <>
      <circle cx="5" cy="5" r="3.8" />
      <circle cx="5" cy="5" r="1.4" fill="currentColor" stroke="none" />
    </>
  ),
  good: <path d="m1.200 5.300 2.600 2.600 5-6" />,
  warn: <path d="M5 1.300 9.200 8.700H.8z" strokeLinejoin="round" />,
  bad: <path d="m1.800 1.800 6.400 6.400M8.200 1.800 1.800 8.200" />,
}
