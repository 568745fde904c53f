import { type Assessment, BLOOM_LEVELS, type Rubric, type RubricLevel } from '../../../domain/curriculum/index.js'
import { titleCase } from '../labels/wording.js'
import { type DocumentContext, factLine, labelLink, orNone, timeOf, unitTitle, weightOf } from './document-context.js'
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
    title: 'Assessments',
    newPage: true,
    blocks: [
      ...orNone(all.length === 0 ? [] : [planOf(context)]),
      ...(judged && scale.length > 0 ? [scaleTable(scale)] : []),
      ...all.map((assessment, index) => assessmentSection(context, assessment, index)),
    ],
  }
}

/** What work at each level shows, whatever the criterion. */
function scaleTable(scale: readonly RubricLevel[]): Table {
  return {
    kind: 'table',
    anchor: 'scale-table',
    caption: 'The levels of all rubrics',
    columns: [
      { head: ['Level'], share: 2 },
      { head: ['Points'], share: 1, numeric: true },
      { head: ['Work at this level'], share: 8 },
    ],
    rows: scale.map(({ label, points, descriptor }) => ({
      cells: [[written(label)], [String(points)], [written(descriptor)]],
    })),
  }
}

/** Where rubrics stand in a format with pages: each is handed out by itself. */
export const rubrics: Chapter = {
  kind: 'section',
  only: 'handouts',
  anchor: 'rubrics',
  title: 'Rubrics',
  newPage: true,
  wide: true,
  blocks: [],
}

function planOf({ curriculum, places }: DocumentContext): Table {
  const rows = curriculum.assessments.map(({ unitId, title, type, method, bloom, minutes, weight }, index): Row => {
    const unit = unitId === undefined ? undefined : places.byId.units.get(unitId)
    return {
      cells: [
        [labelLink(places.at(`/assessments/${index}`))],
        [written(title)],
        [unit === undefined ? 'Program' : labelLink(unit)],
        [titleCase(type)],
        [titleCase(method)],
        [titleCase(bloom)],
        [timeOf(minutes)],
        weight > 0 ? [weightOf(weight)] : [],
      ],
    }
  })
  return {
    kind: 'table',
    anchor: 'assessments-table',
    caption: 'All assessments; weights are shares of the final mark',
    wide: true,
    columns: [
      { head: ['No.'], share: 1 },
      { head: ['Title'], share: 5.4 },
      { head: ['Of'], share: 1.9 },
      { head: ['Purpose'], share: 2.4, short: true },
      { head: ['Method'], share: 2.4 },
      { head: ['Up to'], share: 2.5, short: true },
      { head: ['Time'], share: 2.2, numeric: true },
      { head: ['Weight'], share: 1.6, numeric: true },
    ],
    rows,
  }
}

function assessmentSection(context: DocumentContext, assessment: Assessment, index: number): Section {
  const { title, unitId, type, method, bloom, minutes, weight, instructions, outcomeIds, itemIds, citations, rubric } =
    assessment
  const { anchor, label } = context.places.at(`/assessments/${index}`)
  const unit = unitId === undefined ? undefined : context.places.byId.units.get(unitId)
  const facts: readonly Content[] = [
    [unit === undefined ? 'Whole program' : labelLink(unit)],
    [titleCase(type)],
    [titleCase(method)],
    [`up to ${titleCase(bloom)}`],
    [timeOf(minutes)],
    ...(weight > 0 ? [[weightOf(weight), ' of the final mark']] : []),
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
      ...(citations.length === 0 ? [] : [note('From the documents', ...context.cited(citations))]),
      note('Outcomes ', context.labels('outcomes', outcomeIds)),
      ...(itemIds.length === 0 ? [] : [note('Questions ', context.labels('items', itemIds))]),
      ...(rubric === undefined
        ? []
        : [
            rubricHandout(context, rubric, {
              anchor: `${anchor}-rubric`,
              caption: `Rubric of ${label}`,
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
  const rows = criteria.map(
    ({ name, weight, outcomeIds, description }): Row => ({
      cells: [[written(name)], [written(description)], context.labelCell('outcomes', outcomeIds), [weightOf(weight)]],
    }),
  )
  return {
    kind: 'handout',
    title,
    reference: 'Judged by its rubric',
    table: {
      kind: 'table',
      ...named,
      wide: true,
      columns: [
        { head: ['Criterion'], share: 4 },
        { head: ['Full work'], share: 6 },
        { head: ['Outcomes'], share: 1.8 },
        { head: ['Weight'], share: 1.2, numeric: true },
      ],
      rows,
    },
  }
}

/** How many questions each unit has at each level. */
export function specifications({ curriculum, places }: DocumentContext): Chapter {
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
    caption: 'Questions by unit and level',
    wide: true,
    columns: [
      { head: ['Unit'], share: 4 },
      ...BLOOM_LEVELS.map((bloom) => ({ head: [titleCase(bloom)], share: 2.2, numeric: true as const })),
      { head: ['All'], share: 1.4, numeric: true },
    ],
    rows: [
      ...units.map((unit, index): Row => {
        const { anchor } = places.at(`/units/${index}`)
        return { cells: [[link(anchor, ...unitTitle(unit, index))], ...counts(unit.id)] }
      }),
      { total: true, cells: [['Total'], ...counts()] },
    ],
  }
  return {
    kind: 'section',
    anchor: 'specifications',
    title: 'Table of specifications',
    readers: 'teachers',
    blocks: [table],
  }
}
