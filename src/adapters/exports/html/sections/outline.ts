import { html, joined, type Markup } from '../../../shared/html.js'
import { PART_LABELS } from '../../outline/part-labels.js'
import { codeLink, type PageContext } from '../page-context.js'
import { part, table } from '../parts.js'
import { duration } from '../unbroken.js'

const BAR = { width: 120, height: 10 }

/** The units in teaching order with their time. */
export function outline(context: PageContext): Markup {
  const { curriculum, places, text } = context
  const { units, assessments } = curriculum
  const ofProgram = assessments
    .filter(({ unitId }) => unitId === undefined)
    .reduce((sum, { minutes }) => sum + minutes, 0)
  const most = Math.max(ofProgram, ...units.map(({ minutes }) => minutes))
  const total = units.reduce((sum, { minutes }) => sum + minutes, ofProgram)
  const rows = units.map(({ title, minutes, lessons, outcomes, prerequisites }, index) => ({
    cells: [
      html`<a href="#${places.at(`/units/${index}`).id}">${PART_LABELS.unit(index)}: ${text(title)}</a>`,
      duration(minutes),
      bar(minutes, most),
      lessons.length,
      outcomes.length,
      places.itemsByUnit[index]?.length ?? 0,
      joined(prerequisites.flatMap((id) => places.unit(id) ?? []).map(codeLink), ', '),
    ],
  }))
  const whole = {
    cells: [
      html`<a href="#assessments">Assessments of the whole program</a>`,
      duration(ofProgram),
      bar(ofProgram, most),
      '',
      '',
      '',
      '',
    ],
  }
  const counts = (count: (unit: number) => number) => units.reduce((sum, _unit, index) => sum + count(index), 0)
  const sum = {
    total: true,
    cells: [
      'Total',
      duration(total),
      '',
      counts((unit) => units[unit]?.lessons.length ?? 0),
      counts((unit) => units[unit]?.outcomes.length ?? 0),
      curriculum.items.length,
      '',
    ],
  }
  const grid = table({
    id: 'outline-table',
    caption: 'Units in teaching order, with the time of their lessons and assessments',
    columns: [
      { head: 'Unit' },
      { head: 'Time', numeric: true },
      { head: html`<span class="hidden">Time as a bar</span>` },
      { head: 'Lessons', numeric: true },
      { head: 'Outcomes', numeric: true },
      { head: 'Questions', numeric: true },
      { head: 'Builds on' },
    ],
    rows: [...rows, ...(ofProgram > 0 ? [whole] : []), sum],
    wide: true,
  })
  return part('outline', 'Outline', grid)
}

/** Says nothing that the cell beside it does not. */
function bar(minutes: number, most: number): Markup {
  const length = most > 0 ? Math.round((BAR.width * minutes) / most) : 0
  return html`<svg class="bar" width="${BAR.width}" height="${BAR.height}" viewBox="0 0 ${BAR.width} ${BAR.height}" aria-hidden="true"><rect width="${length}" height="${BAR.height}"/></svg>`
}
