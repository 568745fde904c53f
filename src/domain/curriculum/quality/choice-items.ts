import type { Curriculum } from '../curriculum.js'
import type { ChoiceItem } from '../item.js'

/** An item with options to choose from, and where it stands. */
export interface LocatedChoice {
  readonly item: ChoiceItem
  readonly pointer: string
}

/** The items with one right option. */
export function choiceItems({ items }: Curriculum): readonly LocatedChoice[] {
  return items.flatMap((item, index) => (item.format === 'choice' ? [{ item, pointer: `/items/${index}` }] : []))
}
