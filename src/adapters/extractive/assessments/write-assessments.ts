import {
  type Assessment,
  apportion,
  type Item,
  type ProgramSpecification,
  type Unit,
} from '../../../domain/curriculum/index.js'
import type { UnitMaterial } from '../items/unit-material.js'
import { withinPart } from '../outline/document-part.js'
import { programAssessments } from './program-assessments.js'
import { unitAssessments } from './unit-assessments.js'

/** Percent of the mark for the final project; the units share the rest by their hours. */
const PROJECT_WEIGHT = 40

/** All assessments: those of the units in their order, between the two of the program. */
export function writeAssessments(
  program: ProgramSpecification,
  units: readonly UnitMaterial[],
  items: readonly Item[],
): readonly Assessment[] {
  const all: readonly Unit[] = units.map(({ unit }) => unit)
  const weights = apportion(
    100 - PROJECT_WEIGHT,
    all.map(({ minutes }) => minutes),
    all.map(() => 1),
  )
  const ofProgram = programAssessments(program, all, items, PROJECT_WEIGHT)
  const ofUnits = units.flatMap((material, index) =>
    unitAssessments(material.unit, items, weights[index] ?? 0, isPractical(material)),
  )
  return [...ofProgram.slice(0, -1), ...ofUnits, ...ofProgram.slice(-1)]
}

/** Whether the documents of a unit show how something is done. */
function isPractical({ parts }: UnitMaterial): boolean {
  return parts.some(
    (part) =>
      withinPart(part, part.survey.procedures).length > 0 ||
      withinPart(part, part.survey.purposes).length > 1 ||
      withinPart(
        part,
        part.survey.document.blocks.filter(({ kind }) => kind === 'code'),
      ).length > 1,
  )
}
