import type { Curriculum } from '../curriculum.js'
import type { ReferenceUnit } from '../reference-outline.js'

/** The outline of a curriculum, as later versions are compared with it. */
export function outlineOf({ units }: Pick<Curriculum, 'units'>): readonly ReferenceUnit[] {
  return units.map(({ title, topics, minutes }) => ({ title, topics, hours: minutes / 60 }))
}
