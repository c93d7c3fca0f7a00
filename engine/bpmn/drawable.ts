import { localName, parseXml, withDescendants, type XmlElement } from '../xml-tree.ts'
import { type Edit, edited } from './foreign/edit.ts'
import { BPMN, isBpmn } from './rules/tree.ts'

/**
 * The text of a model for the viewer. Beside a collaboration the viewer draws only the processes of its pools and those
 * that have lanes; a process that stands free beside the pools, as the standard allows (BPMN 2.0.2, 9.3), gets an empty set
 * of lanes here so that it is drawn too. Only for drawing: what is kept and run is the text as it was.
 */
export function drawable(xml: string): string {
  const document = parseXml(xml)
  const all = document ? [...withDescendants(document)].filter(isBpmn) : []
  if (!all.some((element) => localName(element.name) === 'collaboration')) return xml
  const pools = all.flatMap((element) => element.attributes.get('processRef') ?? []).map(localName)
  return edited(xml, all.filter((element) => isFree(element, pools)).map(emptyLanes))
}

function isFree(element: XmlElement, pools: string[]): boolean {
  const hasLanes = element.children.some((one) => localName(one.name) === 'laneSet')
  const isOpen = element.open !== element.to
  return (
    localName(element.name) === 'process' && isOpen && !hasLanes && !pools.includes(element.attributes.get('id') ?? '')
  )
}

function emptyLanes(process: XmlElement): Edit {
  return { at: process.open, remove: 0, insert: `<lanes:laneSet xmlns:lanes="${BPMN}"/>` }
}
