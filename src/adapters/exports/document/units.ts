import { type Lesson, type Outcome, PART_LABELS, type Unit } from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { titleCase } from '../labels/wording.js'
import { BASIS_WORDS, type DocumentContext, factLine, orNone, timeOf, weightOf } from './document-context.js'
import { type Content, joined, link, quiet, written } from './inline.js'
import { type Block, type Chapter, note, type Row, type Section, type Steps } from './model.js'
import { OUTCOME_COLUMNS } from './overview.js'

/** The units with all that they hold but their items. */
export function units(context: DocumentContext): Chapter {
  const sections = context.curriculum.units.map((unit, index) => unitSection(context, unit, index))
  return { kind: 'section', anchor: 'units', title: 'Units', newPage: true, blocks: orNone(sections) }
}

function unitSection(context: DocumentContext, unit: Unit, index: number): Section {
  const { anchor } = context.places.at(`/units/${index}`)
  return {
    kind: 'section',
    role: 'unit',
    listed: true,
    anchor,
    label: PART_LABELS.unit(index),
    title: [written(unit.title)],
    blocks: [
      factLine(factsOf(context, unit)),
      ...(unit.topics.length === 0
        ? []
        : [
            note(
              'Topics: ',
              ...joined(
                unit.topics.map((topic) => [written(topic)]),
                ', ',
              ),
            ),
          ]),
      ...titled('Outcomes', unit.outcomes, [outcomeTable(context, unit.outcomes, index)]),
      ...titled('Key points', unit.keyPoints, [
        {
          kind: 'list',
          items: unit.keyPoints.map(({ text, citations }, at) => ({
            anchor: context.places.at(`/units/${index}/keyPoints/${at}`).anchor,
            content: [written(text), ...context.cited(citations)],
          })),
        },
      ]),
      ...titled('Glossary', unit.glossary, [
        {
          kind: 'definitions',
          entries: unit.glossary.map(({ term, definition, citations }, at) => ({
            anchor: context.places.at(`/units/${index}/glossary/${at}`).anchor,
            term,
            definition: [written(definition), ...context.cited(citations)],
          })),
        },
      ]),
      ...titled(
        'Lessons',
        unit.lessons,
        unit.lessons.map((lesson, at) => lessonSection(context, lesson, [index, at])),
      ),
      ...titled('Assessed by', assessmentsOf(context, unit), [
        { kind: 'list', items: assessmentsOf(context, unit).map((content) => ({ content })) },
      ]),
    ],
  }
}

/** `blocks` under a title; nothing if there are no `entries`. */
function titled(title: string, entries: readonly unknown[], blocks: readonly Block[]): readonly Section[] {
  return entries.length === 0 ? [] : [{ kind: 'section', title: [title], blocks }]
}

function factsOf(
  { places }: DocumentContext,
  { minutes, openMinutes, placement, lessons, prerequisites }: Unit,
): readonly Content[] {
  const before = prerequisites.map((id): Content => {
    const place = places.byId.units.get(id)
    return [place === undefined ? written(id) : link(place.anchor, place.label)]
  })
  return [
    [timeOf(minutes)],
    ...(openMinutes > 0 ? [[timeOf(openMinutes), ' without material']] : []),
    [pluralize(lessons.length, 'lesson')],
    ...(before.length === 0 ? [] : [['builds on ', ...joined(before, ', ')]]),
    ['place: ', written(placement.reason), ` (${Math.round(placement.confidence * 100)} % sure)`],
  ]
}

function outcomeTable(context: DocumentContext, outcomes: readonly Outcome[], unit: number): Block {
  const rows = outcomes.map(({ text, basis, bloom, dok, supports, citations }, at): Row => {
    const { anchor, label } = context.places.at(`/units/${unit}/outcomes/${at}`)
    return {
      anchor,
      cells: [
        [{ kind: 'label', text: label }],
        [written(text), ...context.cited(citations), ...basisNote(basis)],
        [titleCase(bloom)],
        [String(dok)],
        context.labelCell('outcomes', supports),
      ],
    }
  })
  return {
    kind: 'table',
    anchor: `u${unit + 1}-outcomes`,
    caption: `What learners can do at the end of unit ${unit + 1}`,
    columns: [...OUTCOME_COLUMNS, { head: ['Supports'], share: 1.6 }],
    rows,
  }
}

/** What the words of an outcome rest on, if that is worth a word. */
function basisNote(basis: Outcome['basis']): Content {
  const words = BASIS_WORDS[basis]
  return words === undefined ? [] : [' ', quiet(`(${words})`)]
}

function lessonSection(context: DocumentContext, lesson: Lesson, [unit, at]: readonly [number, number]): Section {
  const { anchor, label } = context.places.at(`/units/${unit}/lessons/${at}`)
  return {
    kind: 'section',
    role: 'lesson',
    anchor,
    label,
    title: [written(lesson.title)],
    detail: [timeOf(lesson.minutes)],
    blocks: [{ kind: 'steps', caption: `Readings and activities of lesson ${label}`, steps: stepsOf(context, lesson) }],
  }
}

function stepsOf(context: DocumentContext, { readings, activities }: Lesson): Steps['steps'] {
  return [
    ...readings.map(({ docId, section, words, minutes }) => ({
      activity: 'Reading',
      time: timeOf(minutes),
      content: [
        context.document(docId),
        ...(section === undefined ? [] : [', section ', written(section)]),
        ' ',
        quiet(`(${pluralize(words, 'word')})`),
      ],
    })),
    ...activities.map(({ type, minutes, description, outcomeIds, citations }) => ({
      activity: titleCase(type),
      time: timeOf(minutes),
      content: [written(description), ...context.cited(citations)],
      ...(outcomeIds.length === 0 ? {} : { outcomes: context.labels('outcomes', outcomeIds) }),
    })),
  ]
}

function assessmentsOf({ curriculum, places }: DocumentContext, { id }: Unit): readonly Content[] {
  return curriculum.assessments.flatMap(({ unitId, title, type, minutes, weight }, index): readonly Content[] => {
    if (unitId !== id) return []
    const { anchor, label } = places.at(`/assessments/${index}`)
    const share = weight > 0 ? [', ', weightOf(weight), ' of the final mark'] : []
    return [[link(anchor, label), ' ', written(title), ` (${titleCase(type)}, `, timeOf(minutes), ...share, ')']]
  })
}
