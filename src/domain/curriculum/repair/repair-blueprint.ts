import type { Assessment } from '../assessment.js'
import { countBlueprint } from '../count-blueprint.js'
import type { Curriculum } from '../curriculum.js'
import { apportion } from '../hours/apportion.js'
import { runRule } from '../quality/assess-quality.js'
import { BLUEPRINT_RULE } from '../quality/blueprint-rule.js'
import { ruleContext } from '../quality/rule-context.js'
import type { RepairRun } from './repair-log.js'

/** R30: weights are brought to 100 in their proportions, and the blueprint is counted anew. */
export function repairBlueprint(curriculum: Curriculum, run: RepairRun): Curriculum {
  if (runRule(BLUEPRINT_RULE, ruleContext(curriculum, run.documents)).status !== 'fail') return curriculum
  const repaired = {
    ...curriculum,
    assessments: reweigh(curriculum.assessments),
    blueprint: countBlueprint(curriculum.units, curriculum.items),
  }
  // Without assessments there is nothing to weigh.
  if (JSON.stringify(repaired) === JSON.stringify(curriculum)) return curriculum
  run.mended('R30', 'weights and blueprint: added up anew')
  return repaired
}

/** Where nothing counts for the mark, the last assessment does: usually the most comprehensive. */
function reweigh(assessments: readonly Assessment[]): readonly Assessment[] {
  const graded = assessments.some(({ type }) => type === 'summative')
  const typed = graded
    ? assessments
    : assessments.map(
        (assessment, index): Assessment =>
          index === assessments.length - 1 ? { ...assessment, type: 'summative' } : assessment,
      )
  const summative = typed.filter(({ type }) => type === 'summative')
  const weights = apportion(
    100,
    summative.map(({ weight }) => (Number.isFinite(weight) ? Math.max(0, weight) : 0)),
  )
  return typed.map((assessment) => ({ ...assessment, weight: weights[summative.indexOf(assessment)] ?? 0 }))
}
