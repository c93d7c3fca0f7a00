import { midnight } from './moment.ts'
import { type Frame, spend } from './scope.ts'
import { type FeelFunction, isDate, isFunction, isRange, type Type, typeOf, type Value } from './values.ts'

/**
 * Whether a value is of a type, `instance of` (DMN 1.5, 10.3.2.9). Null is an instance of
 * no type, but may stand inside a list or context.
 */
export function isInstance(value: Value, type: Type, frame: Frame): boolean {
  return value !== null && conforms(value, type, frame)
}

/**
 * A value as a type wants it, by the implicit conversions (DMN 1.5, 10.3.2.9.4): a list of one becomes its item, an item a
 * list of one, a date its midnight in UTC. What does not conform then becomes null.
 */
export function coerceTo(value: Value, type: Type, frame: Frame): Value {
  if (conforms(value, type, frame)) return value
  if (Array.isArray(value)) {
    const [only = null] = value
    return value.length === 1 && conforms(only, type, frame) ? only : null
  }
  const bare = withoutName(type)
  if (bare.is === 'list') {
    const list = [value]
    return conforms(list, type, frame) ? list : null
  }
  if (bare.is !== 'plain' || bare.name !== 'date and time' || !isDate(value)) return null
  const moment = midnight(value, 0)
  return conforms(moment, type, frame) ? moment : null
}

/** Whether a value can stand where a type is asked for; null always can. */
export function conforms(value: Value, type: Type, frame: Frame): boolean {
  if (value === null || type.is === 'Any') return true
  spend(frame)
  if (type.is === 'custom') return conforms(value, type.of(), frame)
  switch (type.is) {
    case 'plain':
      return typeOf(value) === type.name
    case 'list':
      return Array.isArray(value) && areOf(value, type.of, frame)
    case 'range':
      return isRange(value) && [value.low, value.high].every((end) => conforms(end ?? null, type.of, frame))
    case 'context':
      return value instanceof Map && hasMembers(value, type.members, frame)
    case 'function':
      return isFunction(value) && takes(value, type)
  }
}

function areOf(list: Value[], type: Type, frame: Frame): boolean {
  spend(frame, list.length / 8)
  return list.every((item) => conforms(item, type, frame))
}

function hasMembers(context: Map<string, Value>, members: Map<string, Type>, frame: Frame): boolean {
  return [...members].every(([name, type]) => {
    const value = context.get(name)
    return value !== undefined && conforms(value, type, frame)
  })
}

/** A function takes at least what its type promises; what it gives is not known before it is called. */
function takes({ parameters, types }: FeelFunction, type: Extract<Type, { is: 'function' }>): boolean {
  if (parameters.length !== type.parameters.length) return false
  return type.parameters.every((parameter, index) => {
    const own = types?.[index]
    return own === undefined || isSubtype(parameter, own)
  })
}

/** Whether every value of the first type is one of the second too (DMN 1.5, 10.3.2.9.2). */
export function isSubtype(type: Type, of: Type): boolean {
  const [left, right] = [withoutName(type), withoutName(of)]
  if (right.is === 'Any') return true
  if (left.is === 'plain') return right.is === 'plain' && left.name === right.name
  if ((left.is === 'list' && right.is === 'list') || (left.is === 'range' && right.is === 'range')) {
    return isSubtype(left.of, right.of)
  }
  if (left.is === 'context' && right.is === 'context') {
    return [...right.members].every(([name, member]) => isSubtype(left.members.get(name) ?? { is: 'Any' }, member))
  }
  if (left.is !== 'function' || right.is !== 'function') return false
  const areWider = right.parameters.every((own, index) => isSubtype(own, left.parameters[index] ?? { is: 'Any' }))
  return left.parameters.length === right.parameters.length && areWider && isSubtype(left.result, right.result)
}

function withoutName(type: Type): Type {
  return type.is === 'custom' ? withoutName(type.of()) : type
}
