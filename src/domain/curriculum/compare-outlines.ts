import { contentWords, jaccard, shareWithin } from '../text/content-words.js'
import { wordsOf } from '../text/words.js'
import type { Curriculum } from './curriculum.js'
import type { ReferenceUnit } from './program.js'
import type { Unit } from './unit.js'

/** The match of one unit of the reference. */
export interface BenchmarkRow {
  /** The title of the reference's unit. */
  readonly title: string
  /** The best match; omitted if there is none. */
  readonly unitId?: string
  /** Hours in the reference and in the curriculum, if both are known. */
  readonly hours?: { readonly reference: number; readonly ours: number }
}

/** Comparison of a curriculum with a reference outline or with its previous version. */
export interface BenchmarkReport {
  readonly against:
    | { readonly kind: 'reference'; readonly title: string }
    | { readonly kind: 'version'; readonly version: number }
  /** Share of the units of the reference that are covered, 0 to 1. */
  readonly coverage: number
  /** Share of the pairs of matched units in the same order, 0 to 1; omitted with fewer than two. */
  readonly order?: number
  /** Agreement of the hours, 0 to 1: 1 minus half the sum of the differences of shares; omitted if hours are unknown. */
  readonly hours?: number
  /** In the order of the reference. */
  readonly rows: readonly BenchmarkRow[]
  /** Ids of the units without a match. */
  readonly added: readonly string[]
}

/** The compared fields of a unit of the curriculum. */
type ComparedUnit = Pick<Unit, 'id' | 'title' | 'topics' | 'minutes'>

/** Compares units with those of a reference. Numbers are rounded to four decimals. */
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

/** A unit of only one outline has share 0 in the other. Returns `undefined` unless all hours are known. */
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

/** The compared fields of a unit. */
interface OutlineUnit {
  readonly title: string
  readonly topics?: readonly string[]
}

/** The units at these indexes match. */
interface UnitMatch {
  readonly reference: number
  readonly ours: number
}

/** Minimum share of the words of the shorter unit that the other must have. */
const MIN_SHARED = 0.5

/**
 * Matches units of two outlines by the words of titles and topics, one to one, the most similar first. Of
 * equally similar pairs, those with the nearest positions come first.
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
 * The similarity of two units; `undefined` if they are unrelated. A reference often has only a title where ours has ten
 * topics, so the covered share of the shorter one counts; the overlap of both decides between several.
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
  // Titles without content words, like "What is it?" or "???", can still be equal.
  const words = wordsOf(text)
  return new Set(words.length > 0 ? words : [text])
}

/** The outline of a curriculum, for comparison with later versions. */
export function outlineOf({ units }: Pick<Curriculum, 'units'>): readonly ReferenceUnit[] {
  return units.map(({ title, topics, minutes }) => ({ title, topics, hours: minutes / 60 }))
}
