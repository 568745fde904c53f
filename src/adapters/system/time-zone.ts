/** Further than any zone is from UTC, and than any zone moves its clocks at once. */
const MAX_SHIFT_MS = 26 * 3_600_000

/**
 * An IANA time zone. A local time is a number too: the milliseconds since the epoch at which a clock on UTC shows the
 * same.
 */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat

  /** @throws RangeError for an unknown name */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  }

  /** Milliseconds by which local time is ahead of UTC at an instant. */
  offset(instant: number): number {
    const wholeSecond = Math.floor(instant / 1000) * 1000
    const part: { [type: string]: string } = {}
    for (const { type, value } of this.#format.formatToParts(wholeSecond)) part[type] = value
    const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
    const local = new Date(0)
    // Date.UTC takes the years 0 to 99 for 1900 to 1999.
    local.setUTCFullYear(year, Number(part.month) - 1, Number(part.day))
    local.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second))
    return local.getTime() - wholeSecond
  }

  toLocal(instant: number): number {
    return instant + this.offset(instant)
  }

  /** The instants at which clocks show a local time, the first one first: one, two after clocks went back, or none. */
  instantsOf(local: number): readonly number[] {
    const offsets = new Set([this.offset(local - MAX_SHIFT_MS), this.offset(local + MAX_SHIFT_MS)])
    return [...offsets]
      .map((offset) => local - offset)
      .filter((instant) => this.toLocal(instant) === local)
      .sort((a, b) => a - b)
  }

  /** The instant at which clocks go forward past a local time that they never show. */
  endOfGap(local: number): number {
    return firstWhere(local - MAX_SHIFT_MS, local + MAX_SHIFT_MS, (instant) => this.toLocal(instant) > local)
  }

  /** The first instant with the offset of `end`. The offset changes once between the two instants. */
  changeBetween(start: number, end: number): number {
    const changed = this.offset(end)
    return firstWhere(start, end, (instant) => this.offset(instant) === changed)
  }
}

/** The first instant after `start`, and at most `end`, for which `holds` is true. It stays true from there on. */
function firstWhere(start: number, end: number, holds: (instant: number) => boolean): number {
  let before = start
  let at = end
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2)
    if (holds(middle)) at = middle
    else before = middle
  }
  return at
}
