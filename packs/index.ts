import { authority } from './authority/pack.ts'
import { knowledge } from './knowledge/pack.ts'
import { office } from './office/pack.ts'
import { org } from './org/pack.ts'
import { overview } from './overview/pack.ts'
import { policies } from './policy/pack.ts'
import { projects } from './project/pack.ts'
import { tasks } from './task/pack.ts'

/** All packs of the product, by name. */
export const packs = { overview, org, policy: policies, authority, project: projects, task: tasks, knowledge, office }
