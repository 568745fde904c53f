import { BLOOM_LEVELS } from '../../../../domain/curriculum/index.js'
import { html, type Markup } from '../../../shared/html.js'
import { PART_LABELS } from '../../outline/part-labels.js'
import { worded } from '../../outline/worded.js'
import type { PageContext } from '../page-context.js'
import { part, table } from '../parts.js'

/** The table of specifications: how many questions each unit has at each level. */
export function blueprint({ curriculum, text }: PageContext): Markup {
  const { cells } = curriculum.blueprint
  const count = (unitId: string | undefined, bloom?: string) =>
    cells
      .filter(
        (cell) => (unitId === undefined || cell.unitId === unitId) && (bloom === undefined || cell.bloom === bloom),
      )
      .reduce((sum, { items }) => sum + items, 0)
  const row = (unitId?: string) => [...BLOOM_LEVELS.map((bloom) => count(unitId, bloom) || ''), count(unitId)]
  const grid = table({
    id: 'blueprint-table',
    caption: 'Questions by unit and level',
    wide: true,
    columns: [
      { head: 'Unit' },
      ...BLOOM_LEVELS.map((bloom) => ({ head: worded(bloom), numeric: true })),
      { head: 'All', numeric: true },
    ],
    rows: [
      ...curriculum.units.map(({ id, title }, index) => ({
        cells: [html`${PART_LABELS.unit(index)}: ${text(title)}`, ...row(id)],
      })),
      { total: true, cells: ['Total', ...row()] },
    ],
  })
  return part('blueprint', 'Blueprint', grid, 'teacher')
}
