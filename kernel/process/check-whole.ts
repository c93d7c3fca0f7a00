import type { Model } from '#engine/bpmn/model.ts'
import type { Problem } from '#engine/types.ts'

/**
 * What is strange about a file as a whole although it would run: it is about another process than the edition in force,
 * or nobody has anything to do in it.
 * @param now the edition in force, if there is one
 */
export function strangeWhole(model: Model, now: Model | undefined): Problem[] {
  const ids = (of: Model) => of.processes.map(({ id }) => id)
  const isOther = now !== undefined && !ids(model).some((id) => ids(now).includes(id))
  const hasWork = model.nodes.some(({ kind }) => kind === 'user' || kind === 'call')
  const hadWork = now?.nodes.some(({ kind }) => kind === 'user' || kind === 'call') ?? true
  return [
    ...(isOther
      ? [warning(`文件里的流程代号是 ${ids(model).join('、')}，现行的是 ${ids(now).join('、')}：请确认没有传错文件。`)]
      : []),
    ...(!hasWork && hadWork ? [warning('没有一个要人办的环节：发起以后不经过任何人，自己就走到底。')] : []),
  ]
}

const warning = (message: string): Problem => ({ level: 'warning', element: '', message })
