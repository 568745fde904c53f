import type { SourceDocument } from '../citation.js'
import type { Curriculum } from '../curriculum.js'
import { checkContext, indexDocuments, isEnglish } from '../report/checks/check-rule.js'
import { HARD_RULES, runCheck } from '../report/checks/run-checks.js'
import { repairCitations } from './repair-citations.js'
import { dropDuplicates, repairChoices } from './repair-items.js'
import { repairOutcomes } from './repair-outcomes.js'
import { repairReferences } from './repair-references.js'
import type { RepairChange, RepairRun } from './repair-run.js'
import { repairBlueprint, repairMinutes } from './repair-totals.js'

/** A curriculum after repair. */
export interface RepairedCurriculum {
  readonly curriculum: Curriculum
  /** What was fixed and dropped, in order. */
  readonly changes: readonly RepairChange[]
  /** Ids of the hard rules that still fail: none, unless the hours cannot be divided over any unit. */
  readonly broken: readonly string[]
}

/** A dropped part can break a reference that an earlier step checks, so some steps run more than once. */
const STEPS = [
  repairCitations,
  repairOutcomes,
  repairReferences,
  repairChoices,
  dropDuplicates,
  repairReferences,
  repairBlueprint,
  repairMinutes,
]

/** Each round drops or fixes something. Only a curriculum that is broken throughout needs more than a few. */
const MAX_ROUNDS = 50

/**
 * Fixes each part that fails a hard rule, or drops it if it cannot be fixed. Leaves everything else unchanged. The same
 * input gives the same result.
 */
export function repairCurriculum(curriculum: Curriculum, documents: readonly SourceDocument[]): RepairedCurriculum {
  const changes: RepairChange[] = []
  const run: RepairRun = {
    documents: indexDocuments(documents),
    english: isEnglish(curriculum.program.language),
    fixed: (ruleId, what) => changes.push({ ruleId, action: 'fixed', what }),
    dropped: (ruleId, what) => changes.push({ ruleId, action: 'dropped', what }),
  }
  let repaired = curriculum
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = changes.length
    const result = STEPS.reduce((current, step) => step(current, run), repaired)
    if (changes.length === before) break
    repaired = result
  }
  const context = checkContext(repaired, run.documents)
  const broken = HARD_RULES.filter((rule) => runCheck(rule, context).status === 'fail').map(({ id }) => id)
  return { curriculum: repaired, changes, broken }
}
