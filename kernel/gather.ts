/**
 * Asks for many at once what is asked for one by one: whoever comes while a question is under way shares the next one. So
 * each gets an answer that was read after they asked, and a busy node asks far less often than it is asked.
 * @param load answers for all keys at once, by their order
 * @param most keys in one question
 */
export function gathering<K, V>(
  load: (keys: readonly K[]) => Promise<readonly V[]>,
  most = 256,
): (key: K) => Promise<V> {
  let waiting: Asking<K, V>[] = []
  let isAsking = false
  const ask = async () => {
    isAsking = true
    // Those who come in the same turn of the event loop ask together even when the node is idle.
    await Promise.resolve()
    while (waiting.length > 0) {
      const asked = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await answer(asked, load)
    }
    isAsking = false
  }
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (!isAsking) void ask()
    })
}

interface Asking<K, V> {
  readonly key: K
  resolve(value: V): void
  reject(error: unknown): void
}

async function answer<K, V>(asked: readonly Asking<K, V>[], load: (keys: readonly K[]) => Promise<readonly V[]>) {
  try {
    const values = await load(asked.map(({ key }) => key))
    for (const [index, one] of asked.entries()) one.resolve(values[index]!)
  } catch (error) {
    for (const one of asked) one.reject(error)
  }
}
