import { worded } from '../../outline/worded.js'
import { blocks, table } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING } from '../markup.js'

/** The outcomes of the program, and what supports and assesses each. */
export function outcomesSection({ generated, labels, quotes }: MarkdownContext): Markup {
  const { program, units, assessments } = generated.curriculum
  const ofUnits = units.flatMap(({ outcomes }) => outcomes)
  return blocks(
    md`## Outcomes`,
    md`At the end of the program, learners are able to do this. The level is one of Bloom's taxonomy; DOK is the depth of knowledge by Webb, 1 to 4.`,
    table(
      [NOTHING, 'Outcome', 'Level', { right: 'DOK' }, 'Supported by', 'Assessed in'],
      program.outcomes.map(({ id, text, bloom, dok, citations }) => [
        md`${labels.outcome(id)}`,
        quotes.cite(md`${text}`, citations),
        md`${worded(bloom)}`,
        md`${dok}`,
        md`${labels.outcomes(ofUnits.filter(({ supports }) => supports.includes(id)).map((outcome) => outcome.id))}`,
        md`${labels.assessments(assessments.filter(({ outcomeIds }) => outcomeIds.includes(id)).map((assessment) => assessment.id))}`,
      ]),
    ),
  )
}
