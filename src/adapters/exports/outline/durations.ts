const MINUTES_PER_HOUR = 60

/** Minutes for people: `45 min`, `2 h`, `3 h 2 min`. */
export function duration(minutes: number): string {
  const all = Math.round(minutes * 100) / 100
  const hours = Math.floor(all / MINUTES_PER_HOUR)
  const rest = Math.round((all - hours * MINUTES_PER_HOUR) * 100) / 100
  const parts = [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
  return parts.filter((part) => part !== '').join(' ')
}
