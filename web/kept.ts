/** A small choice of a person that this browser remembers: how dense, how folded, which keys. */
export function kept<T extends string | boolean | readonly string[]>(name: string, initial: T) {
  return {
    read(): T {
      const text = localStorage.getItem(name)
      if (text === null) return initial
      try {
        return JSON.parse(text) as T
      } catch {
        return initial
      }
    },
    write(value: T): void {
      localStorage.setItem(name, JSON.stringify(value))
    },
  }
}
