import type { SourceDocument } from '../citation.js'
import type { Curriculum } from '../curriculum.js'
import type { SourcingReport } from '../sourcing.js'
import type { CheckReport } from './checks/check-result.js'
import { checkContext, indexDocuments } from './checks/check-rule.js'
import { runChecks } from './checks/run-checks.js'
import { findGaps, type Gap } from './gaps.js'
import { type Preparation, toPrepare } from './preparation.js'
import { aimEvidence } from './readiness/aims.js'
import { type Readiness, VERDICT_WORDS } from './readiness/dimensions.js'
import { outcomeEvidence } from './readiness/evidence.js'
import { judgeReadiness } from './readiness/readiness.js'
import { type FilledHours, filledHours } from './readiness/workload.js'
import { reportContext } from './report-context.js'
import { type ReviewEntry, rankForReview } from './review.js'

/** What is known of a curriculum: whether its form holds, how far it is ready, what is missing and what to look at. */
export interface CurriculumReport {
  readonly readiness: Readiness
  readonly hours: FilledHours
  /** What the material does not have; those of aims first, then by unit. */
  readonly gaps: readonly Gap[]
  /** What follows from the gaps for the teacher. */
  readonly preparation: readonly Preparation[]
  /** What a person should look at, the most serious first. */
  readonly review: readonly ReviewEntry[]
  readonly checks: CheckReport
}

/** Reports on a curriculum. The same input gives the same report; nothing in it needs the documents as they were read. */
export function writeReport(
  curriculum: Curriculum,
  documents: readonly SourceDocument[],
  sourcing: SourcingReport,
): CurriculumReport {
  const base = checkContext(curriculum, indexDocuments(documents))
  const checks = runChecks(base)
  const context = reportContext(base, checks, sourcing)
  const outcomes = outcomeEvidence(context)
  const evidence = { outcomes, aims: aimEvidence(context, outcomes), hours: filledHours(context) }
  const gaps = findGaps(context, evidence)
  return {
    readiness: judgeReadiness(context, evidence),
    hours: evidence.hours,
    gaps,
    preparation: toPrepare(context, gaps),
    review: rankForReview(context, evidence),
    checks,
  }
}

/** "needs work (62)" */
export function readinessText({ readiness: { verdict, total } }: Pick<CurriculumReport, 'readiness'>): string {
  return `${VERDICT_WORDS[verdict]} (${total})`
}
