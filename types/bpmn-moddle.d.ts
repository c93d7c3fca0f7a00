declare module 'bpmn-moddle' {
  /** A node of the parsed tree; every other property is read with care through `engine/bpmn/element.ts`. */
  export type ModdleElement = {
    readonly $type: string
    readonly $attrs: Record<string, string>
    readonly $parent?: ModdleElement
    readonly id?: string
    readonly [property: string]: unknown
  }
  export type ModdleReference = { element: ModdleElement; property: string; id: string }
  export type ParseResult = {
    rootElement: ModdleElement
    references: ModdleReference[]
    warnings: Error[]
    elementsById: Record<string, ModdleElement>
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, object>)
    readonly registry: { typeMap: Record<string, { properties: { name: string; isAttr?: boolean }[] }> }
    fromXML(xml: string): Promise<ParseResult>
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
