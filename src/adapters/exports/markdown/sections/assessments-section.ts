import {
  type Assessment,
  BLOOM_LEVELS,
  type Curriculum,
  type Rubric,
  type RubricLevel,
} from '../../../../domain/curriculum/index.js'
import { duration } from '../../outline/durations.js'
import { worded } from '../../outline/worded.js'
import { blocks, table } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING } from '../markup.js'

/** All assessments: a table, the instructions and rubric of each, and how many items there are of what. */
export function assessmentsSection(context: MarkdownContext): Markup {
  const { generated, labels } = context
  const { assessments } = generated.curriculum
  return blocks(
    md`## Assessments`,
    table(
      [NOTHING, 'Assessment', 'Unit', 'Purpose', 'Method', { right: 'Weight' }, { right: 'Time' }],
      assessments.map(({ id, title, unitId, type, method, weight, minutes }) => [
        md`${labels.assessment(id)}`,
        md`${title}`,
        unitId === undefined ? md`Program` : md`${labels.unit(unitId)}`,
        md`${worded(type)}`,
        md`${worded(method)}`,
        weight === 0 ? NOTHING : md`${weight} %`,
        md`${duration(minutes)}`,
      ]),
    ),
    ...assessments.map((assessment) => assessmentOf(context, assessment)),
    specificationOf(context),
  )
}

function assessmentOf(context: MarkdownContext, assessment: Assessment): Markup {
  const { labels } = context
  const { id, title, instructions, outcomeIds, itemIds, rubric } = assessment
  return blocks(
    md`### ${labels.assessment(id)} ${title}`,
    md`${instructions}`,
    md`**Gives evidence of:** ${md`${labels.outcomes(outcomeIds)}`}`,
    itemIds.length === 0 ? NOTHING : md`**Items:** ${labels.items(itemIds)}`,
    rubric === undefined ? NOTHING : rubricTable(context, rubric),
  )
}

/** Criteria down, levels across. Levels are named in the head where all criteria have the same, else in the cells. */
export function rubricTable({ labels }: Pick<MarkdownContext, 'labels'>, { criteria }: Rubric): Markup {
  const [first] = criteria
  const names = first?.levels.map(levelName) ?? []
  const alike = criteria.every(({ levels }) => isSame(levels.map(levelName), names))
  const width = Math.max(0, ...criteria.map(({ levels }) => levels.length))
  const head = Array.from({ length: width }, (_none, index) =>
    alike ? (names[index] ?? NOTHING) : md`Level ${index + 1}`,
  )
  return table(
    ['Criterion', { right: 'Weight' }, 'For', ...head],
    criteria.map(({ name, weight, outcomeIds, levels }) => [
      md`${name}`,
      md`${weight} %`,
      md`${labels.outcomes(outcomeIds)}`,
      ...Array.from({ length: width }, (_none, index) => {
        const level = levels[index]
        if (level === undefined) return NOTHING
        return alike ? md`${level.descriptor}` : md`**${levelName(level)}:** ${level.descriptor}`
      }),
    ]),
  )
}

function levelName({ label, points }: RubricLevel): Markup {
  return md`${label} (${points})`
}

function isSame(names: readonly Markup[], others: readonly Markup[]): boolean {
  return names.length === others.length && names.every(({ source }, index) => source === others[index]?.source)
}

function specificationOf({ generated, labels }: MarkdownContext): Markup {
  const { units, blueprint }: Curriculum = generated.curriculum
  const used = BLOOM_LEVELS.filter((bloom) => blueprint.cells.some((cell) => cell.bloom === bloom))
  const count = (unitId: string | undefined, bloom: string | undefined) =>
    blueprint.cells
      .filter(
        (cell) => (unitId === undefined || cell.unitId === unitId) && (bloom === undefined || cell.bloom === bloom),
      )
      .reduce((sum, { items }) => sum + items, 0)
  const shown = (number: number) => (number === 0 ? NOTHING : md`${number}`)
  if (used.length === 0) return NOTHING
  return blocks(
    md`### Table of specifications`,
    md`How many items there are for each unit and level.`,
    table(
      ['Unit', ...[...used, 'all'].map((right) => ({ right: worded(right) }))],
      [
        ...units.map(({ id }) => [
          md`${labels.unit(id)}`,
          ...used.map((bloom) => shown(count(id, bloom))),
          shown(count(id, undefined)),
        ]),
        [md`**All**`, ...[...used, undefined].map((bloom) => shown(count(undefined, bloom)))],
      ],
    ),
  )
}
