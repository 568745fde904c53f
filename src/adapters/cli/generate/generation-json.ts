import { isAppError, messageOf } from '../../../domain/platform/index.js'
import { exitCodeOf } from '../failure-lines.js'
import { countsOf, type GenerationOutcome, hoursOf } from './generation-outcome.js'
import { failedRules } from './quality-rows.js'

/** What a program reads when a curriculum is made. */
export function generationJson(outcome: GenerationOutcome, exitCode: number): string {
  const { generated, notes, out, files, gate, durations } = outcome
  const { curriculum, quality, sourcing, documents, benchmark, repairs } = generated
  const { id, title, level, language, totalHours } = curriculum.program
  return line({
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
    documents: { read: documents.length, unused: sourcing.unused, refused: sourcing.refused },
    ...(benchmark === undefined ? {} : { benchmark }),
    notes,
    remarks: curriculum.generator.remarks,
    out,
    files,
    durations,
  })
}

/** What a program reads when nothing was made. */
export function failureJson(error: unknown): string {
  const known = isAppError(error) ? error : undefined
  const { code = 'INTERNAL', hint, details = {} } = known ?? {}
  const told = { code, message: messageOf(error), ...(hint === undefined ? {} : { hint }), details }
  return line({ ok: false, exitCode: exitCodeOf(error), error: told })
}

function line(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
