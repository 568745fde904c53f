import type { Rubric, RubricCriterion } from '../../../../domain/curriculum/index.js'
import { type Content, html, type Markup } from '../../../shared/html.js'
import { counted, figure } from '../../outline/figures.js'
import type { PageContext } from '../page-context.js'
import { table } from '../parts.js'

/** A rubric: criteria as rows, levels as columns. */
export function rubricTable({ criteria }: Rubric, id: string, caption: Content, context: PageContext): Markup {
  const { text, outcomeLinks } = context
  const heads = criteria[0]?.levels ?? []
  // Levels that differ between criteria are named in the cells.
  const shared = criteria.every(({ levels }) => namesOf(levels) === namesOf(heads))
  const most = Math.max(0, ...criteria.map(({ levels }) => levels.length))
  const named = (level: RubricCriterion['levels'][number]) =>
    html`${text(level.label)} <span class="note">${counted(level.points, 'point')}</span>`
  return table({
    id,
    caption,
    wide: true,
    columns: [
      { head: 'Criterion' },
      { head: 'Weight', numeric: true },
      ...(shared
        ? heads.map((level) => ({ head: named(level) }))
        : Array.from({ length: most }, (_value, index) => ({ head: `Level ${index + 1}` }))),
    ],
    rows: criteria.map(({ name, weight, outcomeIds, levels }) => ({
      cells: [
        html`${text(name)}${outcomeIds.length > 0 && html` <span class="note">${outcomeLinks(outcomeIds)}</span>`}`,
        `${figure(weight)}\u00A0%`,
        ...Array.from({ length: most }, (_value, index): Content => {
          const level = levels[index]
          if (level === undefined) return ''
          return shared ? text(level.descriptor) : html`<strong>${named(level)}</strong> ${text(level.descriptor)}`
        }),
      ],
    })),
  })
}

function namesOf(levels: RubricCriterion['levels']): string {
  return JSON.stringify(levels.map(({ label, points }) => [label, points]))
}
