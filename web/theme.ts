import { useSyncExternalStore } from 'react'
import { type ThemeName, tokens } from './tokens.ts'

/** What a person chose: light, dark, or whatever the device says. */
export type ThemeChoice = ThemeName | 'device'

const kept = 'theme'
const device = matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()

/** The choice that this browser remembers. */
export function themeChoice(): ThemeChoice {
  const value = localStorage.getItem(kept)
  return value === 'light' || value === 'dark' ? value : 'device'
}

/** Remembers a choice and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'device') localStorage.removeItem(kept)
  else localStorage.setItem(kept, choice)
  applyTheme()
}

/** Writes the tokens on the document; called before the first paint and on every change of theme. */
export function applyTheme(): void {
  const root = document.documentElement
  const name = themeName()
  root.dataset.theme = name
  for (const [token, value] of Object.entries(tokens[name])) root.style.setProperty(`--${kebab(token)}`, value)
  for (const watcher of watchers) watcher()
}

/** The theme now shown, for what draws with colours of its own (antd, diagrams). */
export function useTheme(): ThemeName {
  return useSyncExternalStore(watch, themeName)
}

function themeName(): ThemeName {
  const choice = themeChoice()
  if (choice !== 'device') return choice
  return device.matches ? 'dark' : 'light'
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

device.addEventListener('change', applyTheme)
