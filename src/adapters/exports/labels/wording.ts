import type { AimPassage, ItemKind, ItemOption } from '../../../domain/curriculum/index.js'

/** A number with at most two decimals. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** `98.5 %` for `0.985`. Rounded down: 99.99 % must not look like all. */
export function percent(share: number): string {
  return `${formatNumber(Math.floor(share * 1000 + 1e-6) / 10)} %`
}

const MINUTES_PER_HOUR = 60

/** Minutes for readers: `45 min`, `2 h`, `3 h 2 min`. */
export function duration(minutes: number): string {
  const all = Math.round(minutes * 100) / 100
  const hours = Math.floor(all / MINUTES_PER_HOUR)
  const rest = Math.round((all - hours * MINUTES_PER_HOUR) * 100) / 100
  const parts = [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
  return parts.filter((part) => part !== '').join(' ')
}

const DECIMALS = 1e6

/** Minutes as hours with six decimals. Times 60 and rounded, they are the minutes again, also as a sum of many. */
export function hoursOf(minutes: number): number {
  return Math.round((minutes / 60) * DECIMALS) / DECIMALS
}

/** The letter of an option by its index, as browsers count lists: `A` to `Z`, then `AA`, `AB`. */
export function optionLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${optionLetter(Math.floor(index / 26) - 1)}${last}`
}

/** The letters of the options with these ids, in the order of the ids; `?` for an id that no option has. */
export function optionLetters(options: readonly ItemOption[], ids: readonly string[]): readonly string[] {
  return ids.map((id) => {
    const index = options.findIndex((option) => option.id === id)
    return index < 0 ? '?' : optionLetter(index)
  })
}

/** Marks an item that a person should read before learners get it. */
export const REVIEW_MARK = 'needs review'

/** Kinds of items with code or output as material. */
export const CODE_KINDS: ReadonlySet<ItemKind> = new Set(['command', 'predict-output', 'find-error'])

/** A document with text on an aim. */
export interface AimSource {
  readonly docId: string
  /** Empty for the text before the first heading. */
  readonly sections: readonly string[]
}

/** Each document once, the best match first, with the sections of its passages. */
export function aimSources(passages: readonly AimPassage[]): readonly AimSource[] {
  const sections = new Map<string, Set<string>>()
  for (const { docId, section } of passages) {
    const known = sections.get(docId) ?? new Set()
    sections.set(docId, section === undefined || section === '' ? known : known.add(section))
  }
  return [...sections].map(([docId, named]) => ({ docId, sections: [...named] }))
}
