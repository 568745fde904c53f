import { contentWords, jaccard, shareWithin } from '../text/content-words.js'
import { wordsOf } from '../text/words.js'
import type { Curriculum } from './curriculum.js'
import type { ReferenceUnit } from './program.js'
import type { Unit } from './unit.js'

/** How one part of the reference is found again. */
export interface BenchmarkRow {
  /** The title of the reference's unit. */
  readonly title: string
  /** The unit that matches it best; left out: none does. */
  readonly unitId?: string
  /** Hours there and here, where both are known. */
  readonly hours?: { readonly reference: number; readonly ours: number }
}

/** How a curriculum compares with a reference outline or with the version before it. */
export interface BenchmarkReport {
  readonly against:
    | { readonly kind: 'reference'; readonly title: string }
    | { readonly kind: 'version'; readonly version: number }
  /** Share of the reference's units that are found again, 0 to 1. */
  readonly coverage: number
  /** Share of the pairs of found units that stand in the same order, 0 to 1; left out with fewer than two. */
  readonly order?: number
  /** Share of the hours that are spent alike, 0 to 1: 1 less half the sum of the differences of shares; left out where hours are unknown. */
  readonly hours?: number
  /** In the order of the reference. */
  readonly rows: readonly BenchmarkRow[]
  /** Ids of the units that match nothing there. */
  readonly added: readonly string[]
}

/** What of our units is compared. */
type ComparedUnit = Pick<Unit, 'id' | 'title' | 'topics' | 'minutes'>

/** How our units compare with those of a reference. The figures are rounded to four decimals. */
export function compareOutlines(
  against: BenchmarkReport['against'],
  reference: readonly ReferenceUnit[],
  units: readonly ComparedUnit[],
): BenchmarkReport {
  const matches = matchUnits(reference, units)
  const places = new Map(matches.map((match) => [match.reference, match.ours]))
  const rows = reference.map(({ title, hours }, index): BenchmarkRow => {
    const unit = units[places.get(index) ?? -1]
    if (unit === undefined) return { title }
    const ours = rounded(unit.minutes / 60)
    return {
      title,
      unitId: unit.id,
      ...(hours === undefined ? {} : { hours: { reference: rounded(hours), ours } }),
    }
  })
  const order = orderOf(matches)
  const hours = hoursOf(reference, units, places)
  const matched = new Set(places.values())
  return {
    against,
    coverage: reference.length === 0 ? 0 : rounded(matches.length / reference.length),
    ...(order === undefined ? {} : { order }),
    ...(hours === undefined ? {} : { hours }),
    rows,
    added: units.filter((_unit, index) => !matched.has(index)).map(({ id }) => id),
  }
}

/** @param matches in the order of the reference */
function orderOf(matches: readonly UnitMatch[]): number | undefined {
  const pairs = (matches.length * (matches.length - 1)) / 2
  if (pairs === 0) return undefined
  let alike = 0
  for (const [index, { ours }] of matches.entries()) {
    for (const later of matches.slice(index + 1)) if (later.ours > ours) alike += 1
  }
  return rounded(alike / pairs)
}

/** What is in one outline alone has no share in the other. `undefined` unless all hours are known. */
function hoursOf(
  reference: readonly ReferenceUnit[],
  units: readonly ComparedUnit[],
  places: ReadonlyMap<number, number>,
): number | undefined {
  const there = sharesOf(reference.map(({ hours }) => hours))
  const here = sharesOf(units.map(({ minutes }) => minutes))
  if (there === undefined || here === undefined) return undefined
  const differences = there.map((share, index) => Math.abs(share - (here[places.get(index) ?? -1] ?? 0)))
  const matched = new Set(places.values())
  const added = here.filter((_share, index) => !matched.has(index))
  const sum = [...differences, ...added].reduce((total, difference) => total + difference, 0)
  return rounded(Math.max(0, 1 - sum / 2))
}

function sharesOf(hours: readonly (number | undefined)[]): readonly number[] | undefined {
  const known = hours.filter((value) => value !== undefined)
  const sum = known.reduce((total, value) => total + value, 0)
  return known.length < hours.length || sum <= 0 ? undefined : known.map((value) => value / sum)
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** What of a unit is compared. */
interface OutlineUnit {
  readonly title: string
  readonly topics?: readonly string[]
}

/** The units at these places are the same. */
interface UnitMatch {
  readonly reference: number
  readonly ours: number
}

/** Of the words of the one that has fewer, the share that the other must have too. */
const MIN_SHARED = 0.5

/**
 * Which units of two outlines are the same: by the words of their titles and topics, one to one, the likest first. Of
 * pairs that are equally like, those that stand nearer to the same place go first.
 */
function matchUnits(reference: readonly OutlineUnit[], ours: readonly OutlineUnit[]): readonly UnitMatch[] {
  const words = reference.map(wordsOfUnit)
  const ourWords = ours.map(wordsOfUnit)
  const pairs = words.flatMap((there, at) =>
    ourWords.flatMap((here, place) => {
      const likeness = likenessOf(there, here)
      return likeness === undefined ? [] : [{ reference: at, ours: place, likeness, apart: Math.abs(at - place) }]
    }),
  )
  pairs.sort((a, b) => b.likeness - a.likeness || a.apart - b.apart || a.reference - b.reference || a.ours - b.ours)
  const taken = { reference: new Set<number>(), ours: new Set<number>() }
  const matches: UnitMatch[] = []
  for (const pair of pairs) {
    if (taken.reference.has(pair.reference) || taken.ours.has(pair.ours)) continue
    taken.reference.add(pair.reference)
    taken.ours.add(pair.ours)
    matches.push({ reference: pair.reference, ours: pair.ours })
  }
  return matches.sort((a, b) => a.reference - b.reference)
}

/**
 * `undefined` for units that have nothing to do with each other. A reference often has a title alone where ours has ten
 * topics, so what counts is how much of the shorter one is found; what both have in all settles between several.
 */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number | undefined {
  const [short, long] = a.size <= b.size ? [a, b] : [b, a]
  const shared = shareWithin(short, long)
  return shared < MIN_SHARED ? undefined : shared + jaccard(a, b)
}

function wordsOfUnit({ title, topics = [] }: OutlineUnit): ReadonlySet<string> {
  const text = [title, ...topics].join('\n')
  const content = contentWords(text)
  if (content.size > 0) return content
  // A title like "What is it?" or "???" is still the same as itself.
  const words = wordsOf(text)
  return new Set(words.length > 0 ? words : [text])
}

/** The outline of a curriculum, as later versions are compared with it. */
export function outlineOf({ units }: Pick<Curriculum, 'units'>): readonly ReferenceUnit[] {
  return units.map(({ title, topics, minutes }) => ({ title, topics, hours: minutes / 60 }))
}
