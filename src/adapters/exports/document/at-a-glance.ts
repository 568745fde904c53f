import type { GapKind, Outcome } from '../../../domain/curriculum/index.js'
import { parseReason } from '../labels/words/parse-sentence.js'
import { type DocumentContext, timeOf, titledList } from './document-context.js'
import { type Content, joined, link, type Verdict, verdict, written } from './inline.js'
import { type Chapter, note, paragraph, type Row, type Section, type Table } from './model.js'
import { reviewGroups } from './review-groups.js'

/** Groups of parts to review that the first page names. */
const MAX_REVIEWS = 6
/** Outcomes that the first page names for an aim; more are a number. */
const MAX_LEADING = 12

/** The first page: the verdict in words, the aims with what serves them, what learners need before, the units on one screen, what to prepare and what to review first. */
export function atAGlance(context: DocumentContext): Chapter {
  const { words } = context
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
      ...titledList('aims-first', words.chapters.aims, aimLines(context)),
      ...titledList('before', words.sections.before, setupLines(context)),
      { kind: 'section', anchor: 'units-first', title: [words.chapters.units], blocks: [unitTable(context)] },
      ...first(context, 'prepare-first', words.sections.prepare, prepareLines(context), 'preparation'),
      ...first(context, 'review-first', words.sections.review, reviewLines(context), 'review'),
      note(words.say.legend),
    ],
  }
}

/** The verdict, and how far the material fills the hours. */
function verdictLine(context: DocumentContext): Content {
  const { filled, planned } = context.times
  return [verdictOf(context), '. ', ...context.tell('filled', { filled: [timeOf(filled)], planned: [timeOf(planned)] })]
}

/** Each aim with its outcome of the program and the outcomes of units that lead there. */
function aimLines(context: DocumentContext): readonly Content[] {
  const { curriculum, places, words } = context
  const { aims, outcomes } = curriculum.program
  const wordsOf = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  const ofUnits = curriculum.units.flatMap((unit) => unit.outcomes)
  const led = ({ id }: Outcome): Content => {
    const leading = ofUnits.filter(({ supports }) => supports.includes(id)).map((outcome) => outcome.id)
    const name = context.labels('outcomes', [id])
    if (leading.length === 0) return [name, `${words.colon}: `, verdict('warn', words.say.noneLeads)]
    const isShort = leading.length <= MAX_LEADING
    return [
      name,
      `${words.colon}: `,
      isShort ? context.labels('outcomes', leading) : context.count(leading.length, 'outcome'),
    ]
  }
  // An outcome of the program has the words of its aim, without a lead-in such as "Students will".
  const ownOf = (aim: string) => outcomes.find(({ text }) => ` ${wordsOf(aim)}`.endsWith(` ${wordsOf(text)}`))
  const lines = aims.map((aim, index): Content => {
    const { anchor, name } = places.at(`/program/aims/${index}`)
    const own = ownOf(aim)
    return [
      link(anchor, name),
      `${words.colon}: `,
      written(aim.replace(/\s*\.$/, '')),
      '. ',
      ...(own === undefined ? [verdict('warn', words.say.noProgramOutcome)] : led(own)),
    ]
  })
  const shown = new Set(aims.map(ownOf))
  const others = outcomes
    .filter((outcome) => !shown.has(outcome))
    .map((outcome): Content => [written(outcome.text), ' ', ...led(outcome)])
  return [...lines, ...others]
}

/** The pages on software and files that learners need before the first lesson. */
function setupLines(context: DocumentContext): readonly Content[] {
  const { unused } = context.generated.sourcing
  const setup = unused.filter(({ reason }) => parseReason(reason)?.sentences[0]?.key === 'isSetup')
  return setup.map(({ docId }) => [context.document(docId)])
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
  const { open } = context.times
  const asked = new Set(curriculum.items.map(({ outcomeId }) => outcomeId))
  const outcomes = curriculum.units.flatMap((unit) => unit.outcomes)
  const unasked = outcomes.filter(({ id }) => !asked.has(id)).length
  const assessed = new Set(curriculum.assessments.map(({ unitId }) => unitId))
  const unassessed = curriculum.units.flatMap(({ id }, index) => (assessed.has(id) ? [] : [`/units/${index}`]))
  const tasks = pointers('practice', 'level')
  const without = generated.report.preparation.filter(({ pointer }) => pointer.startsWith('/program/aims/'))
  const lines: readonly (readonly [needed: boolean, line: () => Content])[] = [
    [open > 0, () => context.tell('prepareTime', { time: [timeOf(open)] })],
    [tasks.length > 0, () => context.tell('prepareTasks', { outcomes: [context.count(tasks.length, 'outcome')] })],
    [
      unasked > 0,
      () =>
        context.tell('prepareQuestions', {
          outcomes: [context.count(outcomes.length, 'outcome')],
          without: [String(unasked)],
        }),
    ],
    [unassessed.length > 0, () => context.tell('prepareAssessments', { units: shown(unassessed) })],
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
  const { times } = context
  const { open } = times
  const ofProgram = assessments.reduce(
    (sum, { unitId }, index) => sum + (unitId === undefined ? (times.assessments[index] ?? 0) : 0),
    0,
  )
  const longest = Math.max(ofProgram, ...times.units.map(({ minutes }) => minutes))
  const bar = (minutes: number): Content => [{ kind: 'bar', share: longest > 0 ? minutes / longest : 0 }]
  const sum = (counts: readonly number[]) => String(counts.reduce((all, number) => all + number, 0))
  const unitRows = units.map((unit, index): Row => {
    const { anchor } = places.at(`/units/${index}`)
    const own = times.units[index]
    return {
      cells: [
        [link(anchor, ...context.unitTitle(unit, index))],
        [timeOf(own?.minutes ?? 0)],
        bar(own?.minutes ?? 0),
        ...(open > 0 ? [own === undefined || own.open === 0 ? [] : [timeOf(own.open)]] : []),
        [String(unit.lessons.length)],
        [String(unit.outcomes.length)],
        [String(places.itemsByUnit[index]?.length ?? 0)],
      ],
    }
  })
  const programRow: Row = {
    cells: [
      [link('assessments', words.say.programAssessments)],
      [timeOf(ofProgram)],
      bar(ofProgram),
      ...(open > 0 ? [[]] : []),
      [],
      [],
      [],
    ],
  }
  const totalRow: Row = {
    total: true,
    cells: [
      [words.heads.total],
      [timeOf(times.planned)],
      [],
      ...(open > 0 ? [[timeOf(open)]] : []),
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
      ...(open > 0 ? [{ head: [words.heads.withoutMaterial], numeric: true as const }] : []),
      { head: [words.heads.lessons], numeric: true },
      { head: [words.heads.outcomes], numeric: true },
      { head: [words.heads.questions], numeric: true },
    ],
    rows: [...unitRows, ...(ofProgram > 0 ? [programRow] : []), totalRow],
  }
}
