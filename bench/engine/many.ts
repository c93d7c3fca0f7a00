import type { Part } from './parts.ts'

/** 20,000 items of one multi-instance activity while others go on: needs slices (`more`) in the engine. */
export async function many(): Promise<Part> {
  return { name: 'many', figures: { skipped: '引擎还不能分片运行多实例' }, limits: [], short: [] }
}
