import pg from 'pg'
const sums = new Map<string, { n: number; ms: number }>()
const original = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: any[]) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? 'copy')
  const from = performance.now()
  const result = (original as any).apply(this, args)
  if (result?.then) result.then(() => {
    const key = text.replace(/\s+/g, ' ').slice(0, 60)
    const one = sums.get(key) ?? { n: 0, ms: 0 }
    one.n++; one.ms += performance.now() - from
    sums.set(key, one)
  }, () => {})
  return result
} as any
export const report = () => { for (const [k, v] of [...sums].sort((a, b) => b[1].ms - a[1].ms).slice(0, 24)) console.log(v.ms.toFixed(0).padStart(7), 'ms', String(v.n).padStart(6), k); sums.clear() }
