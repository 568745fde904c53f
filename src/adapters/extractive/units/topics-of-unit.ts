import { debrisIn } from '../../../domain/curriculum/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import { isProse, rolesAround } from '../survey/region-roles.js'
import type { Term } from '../survey/terms-of.js'

const MOST = 12

/** What a unit is about: the titles of its parts, its terms, then the headings within. */
export function topicsOfUnit(parts: readonly DocumentPart[], terms: readonly Term[]): readonly string[] {
  const headings = parts.flatMap((part) =>
    part.survey.document.sections
      .filter(({ heading, region }) => heading !== undefined && isProse(rolesAround(part.survey.document, region)))
      .flatMap(({ heading, level }) => (heading === undefined || level > 3 ? [] : [heading]))
      .filter((heading) => withinPart(part, [heading]).length > 0)
      .map(({ text }) => plainTitle(text)),
  )
  const all = [
    ...parts.map(({ title }) => plainTitle(title)),
    ...terms.slice(0, 6).map(({ term }) => term),
    ...headings,
  ]
  const byKey = new Map(
    all.filter((topic) => debrisIn(topic) === undefined).map((topic) => [topic.toLowerCase(), topic]),
  )
  return [...byKey.values()].slice(0, MOST)
}
