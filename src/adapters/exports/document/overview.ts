import type { AimCoverage, Credits } from '../../../domain/curriculum/index.js'
import { aimSources, formatNumber } from '../labels/wording.js'
import { counted, languageName } from '../labels/words/words-for.js'
import { type DocumentContext, timeOf } from './document-context.js'
import { filledText } from './filled.js'
import { type Content, joined, verdict, written } from './inline.js'
import { type Chapter, type Column, type CurriculumDocument, type Fact, fact, type List, type Row } from './model.js'

/** Title, facts and labels. */
export function overview(context: DocumentContext): Omit<CurriculumDocument, 'chapters' | 'quotes'> {
  const { generated, words } = context
  const { program } = generated.curriculum
  return {
    anchor: 'top',
    title: program.title,
    audience: program.audience,
    language: program.language,
    words,
    subtitle: words.say.curriculum,
    facts: facts(context),
  }
}

function facts(context: DocumentContext): readonly Fact[] {
  const { curriculum, generated, words } = context
  const { program, units, items, assessments } = curriculum
  const { heads } = words
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const contents = [
    context.count(units.length, 'unit'),
    context.count(lessons, 'lesson'),
    context.count(items.length, 'question'),
    context.count(assessments.length, 'assessment'),
  ]
  return [
    { ...fact(heads.audience, written(program.audience)), long: true },
    fact(heads.level, words.programLevels[program.level]),
    fact(heads.workload, timeOf(program.totalHours * 60)),
    ...(program.credits === undefined ? [] : [fact(heads.credits, creditsOf(context, program.credits))]),
    fact(heads.language, written(languageName(program.language, words), words.tag)),
    fact(heads.contents, contents.join(', ')),
    fact(heads.sources, context.count(generated.documents.length, 'document')),
  ]
}

function creditsOf({ words }: DocumentContext, { system, value, hoursPerCredit }: Credits): string {
  const hours = hoursPerCredit === undefined ? undefined : Number(formatNumber(hoursPerCredit))
  const each =
    hours === undefined ? '' : ` (${filledText(words.tell.hoursEach, { hours: counted(hours, 'hour', words) })})`
  return `${formatNumber(value)} ${system}${each}`
}

/** The aims of the brief, and what the documents have on each. */
export function aims(context: DocumentContext): Chapter {
  const { generated, curriculum } = context
  const coverages = new Map(generated.sourcing.aims.map((coverage) => [coverage.aim, coverage]))
  const items = curriculum.program.aims.map((aim, index): List['items'][number] => {
    const coverage = coverages.get(aim)
    const { anchor } = context.places.at(`/program/aims/${index}`)
    const content = [written(aim)]
    return { anchor, content, ...(coverage === undefined ? {} : { note: coverageOf(coverage, context) }) }
  })
  return {
    kind: 'section',
    anchor: 'aims',
    title: context.words.chapters.aims,
    blocks: [{ kind: 'list', role: 'aims', items }],
  }
}

function coverageOf({ covered, missing, passages }: AimCoverage, context: DocumentContext): Content {
  const { say, colon } = context.words
  const found = aimSources(passages).map(({ docId, sections }): Content => {
    const name = context.document(docId)
    return sections.length === 0
      ? [name]
      : [
          name,
          ' (',
          ...joined(
            sections.map((each) => [written(each)]),
            '; ',
          ),
          ')',
        ]
  })
  const lacking = joined(
    missing.map((word) => [written(word)]),
    ', ',
  )
  return [
    covered ? verdict('good', say.inDocuments) : verdict('warn', say.notAllInDocuments),
    ...(found.length === 0 ? [] : [`${colon}: `, ...joined(found, '; ')]),
    '.',
    ...(missing.length === 0 ? [] : [` ${say.nothingFoundOn}${colon}: `, ...lacking, '.']),
  ]
}

/** What graduates of the program can do, what leads there and what assesses it. */
export function programOutcomes(context: DocumentContext): Chapter {
  const { curriculum, places, words } = context
  const { program, units, assessments } = curriculum
  const ofUnits = units.flatMap(({ outcomes }) => outcomes)
  const rows = program.outcomes.map((outcome, index): Row => {
    const { anchor, label } = places.at(`/program/outcomes/${index}`)
    const supporting = ofUnits.filter(({ supports }) => supports.includes(outcome.id)).map(({ id }) => id)
    const assessing = assessments.filter(({ outcomeIds }) => outcomeIds.includes(outcome.id)).map(({ id }) => id)
    return {
      anchor,
      cells: [
        [{ kind: 'label', text: label }],
        [written(outcome.text), ...context.cited(outcome.citations)],
        [words.bloom[outcome.bloom]],
        [String(outcome.dok)],
        context.labelCell('outcomes', supporting),
        context.labelCell('assessments', assessing),
      ],
    }
  })
  return {
    kind: 'section',
    anchor: 'program-outcomes',
    title: words.chapters.programOutcomes,
    blocks: context.orNone(
      rows.length === 0
        ? []
        : [
            {
              kind: 'table',
              anchor: 'program-outcomes-table',
              caption: words.captions.programOutcomes,
              wide: true,
              columns: [
                ...outcomeColumns(context),
                { head: [words.heads.supportedBy] },
                { head: [words.heads.assessedBy] },
              ],
              rows,
            },
          ],
    ),
  }
}

/** The columns of each table of outcomes. */
export function outcomeColumns({ words: { heads } }: DocumentContext): readonly Column[] {
  return [
    { head: [heads.number] },
    { head: [heads.outcome] },
    { head: [heads.level], short: true },
    { head: [heads.dok], numeric: true },
  ]
}

/** What learners can show at the end, and how an observer recognises it. */
export function skillBook(context: DocumentContext): Chapter {
  const { words } = context
  const sections = context.curriculum.skillBook.map(({ skill, level, outcomeIds, evidence, citations }, index) => {
    const facts: Content = [
      ...context.tell('skillLevel', { level: [words.skillLevels[level]] }),
      ` · ${words.heads.outcomes} `,
      context.labels('outcomes', outcomeIds),
    ]
    const { anchor, label } = context.places.at(`/skillBook/${index}`)
    return {
      kind: 'section',
      role: 'skill',
      anchor,
      label,
      title: [written(skill)],
      blocks: [
        { kind: 'paragraph', role: 'note', content: [...facts, ...context.cited(citations)] },
        { kind: 'list', items: evidence.map((criterion) => ({ content: [written(criterion)] })) },
      ],
    } as const
  })
  return { kind: 'section', anchor: 'skills', title: words.chapters.skills, blocks: context.orNone(sections) }
}
