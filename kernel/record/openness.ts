import type { AnyRecord } from './record.ts'
import { type Atom, alternatives, type Who } from './who.ts'

/** How open a class of records is: everybody reads, those within a scope, or only those whom a row concerns (PRN-03). */
export type Openness = 'open' | 'scope' | 'concerned'

/** The three groups in words. */
export const opennessWords: Readonly<Record<Openness, string>> = {
  open: '全员可见',
  scope: '限范围',
  concerned: '只限当事人',
}

const order: readonly Openness[] = ['open', 'scope', 'concerned']

/** The group of a who-may-read rule: roles, units and heads are a scope; people named on the row are those concerned. */
export function opennessOf(read: Who): Openness {
  const ways = alternatives(read)
  if (ways.some((atoms) => atoms.length === 0)) return 'open'
  return ways.flat().every(namesPerson) ? 'concerned' : 'scope'
}

/** The default of a record's class: ledgers and files are open to all staff, requests follow the data scope. */
export const defaultOpenness = ({ nature }: AnyRecord): Openness => (nature === 'request' ? 'scope' : 'open')

/** Whether a record is narrower than its class and so has to say why; a part follows the record that it belongs to. */
export function isNarrower(def: AnyRecord): boolean {
  const ways = alternatives(def.allow.read)
  const follows = ways.flat().some((atom) => typeof atom === 'object' && 'readable' in atom)
  return !follows && order.indexOf(opennessOf(def.allow.read)) > order.indexOf(defaultOpenness(def))
}

const namesPerson = (atom: Atom): boolean => atom === 'todo' || 'holder' in atom || 'field' in atom
