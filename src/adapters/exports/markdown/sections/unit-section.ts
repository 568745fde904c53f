import type { Activity, Lesson, Reading, Unit } from '../../../../domain/curriculum/index.js'
import { blocks, bullets, table } from '../blocks.js'
import { documentName } from '../document-name.js'
import { duration } from '../durations.js'
import { labelList } from '../label-list.js'
import { type MarkdownContext, unitHeading } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'

/** One unit with all it holds but its items. */
export function unitSection(context: MarkdownContext, unit: Unit): Markup {
  const { labels } = context
  const { id, minutes, prerequisites, topics, lessons } = unit
  const builtOn = labelList(prerequisites.map((before) => labels.unit(before)))
  return blocks(
    md`## ${unitHeading(context, unit)}`,
    joined(
      [
        md`**Work:** ${duration(minutes)}.`,
        prerequisites.length === 0 ? NOTHING : md`**Builds on:** ${builtOn}.`,
        topics.length === 0 ? NOTHING : md`**Topics:** ${joined(topics, ', ')}.`,
      ].filter((part) => part !== NOTHING),
      ' ',
    ),
    outcomesOf(context, unit),
    heading('Key points', unit.keyPoints.length),
    bullets(unit.keyPoints.map(({ text, citations }) => context.quotes.cite(md`${text}`, citations))),
    heading('Terms', unit.glossary.length),
    bullets(
      unit.glossary.map(({ term, definition, citations }) =>
        context.quotes.cite(md`**${term}**: ${definition}`, citations),
      ),
    ),
    heading('Lessons', lessons.length),
    ...lessons.map((lesson, index) => lessonOf(context, lesson, `${labels.unit(id)}-L${index + 1}`)),
    assessmentsOf(context, unit),
  )
}

function heading(title: string, count: number): Markup {
  return count === 0 ? NOTHING : md`### ${title}`
}

function outcomesOf({ labels, quotes }: MarkdownContext, { outcomes }: Unit): Markup {
  return blocks(
    heading('Outcomes of the unit', outcomes.length),
    table(
      [NOTHING, 'Outcome', 'Level', { right: 'DOK' }, 'Supports'],
      outcomes.map(({ id, text, bloom, dok, supports, citations }) => [
        md`${labels.outcome(id)}`,
        quotes.cite(md`${text}`, citations),
        md`${bloom}`,
        md`${dok}`,
        labelList(supports.map((supported) => labels.outcome(supported))),
      ]),
    ),
  )
}

function lessonOf(context: MarkdownContext, { title, minutes, readings, activities }: Lesson, label: string): Markup {
  return blocks(
    md`#### ${label}: ${title} (${duration(minutes)})`,
    table(
      ['What', 'How', { right: 'Time' }, 'For'],
      [
        ...readings.map((reading) => [
          md`reading`,
          readingText(context, reading),
          md`${duration(reading.minutes)}`,
          NOTHING,
        ]),
        ...activities.map(({ type, description, minutes: time, outcomeIds }: Activity) => [
          md`${type.replaceAll('-', ' ')}`,
          md`${description}`,
          md`${duration(time)}`,
          labelList(outcomeIds.map((id) => context.labels.outcome(id))),
        ]),
      ],
    ),
  )
}

function readingText({ generated }: MarkdownContext, { docId, section, words }: Reading): Markup {
  const name = documentName(generated.documents, docId)
  return section === undefined ? md`Read ${name}, ${words} words.` : md`Read “${section}” in ${name}, ${words} words.`
}

function assessmentsOf({ generated, labels }: MarkdownContext, { id }: Unit): Markup {
  const own = generated.curriculum.assessments.filter(({ unitId }) => unitId === id)
  const lines = own.map((assessment) => {
    const { title, type, minutes, weight } = assessment
    const share = weight === 0 ? NOTHING : md`, ${weight} % of the mark`
    return md`${labels.assessment(assessment.id)} ${title} (${type}, ${duration(minutes)}${share})`
  })
  return own.length === 0 ? NOTHING : blocks(md`### Assessed by`, bullets(lines))
}
