declare module 'bpmn-moddle' {
  /** A node of the parsed tree; every other property is read with care through `engine/bpmn/element.ts`. */
  export type ModdleElement = {
    readonly $type: string
    readonly $attrs: Record<string, string>
    readonly $parent?: ModdleElement
    readonly id?: string
    readonly $descriptor: ModdleDescriptor
    readonly $instanceOf: (type: string) => boolean
    readonly set: (property: string, value: unknown) => void
    readonly [property: string]: unknown
  }
  /** What the standard's metamodel says of a type: its properties with their names (`bpmn:sourceRef`) and types. */
  export type ModdleDescriptor = {
    readonly properties: readonly ModdleProperty[]
    readonly propertiesByName: Readonly<Record<string, ModdleProperty>>
  }
  export type ModdleProperty = {
    readonly name: string
    readonly type: string
    readonly isMany?: boolean
    readonly isAttr?: boolean
    readonly isReference?: boolean
    readonly isVirtual?: boolean
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
    fromXML(xml: string): Promise<ParseResult>
    /** The types of all packages by name, before their first use. */
    readonly registry: {
      readonly typeMap: Record<string, { properties: { name: string; isAttr?: boolean; default?: unknown }[] }>
    }
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
