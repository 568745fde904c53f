/** `95` as `1 h 35 min`. */
export function duration(minutes: number): string {
  const whole = Math.round(minutes)
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** `0.9444` as `94.4 %`: never rounded up to the whole, which would hide that something is missing. */
export function share(value: number): string {
  return `${decimal(Math.floor(value * 1000 + 1e-6) / 10)} %`
}

/** At most two decimals, without zeros at the end. */
export function decimal(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** `case-analysis` as `Case analysis`. */
export function named(term: string): string {
  const words = term.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `1 lesson`, `3 lessons`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The letter that the list of options shows at this position, from 0: A to Z, then AA, BB and so on. */
export function optionLetter(position: number): string {
  return String.fromCharCode(65 + (position % 26)).repeat(Math.floor(position / 26) + 1)
}

/** `[1, 2, 3, 5]` as `1–3, 5`. Ascending numbers. */
export function ranges(numbers: readonly number[]): string {
  const spans: { first: number; last: number }[] = []
  for (const number of numbers) {
    const span = spans.at(-1)
    if (span?.last === number - 1) span.last = number
    else spans.push({ first: number, last: number })
  }
  return spans.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`)).join(', ')
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
