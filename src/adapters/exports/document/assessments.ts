import {
  type Assessment,
  BLOOM_LEVELS,
  LEVEL_SCALE,
  type Rubric,
  type RubricLevel,
} from '../../../domain/curriculum/index.js'
import { type DocumentContext, factLine, labelLink, timeOf, weightOf } from './document-context.js'
import { filledText } from './filled.js'
import { type Content, link, written } from './inline.js'
import { type Chapter, type Handout, note, type Row, type Section, type Table } from './model.js'

/** All assessments at a glance, each with its rubric, and the table of specifications. */
export function assessments(context: DocumentContext): Chapter {
  const { assessments: all, items, scale } = context.curriculum
  const judged =
    all.some(({ rubric }) => rubric !== undefined) || items.some((item) => item.format === 'open' && item.rubric)
  return {
    kind: 'section',
    anchor: 'assessments',
    title: context.words.chapters.assessments,
    newPage: true,
    blocks: [
      ...context.orNone(all.length === 0 ? [] : [planOf(context)]),
      ...(judged && scale.length > 0 ? [scaleTable(context, scale)] : []),
      ...all.map((assessment, index) => assessmentSection(context, assessment, index)),
    ],
  }
}

/** What work at each level shows, whatever the criterion. */
function scaleTable({ words: { heads, captions, scale: own } }: DocumentContext, scale: readonly RubricLevel[]): Table {
  // The scale of the program is known in all languages; one of another author stays as it is.
  const known = own !== 'of the domain' && JSON.stringify(scale) === JSON.stringify(LEVEL_SCALE) ? own : undefined
  return {
    kind: 'table',
    anchor: 'scale-table',
    caption: captions.scale,
    columns: [{ head: [heads.level] }, { head: [heads.points], numeric: true }, { head: [heads.workAtLevel] }],
    rows: scale.map(({ label, points, descriptor }, index) => ({
      cells: [
        [known?.[index]?.label ?? written(label)],
        [String(points)],
        [known?.[index]?.descriptor ?? written(descriptor)],
      ],
    })),
  }
}

/** Where rubrics stand in a format with pages: each is handed out by itself. */
export function rubrics({ words }: DocumentContext): Chapter {
  return {
    kind: 'section',
    only: 'handouts',
    anchor: 'rubrics',
    title: words.chapters.rubrics,
    newPage: true,
    wide: true,
    blocks: [],
  }
}

function planOf({ curriculum, places, times, words }: DocumentContext): Table {
  const { heads } = words
  const rows = curriculum.assessments.map(({ unitId, title, type, method, bloom, weight }, index): Row => {
    const unit = unitId === undefined ? undefined : places.byId.units.get(unitId)
    return {
      cells: [
        [labelLink(places.at(`/assessments/${index}`))],
        [written(title)],
        [unit === undefined ? words.say.program : labelLink(unit)],
        [words.purposes[type]],
        [words.methods[method]],
        [words.bloom[bloom]],
        [timeOf(times.assessments[index] ?? 0)],
        weight > 0 ? [weightOf(weight)] : [],
      ],
    }
  })
  return {
    kind: 'table',
    anchor: 'assessments-table',
    caption: words.captions.assessments,
    wide: true,
    columns: [
      { head: [heads.number] },
      { head: [heads.title] },
      { head: [heads.of] },
      { head: [heads.purpose], short: true },
      { head: [heads.method] },
      { head: [heads.upTo], short: true },
      { head: [heads.time], numeric: true },
      { head: [heads.weight], numeric: true },
    ],
    rows,
  }
}

function assessmentSection(context: DocumentContext, assessment: Assessment, index: number): Section {
  const { title, unitId, type, method, bloom, weight, instructions, outcomeIds, itemIds, citations, rubric } =
    assessment
  const { words } = context
  const { anchor, label } = context.places.at(`/assessments/${index}`)
  const unit = unitId === undefined ? undefined : context.places.byId.units.get(unitId)
  const facts: readonly Content[] = [
    [unit === undefined ? words.say.wholeProgram : labelLink(unit)],
    [words.purposes[type]],
    [words.methods[method]],
    context.tell('upTo', { level: [words.bloom[bloom]] }),
    [timeOf(context.times.assessments[index] ?? 0)],
    ...(weight > 0 ? [[weightOf(weight), ` ${words.say.ofFinalMark}`]] : []),
  ]
  return {
    kind: 'section',
    role: 'assessment',
    anchor,
    label,
    title: [written(title)],
    blocks: [
      factLine(facts),
      { kind: 'lines', text: instructions },
      ...(citations.length === 0 ? [] : [note(words.say.fromDocuments, ...context.cited(citations))]),
      note(`${words.heads.outcomes} `, context.labels('outcomes', outcomeIds)),
      ...(itemIds.length === 0 ? [] : [note(`${words.heads.questions} `, context.labels('items', itemIds))]),
      ...(rubric === undefined
        ? []
        : [
            rubricHandout(context, rubric, {
              anchor: `${anchor}-rubric`,
              caption: filledText(words.tell.rubricOf, { label }),
              title: [`${label} `, written(title)],
            }),
          ]),
    ],
  }
}

/** A rubric as a table, one criterion in each row. */
export function rubricHandout(
  context: DocumentContext,
  { criteria }: Rubric,
  { title, ...named }: Pick<Table, 'anchor' | 'caption'> & Pick<Handout, 'title'>,
): Handout {
  const { heads } = context.words
  const rows = criteria.map(
    ({ name, weight, outcomeIds, description }): Row => ({
      cells: [[written(name)], [written(description)], context.labelCell('outcomes', outcomeIds), [weightOf(weight)]],
    }),
  )
  return {
    kind: 'handout',
    title,
    reference: context.words.say.judgedByRubric,
    table: {
      kind: 'table',
      ...named,
      wide: true,
      columns: [
        { head: [heads.criterion] },
        { head: [heads.fullWork] },
        { head: [heads.outcomes] },
        { head: [heads.weight], numeric: true },
      ],
      rows,
    },
  }
}

/** How many questions each unit has at each level. */
export function specifications(context: DocumentContext): Chapter {
  const { curriculum, places, words } = context
  const { units, blueprint } = curriculum
  const count = (unitId: string | undefined, bloom?: string) =>
    blueprint.cells
      .filter(
        (cell) => (unitId === undefined || cell.unitId === unitId) && (bloom === undefined || cell.bloom === bloom),
      )
      .reduce((sum, { items }) => sum + items, 0)
  const counts = (unitId?: string): readonly Content[] =>
    [...BLOOM_LEVELS.map((bloom) => count(unitId, bloom)), count(unitId)].map((number) =>
      number === 0 ? [] : [String(number)],
    )
  const table: Table = {
    kind: 'table',
    anchor: 'specifications-table',
    caption: words.captions.specifications,
    wide: true,
    columns: [
      { head: [words.heads.unit] },
      ...BLOOM_LEVELS.map((bloom) => ({ head: [words.bloom[bloom]], numeric: true as const })),
      { head: [words.heads.all], numeric: true },
    ],
    rows: [
      ...units.map((unit, index): Row => {
        const { anchor } = places.at(`/units/${index}`)
        return { cells: [[link(anchor, ...context.unitTitle(unit, index))], ...counts(unit.id)] }
      }),
      { total: true, cells: [[words.heads.total], ...counts()] },
    ],
  }
  return {
    kind: 'section',
    anchor: 'specifications',
    title: words.chapters.specifications,
    readers: 'teachers',
    blocks: [table],
  }
}
