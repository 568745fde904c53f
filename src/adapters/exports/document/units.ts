import type { Lesson, Outcome, Unit } from '../../../domain/curriculum/index.js'
import { type DocumentContext, factLine, timeOf, weightOf } from './document-context.js'
import { filledText } from './filled.js'
import { type Content, joined, link, quiet, written } from './inline.js'
import { type Block, type Chapter, note, type Row, type Section, type Steps } from './model.js'
import { outcomeColumns } from './overview.js'

/** The units with all that they hold but their items. */
export function units(context: DocumentContext): Chapter {
  const sections = context.curriculum.units.map((unit, index) => unitSection(context, unit, index))
  return {
    kind: 'section',
    anchor: 'units',
    title: context.words.chapters.units,
    newPage: true,
    blocks: context.orNone(sections),
  }
}

function unitSection(context: DocumentContext, unit: Unit, index: number): Section {
  const { anchor, label } = context.places.at(`/units/${index}`)
  const { sections, colon } = context.words
  // The titles of lessons stand below.
  const titles = new Set(unit.lessons.map(({ title }) => title))
  const topics = unit.topics.filter((topic) => !titles.has(topic))
  return {
    kind: 'section',
    role: 'unit',
    listed: true,
    anchor,
    label,
    title: [written(unit.title)],
    blocks: [
      factLine(factsOf(context, unit, index)),
      ...(topics.length === 0
        ? []
        : [
            note(
              `${sections.topics}${colon}: `,
              ...joined(
                topics.map((topic) => [written(topic)]),
                ', ',
              ),
            ),
          ]),
      ...titled(sections.outcomes, unit.outcomes, [
        outcomeTable(context, unit.outcomes, index),
        ...supportNote(context, unit.outcomes),
        ...statedNote(context, unit.outcomes),
      ]),
      ...titled(sections.keyPoints, unit.keyPoints, [
        {
          kind: 'list',
          items: unit.keyPoints.map(({ text, citations }, at) => ({
            anchor: context.places.at(`/units/${index}/keyPoints/${at}`).anchor,
            content: [written(text), ...context.cited(citations)],
          })),
        },
      ]),
      ...titled(sections.glossary, unit.glossary, [
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
        sections.lessons,
        unit.lessons,
        unit.lessons.map((lesson, at) => lessonSection(context, lesson, [index, at])),
      ),
      ...titled(sections.assessedBy, assessmentsOf(context, unit), [
        { kind: 'list', items: assessmentsOf(context, unit).map((content) => ({ content })) },
      ]),
    ],
  }
}

/** `blocks` under a title; nothing if there are no `entries`. */
function titled(title: string, entries: readonly unknown[], blocks: readonly Block[]): readonly Section[] {
  return entries.length === 0 ? [] : [{ kind: 'section', title: [title], blocks }]
}

function factsOf(context: DocumentContext, { lessons, prerequisites }: Unit, index: number): readonly Content[] {
  const { minutes = 0, open = 0 } = context.times.units[index] ?? {}
  const before = prerequisites.map((id): Content => {
    const place = context.places.byId.units.get(id)
    return [place === undefined ? written(id) : link(place.anchor, place.label)]
  })
  return [
    [timeOf(minutes)],
    ...(open > 0 ? [context.tell('openTime', { time: [timeOf(open)] })] : []),
    [context.count(lessons.length, 'lesson')],
    ...(before.length === 0 ? [] : [context.tell('buildsOn', { units: joined(before, ', ') })]),
  ]
}

function outcomeTable(context: DocumentContext, outcomes: readonly Outcome[], unit: number): Block {
  const isSupport = showsSupport(outcomes)
  const rows = outcomes.map(({ text, basis, bloom, dok, supports, citations }, at): Row => {
    const { anchor, label } = context.places.at(`/units/${unit}/outcomes/${at}`)
    return {
      anchor,
      cells: [
        [{ kind: 'label', text: label }],
        [written(text), ...basisNote(context, basis), ...context.cited(citations)],
        [context.words.bloom[bloom]],
        [String(dok)],
        ...(isSupport ? [context.labelCell('outcomes', supports)] : []),
      ],
    }
  })
  return {
    kind: 'table',
    anchor: `u${unit + 1}-outcomes`,
    caption: filledText(context.words.tell.unitOutcomes, { unit: context.places.at(`/units/${unit}`).label }),
    columns: [...outcomeColumns(context), ...(isSupport ? [{ head: [context.words.heads.supports] }] : [])],
    rows,
  }
}

/** Whether at least half of the outcomes support one of the program: a column that is mostly empty tells nothing. */
export function showsSupport(outcomes: readonly Outcome[]): boolean {
  const supporting = outcomes.filter(({ supports }) => supports.length > 0).length
  return supporting > 0 && supporting * 2 >= outcomes.length
}

/** The outcomes of the program that a few of these support, where the table has no column for them. */
function supportNote(context: DocumentContext, outcomes: readonly Outcome[]): readonly Block[] {
  if (showsSupport(outcomes)) return []
  const supported = context.curriculum.program.outcomes.flatMap(({ id }): readonly Content[] => {
    const own = outcomes.filter(({ supports }) => supports.includes(id)).map((outcome) => outcome.id)
    return own.length === 0
      ? []
      : [[context.labels('outcomes', [id]), `${context.words.colon}: `, context.labels('outcomes', own)]]
  })
  return supported.length === 0 ? [] : [note(`${context.words.heads.supports} `, ...joined(supported, '; '), '.')]
}

/** What the words of an outcome rest on, if that is worth a word at each. */
function basisNote(context: DocumentContext, basis: Outcome['basis']): Content {
  const words = basis === 'stated' ? undefined : context.words.basis[basis]
  return words === undefined ? [] : [' ', quiet(`(${words})`)]
}

/** Which outcomes are in the words of the documents, once for all of them. */
function statedNote(context: DocumentContext, outcomes: readonly Outcome[]): readonly Block[] {
  const others = outcomes.filter(({ basis }) => basis !== 'stated').map(({ id }) => id)
  if (others.length === outcomes.length) return []
  return [
    note(
      ...(others.length === 0
        ? [`${context.words.say.allStated}.`]
        : [...context.tell('statedExcept', { outcomes: [context.labels('outcomes', others)] }), '.']),
    ),
  ]
}

function lessonSection(context: DocumentContext, lesson: Lesson, [unit, at]: readonly [number, number]): Section {
  const { anchor, label } = context.places.at(`/units/${unit}/lessons/${at}`)
  return {
    kind: 'section',
    role: 'lesson',
    anchor,
    label,
    title: [written(lesson.title)],
    detail: [timeOf(context.times.units[unit]?.lessons[at]?.minutes ?? 0)],
    blocks: [
      {
        kind: 'steps',
        caption: filledText(context.words.tell.lesson, { label }),
        steps: stepsOf(context, lesson, [unit, at]),
      },
    ],
  }
}

function stepsOf(
  context: DocumentContext,
  { readings, activities }: Lesson,
  [unit, lesson]: readonly [number, number],
): Steps['steps'] {
  const times = context.times.units[unit]?.lessons[lesson]?.steps ?? []
  const { activities: names, say } = context.words
  return [
    ...readings.map(({ docId, section, words }, index) => ({
      activity: names.reading,
      time: timeOf(times[index] ?? 0),
      content: [
        context.document(docId),
        ...(section === undefined ? [] : [`, ${say.section} `, written(section)]),
        ' ',
        quiet(`(${context.count(words, 'word')})`),
      ],
    })),
    ...activities.map(({ type, description, outcomeIds, citations }, index) => ({
      activity: names[type],
      time: timeOf(times[readings.length + index] ?? 0),
      content: [written(description), ...context.cited(citations)],
      ...(outcomeIds.length === 0 ? {} : { outcomes: context.labels('outcomes', outcomeIds) }),
    })),
  ]
}

function assessmentsOf({ curriculum, places, times, words }: DocumentContext, { id }: Unit): readonly Content[] {
  return curriculum.assessments.flatMap(({ unitId, title, type, weight }, index): readonly Content[] => {
    if (unitId !== id) return []
    const { anchor, label } = places.at(`/assessments/${index}`)
    const share = weight > 0 ? [', ', weightOf(weight), ` ${words.say.ofFinalMark}`] : []
    return [
      [
        link(anchor, label),
        ' ',
        written(title),
        ` (${words.purposes[type]}, `,
        timeOf(times.assessments[index] ?? 0),
        ...share,
        ')',
      ],
    ]
  })
}
