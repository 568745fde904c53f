/**
 * Divides `total` into whole parts that sum to it, in proportion to `weights`, by largest remainder. Equal remainders
 * go to the earlier part.
 *
 * @param total a whole number, 0 or more
 * @param weights finite and not negative; all 0: equal parts. Without weights there are no parts
 * @param minimums minimum of each part; ignored if their sum exceeds `total`
 */
export function apportion(
  total: number,
  weights: readonly number[],
  minimums: readonly number[] = [],
): readonly number[] {
  const min = (index: number) => minimums[index] ?? 0
  const reserved = weights.reduce((sum, _weight, index) => sum + min(index), 0)
  if (reserved === 0 || reserved > total) return byLargestRemainder(total, weights)
  const lifted = new Set<number>()
  for (;;) {
    // Parts below their minimum get the minimum; the rest is divided again until no part falls below.
    const rest = weights.reduce((left, _weight, index) => (lifted.has(index) ? left - min(index) : left), total)
    const open = weights.map((_weight, index) => index).filter((index) => !lifted.has(index))
    const shares = byLargestRemainder(
      rest,
      open.map((index) => weights[index] ?? 0),
    )
    const short = open.filter((index, position) => (shares[position] ?? 0) < min(index))
    if (short.length === 0) {
      const parts = weights.map((_weight, index) => min(index))
      for (const [position, index] of open.entries()) parts[index] = shares[position] ?? 0
      return parts
    }
    for (const index of short) lifted.add(index)
  }
}

function byLargestRemainder(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((left, weight) => left + weight, 0)
  const quotas = weights.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length))
  const parts = quotas.map(Math.floor)
  const missing = total - parts.reduce((left, part) => left + part, 0)
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: quota - Math.floor(quota) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}
