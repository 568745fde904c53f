import type { Citation, Curriculum } from '../../../domain/curriculum/index.js'
import type { Place, Places } from './places.js'

/** A citation and what it stands behind. */
export interface CitedPlace {
  readonly citation: Citation
  readonly place: Place
}

/** All citations of a curriculum, in the order of the page. */
export function citedPlaces({ program, units, items, skillBook }: Curriculum, places: Places): readonly CitedPlace[] {
  const under = (pointer: string, cited: readonly { readonly citations: readonly Citation[] }[]) =>
    cited.flatMap(({ citations }, index) => {
      const place = places.at(`${pointer}/${index}`)
      return citations.map((citation) => ({ citation, place }))
    })
  return [
    ...under('/program/outcomes', program.outcomes),
    ...units.flatMap(({ outcomes, keyPoints, glossary }, unit) => [
      ...under(`/units/${unit}/outcomes`, outcomes),
      ...under(`/units/${unit}/keyPoints`, keyPoints),
      ...under(`/units/${unit}/glossary`, glossary),
    ]),
    ...under('/items', items),
    ...under('/skillBook', skillBook),
  ]
}
