const MINUTES_PER_HOUR = 60

/** `182` as `3 h 2 min`, with spaces that do not break. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR)
  const rest = Math.round((minutes - hours * MINUTES_PER_HOUR) * 100) / 100
  const parts = [hours > 0 ? `${hours}\u00A0h` : '', rest > 0 || hours === 0 ? `${rest}\u00A0min` : '']
  return parts.filter((part) => part !== '').join('\u00A0')
}

/** At most two decimals, none where there are none. */
export function figure(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** `0.985` as `98.5 %`; never rounded up to all. */
export function percent(share: number): string {
  return `${figure(Math.floor(share * 1000 + 1e-6) / 10)}\u00A0%`
}

/** `count` with its noun: `1 lesson`, `3 lessons`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** An entry of a vocabulary as words with a capital: `worked-example` as `Worked example`. */
export function worded(term: string): string {
  const words = term.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
