import { excerpt } from '../../text/plain-text.js'
import { ASSESSMENT_METHODS, type Assessment } from '../assessment.js'
import { reachesBloom } from '../bloom.js'
import type { Curriculum } from '../curriculum.js'
import type { Item } from '../item.js'
import type { Outcome } from '../outcome.js'
import { assessmentReaches, itemReaches, judges } from '../quality/alignment-rules.js'
import { mapDefined, type RepairRun, rehomeItems } from './repair-run.js'

/** R11 and R13: outcomes without evidence go to an assessment that can give it; those that no assessment can show are dropped. */
export function repairAlignment(curriculum: Curriculum, run: RepairRun): Curriculum {
  const assessments = [...curriculum.assessments]
  const units = curriculum.units.map((unit) => ({
    ...unit,
    outcomes: mapDefined(unit.outcomes, (outcome) => {
      if (assessments.some((assessment) => assessmentReaches(assessment, itemsOf(assessment, curriculum), outcome)))
        return outcome
      const found = assign(outcome, unit.id, assessments, curriculum)
      if (found === undefined) {
        run.dropped('R13', `outcome ${excerpt(outcome.text)}: no assessment can show it`)
        return undefined
      }
      assessments[found.index] = found.assessment
      run.fixed('R13', `outcome ${excerpt(outcome.text)}: assessed by ${excerpt(found.assessment.title)}`)
      return outcome
    }),
  }))
  return rehomeItems(curriculum, { ...curriculum, units, assessments }, run)
}

/** The first assessment, those of the unit before others, that gives evidence of the outcome once it names it. */
function assign(
  outcome: Outcome,
  unitId: string,
  assessments: readonly Assessment[],
  curriculum: Curriculum,
): { readonly index: number; readonly assessment: Assessment } | undefined {
  const candidates = assessments.map((assessment, index) => ({ index, assessment }))
  const ofUnit = candidates.filter(({ assessment }) => assessment.unitId === unitId)
  const ofProgram = candidates.filter(({ assessment }) => assessment.unitId === undefined)
  for (const { index, assessment } of [...ofUnit, ...ofProgram]) {
    const items = itemsOf(assessment, curriculum)
    for (const extended of extensions(assessment, outcome, curriculum.items))
      if (assessmentReaches(extended, [...items, ...addedItems(extended, assessment, curriculum)], outcome))
        return { index, assessment: extended }
  }
  return undefined
}

/** The assessment with the outcome: as it is, with one more item, judged by its rubric. */
function extensions(assessment: Assessment, outcome: Outcome, items: readonly Item[]): readonly Assessment[] {
  const { reaches } = ASSESSMENT_METHODS[assessment.method]
  if (!reachesBloom(reaches, outcome.bloom)) return []
  const named: Assessment = {
    ...assessment,
    outcomeIds: assessment.outcomeIds.includes(outcome.id)
      ? assessment.outcomeIds
      : [...assessment.outcomeIds, outcome.id],
    bloom: reachesBloom(assessment.bloom, outcome.bloom) ? assessment.bloom : outcome.bloom,
  }
  const spare = items.find((item) => itemReaches(item, outcome) && !assessment.itemIds.includes(item.id))
  const withItem = spare === undefined ? [] : [{ ...named, itemIds: [...named.itemIds, spare.id] }]
  const { rubric } = assessment
  if (rubric === undefined || judges(rubric, outcome.id)) return [named, ...withItem]
  const criteria = rubric.criteria.map((criterion) => ({
    ...criterion,
    outcomeIds: [...criterion.outcomeIds, outcome.id],
  }))
  return [named, ...withItem, { ...named, rubric: { criteria } }]
}

function addedItems(extended: Assessment, original: Assessment, { items }: Curriculum): readonly Item[] {
  const added = extended.itemIds.filter((id) => !original.itemIds.includes(id))
  return items.filter(({ id }) => added.includes(id))
}

function itemsOf({ itemIds }: Assessment, { items }: Curriculum): readonly Item[] {
  return items.filter(({ id }) => itemIds.includes(id))
}
