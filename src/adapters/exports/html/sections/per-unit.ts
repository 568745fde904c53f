import { html, type Markup } from '../../../shared/html.js'
import { PART_LABELS } from '../../outline/part-labels.js'
import type { PageContext } from '../page-context.js'
import type { PlacedItem } from '../places.js'

/** What `show` makes of the items of each unit, under the title of the unit. */
export function perUnit(
  { curriculum, places, text }: PageContext,
  name: string,
  show: (items: readonly PlacedItem[]) => readonly Markup[],
): readonly Markup[] {
  const groups = places.itemsByUnit.flatMap((items, index) => {
    if (items.length === 0) return []
    const unit = curriculum.units[index]
    const title = unit === undefined ? 'Without a unit' : html`${PART_LABELS.unit(index)}: ${text(unit.title)}`
    return [html`<section id="${name}-${index + 1}">\n<h3>${title}</h3>\n${show(items)}</section>\n`]
  })
  return groups.length > 0 ? groups : [html`<p>There are none.</p>\n`]
}
