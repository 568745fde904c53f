import type { BenchmarkReport, BenchmarkRow } from '../benchmark-report.js'
import type { ReferenceUnit } from '../reference-outline.js'
import type { Unit } from '../unit.js'
import { matchUnits, type UnitMatch } from './match-units.js'

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
