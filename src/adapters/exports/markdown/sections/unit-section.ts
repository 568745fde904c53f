import type { Activity, Lesson, Reading, Unit } from '../../../../domain/curriculum/index.js'
import { duration } from '../../outline/durations.js'
import { worded } from '../../outline/worded.js'
import { blocks, bullets, table } from '../blocks.js'
import { documentName } from '../document-name.js'
import { type MarkdownContext, unitHeading } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'

/** One unit with all it holds but its items. */
export function unitSection(context: MarkdownContext, unit: Unit): Markup {
  const { labels } = context
  const { minutes, prerequisites, topics, lessons } = unit
  const builtOn = joined(
    prerequisites.map((before) => labels.unit(before)),
    ', ',
  )
  return blocks(
    md`## ${unitHeading(context, unit)}`,
    joined(
      [
        md`**Time:** ${duration(minutes)}.`,
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
    ...lessons.map((lesson) => lessonOf(context, lesson)),
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
        md`${worded(bloom)}`,
        md`${dok}`,
        md`${labels.outcomes(supports)}`,
      ]),
    ),
  )
}

function lessonOf(context: MarkdownContext, { id, title, minutes, readings, activities }: Lesson): Markup {
  return blocks(
    md`#### ${context.labels.lesson(id)} ${title} (${duration(minutes)})`,
    table(
      ['What', 'How', { right: 'Time' }, 'For'],
      [
        ...readings.map((reading) => [
          md`Reading`,
          readingText(context, reading),
          md`${duration(reading.minutes)}`,
          NOTHING,
        ]),
        ...activities.map(({ type, description, minutes: time, outcomeIds }: Activity) => [
          md`${worded(type)}`,
          md`${description}`,
          md`${duration(time)}`,
          md`${context.labels.outcomes(outcomeIds)}`,
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
    return md`${labels.assessment(assessment.id)} ${title} (${worded(type)}, ${duration(minutes)}${share})`
  })
  return own.length === 0 ? NOTHING : blocks(md`### Assessed by`, bullets(lines))
}
