/**
 * Exact sums of amounts as records keep them ('12.80'): whole cents, never floats.
 */

/** The sum of amounts; what is not there counts as nothing. */
export const sumMoney = (amounts: readonly (string | null | undefined)[]): string =>
  fromCents(amounts.reduce((sum, amount) => sum + cents(amount), 0n))

/** A price times a quantity, rounded half up to the cent. */
export function timesMoney(price: string | null | undefined, quantity: number | null | undefined): string {
  // A quantity is typed by a person: six decimals hold it exactly.
  const millionths = BigInt(Math.round((quantity ?? 0) * 1_000_000))
  const product = cents(price) * millionths
  const half = product < 0n ? -500_000n : 500_000n
  return fromCents((product + half) / 1_000_000n)
}

function cents(amount: string | null | undefined): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount ?? '')
  if (!parts) return 0n
  const value = BigInt(parts[2]!) * 100n + BigInt((parts[3] ?? '').padEnd(2, '0'))
  return parts[1] ? -value : value
}

function fromCents(value: bigint): string {
  const size = value < 0n ? -value : value
  return `${value < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}
