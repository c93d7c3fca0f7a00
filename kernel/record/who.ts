/**
 * Who may: plain data, folded three ways from one normal form, into an SQL filter (where.ts), a row test (`holds`) and a
 * Chinese sentence (`say`). A list means any of its parts.
 */
export type Who =
  | 'everyone'
  | 'nobody'
  /** Only who holds a todo of the record's running process. */
  | 'todo'
  /** The person named in the field. */
  | { readonly holder: string }
  /** Members of the unit named in the field (本部门). */
  | { readonly unit: string }
  /** Members of that unit or of one above it (本部门及下级). */
  | { readonly unitTree: string }
  /** The head of that unit or of one above it; an acting head counts. */
  | { readonly head: string }
  /** The leader who oversees that unit (分管领导). */
  | { readonly oversees: string }
  /** Whoever was given the role. */
  | { readonly role: string }
  /** The record's field has this value; null: it is not filled. */
  | { readonly field: string; readonly is: string | null }
  /** Whoever may read the row named in the field; with `in`, while that row is in one of these states. */
  | { readonly readable: string; readonly in?: readonly string[] }
  | { readonly all: readonly Who[] }
  | readonly Who[]

/** A person as rights see them: every list is resolved once per request from the organisation. */
export interface Me {
  readonly id: string
  readonly name: string
  /** Ids of the units that I belong to, of those with everything below them, that I head, that I oversee. */
  readonly units: readonly string[]
  readonly unitTree: readonly string[]
  readonly heads: readonly string[]
  readonly oversees: readonly string[]
  readonly roles: readonly string[]
  /** Ids of the people whose todos I do today as their deputy (委托代理). */
  readonly standsFor: readonly string[]
}

/** What a row alone does not tell of a person's rights on it. */
export interface Around {
  /** The person holds a todo on it. */
  readonly todo?: boolean
  /** The states of the rows that it refers to and that the person may read, by field. */
  readonly seen?: Readonly<Record<string, string>>
}

/** One condition of the normal form; `everyone` is the empty conjunction and `nobody` the empty list. */
export type Atom = Exclude<Who, 'everyone' | 'nobody' | readonly Who[] | { readonly all: readonly Who[] }>

/** The rule as a list of alternatives, each a list of conditions that must all hold. */
export function alternatives(who: Who): readonly (readonly Atom[])[] {
  if (who === 'everyone') return [[]]
  if (who === 'nobody') return []
  if (isList(who)) return who.flatMap(alternatives)
  if (typeof who === 'object' && 'all' in who) {
    return who.all.map(alternatives).reduce((left, right) => left.flatMap((a) => right.map((b) => [...a, ...b])), [[]])
  }
  return [[who]]
}

/** Whether the rule holds for a person on a row; what `around` does not say is not so. */
export function holds(who: Who, me: Me, row: Readonly<Record<string, unknown>>, around: Around = {}): boolean {
  return alternatives(who).some((atoms) => atoms.every((atom) => atomHolds(atom, me, row, around)))
}

/** The labels of fields and roles, and of a value of a field or a state of the row that it refers to. */
export interface Words {
  field(name: string): string
  role(name: string): string
  value?(field: string, code: string): string
}

/** The rule as a Chinese phrase, e.g. 「经办人，或运营管理部成员」. */
export function say(who: Who, words: Words): string {
  const found = alternatives(who)
  if (found.length === 0) return '任何人都不可以'
  return found
    .map((atoms) => (atoms.length === 0 ? '所有员工' : atoms.map((atom) => sayAtom(atom, words)).join('，且')))
    .join('；或')
}

/** Every field, role and referred row that a rule names, so that the boot check can prove that they exist. */
export function named(who: Who): { fields: string[]; roles: string[]; readable: { field: string; in: string[] }[] } {
  const atoms = alternatives(who).flat()
  return {
    readable: atoms.flatMap((atom) =>
      typeof atom === 'object' && 'readable' in atom ? [{ field: atom.readable, in: [...(atom.in ?? [])] }] : [],
    ),
    fields: atoms.flatMap((atom) => (typeof atom === 'object' && !('role' in atom) ? [fieldOf(atom)] : [])),
    roles: atoms.flatMap((atom) => (typeof atom === 'object' && 'role' in atom ? [atom.role] : [])),
  }
}

/** The field that a condition looks at. */
export function fieldOf(atom: Exclude<Atom, 'todo' | { readonly role: string }>): string {
  if ('holder' in atom) return atom.holder
  if ('unit' in atom) return atom.unit
  if ('unitTree' in atom) return atom.unitTree
  if ('head' in atom) return atom.head
  if ('readable' in atom) return atom.readable
  return 'oversees' in atom ? atom.oversees : atom.field
}

/** The ids of `me` that a condition compares its field with; empty when the condition compares something else. */
export function idsOf(atom: Atom, me: Me): readonly string[] {
  if (atom === 'todo' || 'role' in atom || 'field' in atom || 'readable' in atom) return []
  if ('holder' in atom) return [me.id]
  if ('unit' in atom) return me.units
  if ('unitTree' in atom) return me.unitTree
  return 'head' in atom ? me.heads : me.oversees
}

function atomHolds(atom: Atom, me: Me, row: Readonly<Record<string, unknown>>, { todo, seen }: Around): boolean {
  if (atom === 'todo') return todo === true
  if ('readable' in atom) {
    const state = seen?.[atom.readable]
    return state !== undefined && (atom.in?.includes(state) ?? true)
  }
  if ('role' in atom) return me.roles.includes(atom.role)
  if ('field' in atom) return (row[atom.field] ?? null) === atom.is
  return idsOf(atom, me).includes(String(row[fieldOf(atom)] ?? ''))
}

function sayAtom(atom: Atom, words: Words): string {
  if (atom === 'todo') return '流程走到时的待办人'
  if ('role' in atom) return words.role(atom.role)
  const label = words.field(fieldOf(atom))
  if ('readable' in atom) {
    const states = atom.in?.map((state) => words.value?.(atom.readable, state) ?? state)
    return `看得到该${label}的人${states ? `（${label}为${states.map((state) => `“${state}”`).join('、')}时）` : ''}`
  }
  if ('holder' in atom) return `${label}本人`
  if ('unit' in atom) return `${label}的成员`
  if ('unitTree' in atom) return `${label}及其上级部门的成员`
  if ('head' in atom) return `${label}负责人`
  if ('oversees' in atom) return `${label}的分管领导`
  if (atom.is === null) return `没有填${label}时`
  return `${label}为“${words.value?.(atom.field, atom.is) ?? atom.is}”时`
}

const isList = (who: Who): who is readonly Who[] => Array.isArray(who)
