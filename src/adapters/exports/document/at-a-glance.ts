import type { GapKind } from '../../../domain/curriculum/index.js'
import { type DocumentContext, timeOf } from './document-context.js'
import { type Content, joined, link, type Verdict, verdict } from './inline.js'
import { type Block, type Chapter, note, paragraph, type Row, type Section, type Table } from './model.js'
import { reviewGroups } from './review-groups.js'

/** Groups of parts to review that the first page names. */
const MAX_REVIEWS = 6

/** The first page: the verdict in words, the units on one screen, what to prepare and what to review first. */
export function atAGlance(context: DocumentContext): Chapter {
  const { placement, units } = context.curriculum
  const { words } = context
  const sure = context.tell('sure', { percent: [String(Math.round(placement.confidence * 100))] })
  const order: readonly Block[] =
    units.length < 2
      ? []
      : [note(`${words.say.order}${words.colon}: `, ...context.reason(placement.reason), ', ', ...sure, '.')]
  return {
    kind: 'section',
    anchor: 'outline',
    title: words.chapters.glance,
    blocks: [
      {
        kind: 'section',
        anchor: 'verdict',
        role: 'verdict',
        title: [words.sections.verdict],
        readers: 'teachers',
        blocks: [paragraph(...verdictLine(context)), note(...readinessInWords(context))],
      },
      unitTable(context),
      ...order,
      ...first(context, 'prepare-first', words.sections.prepare, prepareLines(context), 'preparation'),
      ...first(context, 'review-first', words.sections.review, reviewLines(context), 'review'),
    ],
  }
}

/** The verdict, and how far the material fills the hours. */
function verdictLine(context: DocumentContext): Content {
  const { report } = context.generated
  const { plannedMinutes, filledMinutes } = report.hours
  return [
    verdictOf(context),
    '. ',
    ...context.tell('filled', {
      filled: [timeOf(Math.round(filledMinutes))],
      planned: [timeOf(plannedMinutes)],
    }),
  ]
}

/** The verdict in words, with its tone. */
export function verdictOf({ generated, words }: DocumentContext): Verdict {
  const reached = generated.report.readiness.verdict
  const tones = { ready: 'good', 'needs-work': 'warn', 'not-usable': 'bad' } as const
  return verdict(tones[reached], words.verdicts[reached])
}

/** Scores from which a dimension is called good, and weak below. */
const TONES = { good: 75, weak: 50 } as const

/** `Good: ...; In part: ...; Weak: ...`: no figure, because a figure looks like a grade. */
function readinessInWords({ generated, words }: DocumentContext): Content {
  const { dimensions } = generated.report.readiness
  const named = (name: string, fits: (score: number) => boolean): readonly Content[] => {
    const own = dimensions
      .filter(({ score }) => fits(score))
      .map(({ dimension }) => lower(words.dimensions[dimension], words.tag))
    return own.length === 0 ? [] : [[`${name}${words.colon}: ${own.join(', ')}.`]]
  }
  const parts = [
    ...named(words.say.good, (score) => score >= TONES.good),
    ...named(words.say.partly, (score) => score >= TONES.weak && score < TONES.good),
    ...named(words.say.weak, (score) => score < TONES.weak),
  ]
  return joined(parts, ' ')
}

/** German nouns keep their capital. */
function lower(name: string, language: string): string {
  return language === 'de' ? name : name.charAt(0).toLowerCase() + name.slice(1)
}

/** A short list whose full form stands in the report. */
function first(
  { words }: DocumentContext,
  anchor: string,
  title: string,
  lines: readonly Content[],
  full: string,
): readonly Section[] {
  if (lines.length === 0) return []
  return [
    {
      kind: 'section',
      anchor,
      title: [title],
      readers: 'teachers',
      blocks: [
        { kind: 'list', items: lines.map((content) => ({ content })) },
        note(link(full, words.say.inReport), '.'),
      ],
    },
  ]
}

/** What the gaps ask of the teacher, one line for each kind. */
function prepareLines(context: DocumentContext): readonly Content[] {
  const { generated, curriculum, places } = context
  const pointers = (...kinds: readonly GapKind[]) => [
    ...new Set(generated.report.gaps.filter(({ kind }) => kinds.includes(kind)).map(({ pointer }) => pointer)),
  ]
  const shown = (all: readonly string[]): Content =>
    joined(
      all.map((pointer) => [link(places.at(pointer).anchor, places.at(pointer).label || places.at(pointer).name)]),
      ', ',
    )
  const open = curriculum.units.reduce((sum, unit) => sum + unit.openMinutes, 0)
  const tasks = pointers('practice', 'level')
  const without = generated.report.preparation.filter(({ pointer }) => pointer.startsWith('/program/aims/'))
  const lines: readonly (readonly [needed: boolean, line: () => Content])[] = [
    [open > 0, () => context.tell('prepareTime', { time: [timeOf(open)] })],
    [tasks.length > 0, () => context.tell('prepareTasks', { outcomes: [context.count(tasks.length, 'outcome')] })],
    [
      pointers('assessment').length > 0,
      () => context.tell('prepareAssessments', { units: shown(pointers('assessment')) }),
    ],
    [pointers('outcomes').length > 0, () => context.tell('prepareOutcomes', { units: shown(pointers('outcomes')) })],
    [
      without.length > 0,
      () => context.tell('prepareDocuments', { aims: shown(without.map(({ pointer }) => pointer)) }),
    ],
  ]
  return lines.flatMap(([needed, line]) => (needed ? [line()] : []))
}

/** The first groups to review, with the number of their parts. */
function reviewLines(context: DocumentContext): readonly Content[] {
  const groups = reviewGroups(context, false)
  const lines = groups
    .slice(0, MAX_REVIEWS)
    .map(({ name, reason }): Content => [...name('short'), `${context.words.colon}: `, ...reason, '.'])
  const left = groups.length - lines.length
  return left > 0 ? [...lines, [...context.tell('more', { count: [String(left)] }), '.']] : lines
}

/** The units in teaching order with their time, which adds up to that of the program. */
function unitTable(context: DocumentContext): Table {
  const { curriculum, places, words } = context
  const { units, assessments, items } = curriculum
  const ofProgram = assessments
    .filter(({ unitId }) => unitId === undefined)
    .reduce((sum, { minutes }) => sum + minutes, 0)
  const longest = Math.max(ofProgram, ...units.map(({ minutes }) => minutes))
  const total = units.reduce((sum, { minutes }) => sum + minutes, ofProgram)
  const open = units.reduce((sum, unit) => sum + unit.openMinutes, 0)
  const bar = (minutes: number): Content => [{ kind: 'bar', share: longest > 0 ? minutes / longest : 0 }]
  const sum = (counts: readonly number[]) => String(counts.reduce((all, number) => all + number, 0))
  const unitRows = units.map((unit, index): Row => {
    const { anchor } = places.at(`/units/${index}`)
    return {
      cells: [
        [link(anchor, ...context.unitTitle(unit, index))],
        [timeOf(unit.minutes)],
        bar(unit.minutes),
        unit.openMinutes > 0 ? [timeOf(unit.openMinutes)] : [],
        [String(unit.lessons.length)],
        [String(unit.outcomes.length)],
        [String(places.itemsByUnit[index]?.length ?? 0)],
      ],
    }
  })
  const programRow: Row = {
    cells: [[link('assessments', words.say.programAssessments)], [timeOf(ofProgram)], bar(ofProgram), [], [], [], []],
  }
  const totalRow: Row = {
    total: true,
    cells: [
      [words.heads.total],
      [timeOf(total)],
      [],
      open > 0 ? [timeOf(open)] : [],
      [sum(units.map(({ lessons }) => lessons.length))],
      [sum(units.map(({ outcomes }) => outcomes.length))],
      [String(items.length)],
    ],
  }
  return {
    kind: 'table',
    anchor: 'outline-table',
    caption: words.captions.units,
    wide: true,
    columns: [
      { head: [words.heads.unit] },
      { head: [words.heads.time], numeric: true },
      { head: [words.heads.timeBar], drawn: true },
      { head: [words.heads.withoutMaterial], numeric: true },
      { head: [words.heads.lessons], numeric: true },
      { head: [words.heads.outcomes], numeric: true },
      { head: [words.heads.questions], numeric: true },
    ],
    rows: [...unitRows, ...(ofProgram > 0 ? [programRow] : []), totalRow],
  }
}
