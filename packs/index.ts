import { org } from './org/pack.ts'
import { overview } from './overview/pack.ts'
import { policies } from './policy/pack.ts'
import { projects } from './project/pack.ts'

/** All packs of the product, by name. */
export const packs = { overview, org, policy: policies, project: projects }
