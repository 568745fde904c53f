import { CREDIT_SYSTEMS, PROGRAM_LEVELS, PROGRAM_LIMITS } from '../../../../domain/curriculum/index.js'
import type { Zod } from '../../../shared/zod.js'

const LIMITS = PROGRAM_LIMITS

/**
 * The brief of a program, in requests and answers. Length, type and number of every field; rules on several fields are those
 * of the domain, which checks the brief again.
 */
export function briefSchemas(z: Zod) {
  const text = (max: number) => z.string().trim().min(1).max(max)
  const title = text(LIMITS.title)
  const hours = (min: number) => z.number().min(min).max(LIMITS.maxHours)
  const credits = z.strictObject({
    system: z.enum(Object.keys(CREDIT_SYSTEMS) as [keyof typeof CREDIT_SYSTEMS]),
    value: z.number().min(0.5).max(LIMITS.credits),
    hoursPerCredit: z.number().min(1).max(LIMITS.hoursPerCredit).optional(),
  })
  const unit = z.strictObject({
    title,
    documents: z
      .array(text(LIMITS.documentName))
      .min(1)
      .max(LIMITS.outlineDocuments)
      .optional()
      .describe('By name, by folder (`part-1/`), or with a section (`part-1/intro.md#Setting up`)'),
    hours: hours(0.25).optional(),
  })
  const reference = z.strictObject({
    title,
    units: z
      .array(
        z.strictObject({
          title,
          topics: z.array(title).max(LIMITS.referenceTopics).optional(),
          hours: hours(0).optional(),
        }),
      )
      .min(1)
      .max(LIMITS.referenceUnits),
  })
  const brief = z
    .strictObject({
      title,
      audience: text(LIMITS.audience).describe('The learners and their prior knowledge'),
      level: z.enum(PROGRAM_LEVELS),
      totalHours: hours(LIMITS.minHours).describe('Work of a learner'),
      aims: z.array(text(LIMITS.aim)).min(1).max(LIMITS.aims),
      language: z
        .string()
        .trim()
        .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/)
        .describe('A language tag: `en`, `de-AT`'),
      credits: credits.optional(),
      outline: z.array(unit).min(1).max(LIMITS.outlineUnits).optional().describe('The units as the teacher wants them'),
      reference: reference.optional().describe('The outline to compare with'),
    })
    .describe('The brief of a program: subject, audience and duration')
  return { brief }
}
