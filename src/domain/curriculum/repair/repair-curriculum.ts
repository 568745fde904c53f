import type { Curriculum } from '../curriculum.js'
import { runRule } from '../quality/assess-quality.js'
import { indexDocuments } from '../quality/document-index.js'
import { isEnglish, ruleContext } from '../quality/rule-context.js'
import { HARD_RULES } from '../quality/rule-registry.js'
import type { SourceDocument } from '../source-document.js'
import { repairAlignment } from './repair-alignment.js'
import { repairBlueprint } from './repair-blueprint.js'
import { repairChoices } from './repair-choices.js'
import { repairCitations } from './repair-citations.js'
import { dropDuplicates } from './repair-duplicates.js'
import type { RepairChange, RepairRun } from './repair-log.js'
import { repairMinutes } from './repair-minutes.js'
import { repairOutcomes } from './repair-outcomes.js'
import { repairReferences } from './repair-references.js'

/** A curriculum after repair. */
export interface RepairedCurriculum {
  readonly curriculum: Curriculum
  /** What was mended and dropped, in order. */
  readonly changes: readonly RepairChange[]
  /** Ids of the hard rules that still fail: none, unless nothing is left to fill the hours or to grade by. */
  readonly broken: readonly string[]
}

/** What is dropped by a step may leave something behind that an earlier one looks at. */
const STEPS = [
  repairCitations,
  repairOutcomes,
  repairReferences,
  repairChoices,
  dropDuplicates,
  repairReferences,
  repairAlignment,
  repairReferences,
  repairBlueprint,
  repairMinutes,
]

/** Each round drops or mends something; more than a few come only of a curriculum that is all broken. */
const MOST_ROUNDS = 50

/**
 * The curriculum with what breaks a hard rule mended, or dropped where it cannot be. What breaks no hard rule stays
 * as it is; the same input gives the same result.
 */
export function repairCurriculum(curriculum: Curriculum, documents: readonly SourceDocument[]): RepairedCurriculum {
  const changes: RepairChange[] = []
  const run: RepairRun = {
    documents: indexDocuments(documents),
    english: isEnglish(curriculum.program.language),
    mended: (ruleId, what) => changes.push({ ruleId, action: 'mended', what }),
    dropped: (ruleId, what) => changes.push({ ruleId, action: 'dropped', what }),
  }
  let repaired = curriculum
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = changes.length
    const result = STEPS.reduce((current, step) => step(current, run), repaired)
    if (changes.length === before) break
    repaired = result
  }
  const context = ruleContext(repaired, run.documents)
  const broken = HARD_RULES.filter((rule) => runRule(rule, context).status === 'fail').map(({ id }) => id)
  return { curriculum: repaired, changes, broken }
}
