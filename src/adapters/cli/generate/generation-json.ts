import { isAppError, messageOf } from '../../../domain/platform/index.js'
import { exitCodeOf } from '../exit.js'
import { countsOf, failedRules, type GenerationOutcome, hoursOf } from './generation-outcome.js'

/** The output of `--json` for a generated curriculum. */
export function generationJson(outcome: GenerationOutcome, exitCode: number): string {
  const { generated, notes, out, files, gate, durations } = outcome
  const { curriculum, quality, sourcing, documents, benchmark, repairs } = generated
  const { id, title, level, language, totalHours } = curriculum.program
  return jsonText({
    ok: exitCode === 0,
    exitCode,
    program: { id, title, level, language, totalHours },
    made: { ...countsOf(generated), hours: hoursOf(generated) },
    quality: {
      score: quality.score,
      passesHardRules: quality.passesHardRules,
      passed: quality.passed,
      failed: quality.failed,
      notApplicable: quality.notApplicable,
      rulesBroken: failedRules(quality).map(({ id, title, hard, score, threshold, checked, failing }) => {
        return { id, title, hard, score, threshold, checked, failing: failing.length }
      }),
      shortfalls: quality.shortfalls,
      fixed: repairs.filter(({ action }) => action === 'fixed').length,
      dropped: repairs.filter(({ action }) => action === 'dropped').length,
    },
    ...(gate === undefined ? {} : { gate }),
    aimsNotCovered: sourcing.aims.filter(({ covered }) => !covered).map(({ aim, missing }) => ({ aim, missing })),
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
