import { labelsByPointer } from '../../../domain/curriculum/index.js'
import { isAppError, messageOf } from '../../../domain/platform/index.js'
import { exitCodeOf } from '../exit.js'
import { countsOf, failedChecks, type GenerationOutcome, hoursOf } from './generation-outcome.js'

/** The output of `--json` for a generated curriculum. */
export function generationJson(outcome: GenerationOutcome, exitCode: number): string {
  const { generated, notes, out, files, requirement, durations } = outcome
  const { curriculum, report, sourcing, documents, benchmark, repairs } = generated
  const { id, title, level, language, totalHours } = curriculum.program
  const labelOf = labelsByPointer(curriculum)
  return jsonText({
    ok: exitCode === 0,
    exitCode,
    program: { id, title, level, language, totalHours },
    made: { ...countsOf(generated), hours: hoursOf(generated) },
    verdict: report.readiness.verdict,
    readiness: report.readiness.total,
    dimensions: report.readiness.dimensions.map(({ dimension, score, explanation }) => ({
      dimension,
      score,
      explanation,
    })),
    filled: report.hours,
    gaps: report.gaps.map((gap) => ({ ...gap, label: labelOf(gap.pointer) })),
    preparation: report.preparation.map((each) => ({ ...each, label: labelOf(each.pointer) })),
    review: report.review.map((entry) => ({ ...entry, label: labelOf(entry.pointer) })),
    checks: {
      blocked: report.checks.blocked,
      passed: report.checks.passed,
      failed: failedChecks(report.checks).map(({ id, title: what, hard, checked, failing }) => {
        return { id, title: what, hard, checked, failing: failing.length }
      }),
      fixed: repairs.filter(({ action }) => action === 'fixed').length,
      dropped: repairs.filter(({ action }) => action === 'dropped').length,
    },
    ...(requirement === undefined ? {} : { requirement }),
    documents: {
      read: documents.length,
      unused: sourcing.unused,
      refused: sourcing.refused,
      ...(sourcing.notices === undefined ? {} : { notices: sourcing.notices }),
    },
    ...(benchmark === undefined ? {} : { benchmark }),
    notes,
    remarks: curriculum.generator.remarks,
    out,
    files,
    durations,
  })
}

/** The output of `--json` for a failure. */
export function failureJson(error: unknown): string {
  const known = isAppError(error) ? error : undefined
  const { code = 'INTERNAL', hint, details = {} } = known ?? {}
  const fields = { code, message: messageOf(error), ...(hint === undefined ? {} : { hint }), details }
  return jsonText({ ok: false, exitCode: exitCodeOf(error), error: fields })
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
