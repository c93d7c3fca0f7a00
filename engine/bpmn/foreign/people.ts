import { type Entry, feelOf, map } from './entry.ts'

/** Adds people by name to who gets a step: `kermit, gonzo` or `${manager}`; who started the case is `starter` here. */
export function addPeople(entry: Entry, what: string, written: string): void {
  addHolders(entry, 'person', what, written)
}

/** Adds groups by name; a group of another product is a role here. */
export function addGroups(entry: Entry, what: string, written: string): void {
  addHolders(entry, 'role', what, written)
}

/** Reads `user(kermit), group(management), accounting` of the standard's performers: what has no word is a group. */
export function addPerformers(entry: Entry, what: string, written: string, standard: 'person' | 'role'): void {
  for (const part of split(written)) {
    const [, word, name] = /^(user|group)\s*\(\s*(.*?)\s*\)$/.exec(part) ?? []
    addHolders(entry, word === undefined ? standard : word === 'user' ? 'person' : 'role', what, name ?? part)
  }
}

function addHolders(entry: Entry, by: 'person' | 'role', what: string, written: string): void {
  for (const part of split(written)) {
    const feel = feelOf(entry, what, part)
    if (feel === undefined || feel === '') continue
    const isList = feel.startsWith('[') || feel.startsWith('for ')
    const of = by === 'person' && feel === entry.initiator ? 'starter' : feel
    const source = isList ? `for one in ${feel} return ${by}(one)` : `${by}(${of})`
    entry.settings.assign.push(source)
    map(entry, `${what} ${part}`, `jw:task assign ${source}`)
  }
}

/** Cuts at commas that stand outside of expressions; one of Camunda 8 is a whole. */
function split(written: string): string[] {
  if (written.trim().startsWith('=')) return [written.trim()]
  return written
    .split(/,(?![^{(]*[})])/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
