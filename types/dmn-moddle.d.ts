declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: Record<string, object>)
    fromXML(xml: string): Promise<import('bpmn-moddle').ParseResult>
  }
}
