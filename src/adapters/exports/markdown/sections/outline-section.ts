import { duration } from '../../outline/durations.js'
import { blocks, table } from '../blocks.js'
import { headingAnchor } from '../heading-anchor.js'
import { type MarkdownContext, unitHeading } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'

/** The units in teaching order with their hours, which sum to those of the program. */
export function outlineSection(context: MarkdownContext): Markup {
  const { generated, labels } = context
  const { units, assessments } = generated.curriculum
  const ofProgram = assessments.filter(({ unitId }) => unitId === undefined)
  const total = [...units, ...ofProgram].reduce((sum, { minutes }) => sum + minutes, 0)
  return blocks(
    md`## Outline`,
    table(
      [NOTHING, 'Unit', { right: 'Time' }, { right: 'Lessons' }, 'Builds on'],
      [
        ...units.map((unit) => [
          md`${labels.unit(unit.id)}`,
          md`[${unit.title}](${headingAnchor(unitHeading(context, unit))})`,
          md`${duration(unit.minutes)}`,
          md`${unit.lessons.length}`,
          joined(
            unit.prerequisites.map((id) => labels.unit(id)),
            ', ',
          ),
        ]),
        ...ofProgram.map(({ id, title, minutes }) => [
          md`${labels.assessment(id)}`,
          md`${title}`,
          md`${duration(minutes)}`,
          NOTHING,
          NOTHING,
        ]),
        [NOTHING, md`**Together**`, md`**${duration(total)}**`, NOTHING, NOTHING],
      ],
    ),
  )
}
