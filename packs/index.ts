import { org } from './org/pack.ts'
import { policies } from './policy/pack.ts'
import { projects } from './project/pack.ts'

/** All packs of the product, by name. */
export const packs = { org, policy: policies, project: projects }
