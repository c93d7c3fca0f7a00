import { useEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'

/** A search box that waits for a pause in typing; words still being composed (拼音) are not sent. */
export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange(words: string): void }) {
  const [typed, setTyped] = useState(value)
  const composing = useRef(false)
  const given = useRef(value)
  useEffect(() => {
    if (value !== given.current) setTyped(value)
    given.current = value
  }, [value])
  useEffect(() => {
    if (typed === given.current || composing.current) return
    const timer = setTimeout(() => {
      given.current = typed
      onChange(typed)
    }, 250)
    return () => clearTimeout(timer)
  })
  return (
    <label className="searchbox">
      <Icon name="search" />
      <span className="hidden">{label}</span>
      <input
        className="input"
        type="search"
        placeholder={label}
        value={typed}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(event) => {
          composing.current = false
          setTyped(event.currentTarget.value)
        }}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  )
}
