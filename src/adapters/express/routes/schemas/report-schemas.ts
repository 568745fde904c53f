import { DIMENSIONS, GAP_KINDS, VERDICT_LEVELS } from '../../../../domain/curriculum/index.js'
import type { Zod } from '../../../shared/zod.js'
import { namesOf } from './curriculum-schemas.js'

/** What is known of a curriculum, in answers. */
export function reportSchemas(z: Zod) {
  const text = z.string()
  const texts = z.array(text)
  const pointer = z.string().describe('JSON pointer into the curriculum')
  const score = z.int().min(0).max(100)
  const verdict = z.enum(VERDICT_LEVELS)
  const readiness = z.strictObject({
    verdict,
    total: score.describe('Geometric mean of the dimensions'),
    dimensions: z.array(
      z.strictObject({
        dimension: z.enum(namesOf(DIMENSIONS)),
        score,
        explanation: text,
        pointers: z.array(pointer),
      }),
    ),
  })
  const check = z.strictObject({
    id: text,
    title: text,
    hard: z.boolean(),
    status: z.enum(['pass', 'fail', 'not-applicable']),
    threshold: z.number(),
    checked: z.int(),
    failing: z.array(z.strictObject({ pointer, message: text, hint: text })),
  })
  const report = z.strictObject({
    readiness,
    hours: z.strictObject({ plannedMinutes: z.number(), filledMinutes: z.number() }),
    gaps: z.array(z.strictObject({ kind: z.enum(GAP_KINDS), pointer, text })),
    preparation: z.array(z.strictObject({ pointer, minutes: z.number(), tasks: texts })),
    review: z.array(z.strictObject({ pointer, reasons: texts })).describe('The most serious first'),
    checks: z.strictObject({
      blocked: z.boolean(),
      passed: z.int(),
      failed: z.int(),
      notApplicable: z.int(),
      results: z.array(check),
    }),
  })
  const material = z.strictObject({
    words: z.number(),
    sentenceWords: z.number(),
    sentences: z.number(),
    languages: z.array(z.strictObject({ language: text.optional(), words: z.number() })),
    wordOrder: z.strictObject({ openers: z.number(), misplaced: z.number() }),
    cohesion: z.strictObject({ compared: z.number(), belonging: z.number() }),
    damaged: z.strictObject({ sentences: z.number(), examples: z.array(z.strictObject({ docId: text, text })) }),
    duplicates: z.strictObject({
      words: z.number(),
      documents: z.array(z.strictObject({ docId: text, of: text })),
    }),
  })
  const passage = z.strictObject({ docId: text, section: text.optional() })
  const sourcing = z.strictObject({
    aims: z.array(z.strictObject({ aim: text, covered: z.boolean(), missing: texts, passages: z.array(passage) })),
    unused: z.array(z.strictObject({ docId: text, reason: text })),
    refused: z.array(z.strictObject({ name: text, code: text, reason: text, hint: text })),
    notices: z.array(z.strictObject({ docId: text, text })).optional(),
    text: material,
  })
  const benchmark = z.strictObject({
    against: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('reference'), title: text }),
      z.strictObject({ kind: z.literal('version'), version: z.int() }),
    ]),
    coverage: z.number(),
    order: z.number().optional(),
    hours: z.number().optional(),
    rows: z.array(
      z.strictObject({
        title: text,
        unitId: text.optional(),
        hours: z.strictObject({ reference: z.number(), ours: z.number() }).optional(),
      }),
    ),
    added: texts,
  })
  const curriculumReport = z
    .strictObject({
      report,
      sourcing: sourcing.describe('The use of the documents and the coverage of the aims'),
      benchmark: benchmark.optional().describe('Absent if there was nothing to compare with'),
      repairs: z.array(z.strictObject({ ruleId: text, action: z.enum(['fixed', 'dropped']), what: text })),
    })
    .describe('How far a curriculum is ready, what is missing and what to look at')
  return { curriculumReport, verdict, score }
}
