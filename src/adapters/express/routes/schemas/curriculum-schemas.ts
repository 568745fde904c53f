import {
  ACTIVITY_TYPES,
  ASSESSMENT_METHODS,
  ASSESSMENT_TYPES,
  BASES,
  BLOOM_LEVELS,
  CURRICULUM_FORMAT,
  DEPTHS_OF_KNOWLEDGE,
  ITEM_KINDS,
  ORIGINS,
  REPRESENTATIONS,
  SKILL_LEVELS,
} from '../../../../domain/curriculum/index.js'
import type { Zod } from '../../../shared/zod.js'
import { briefSchemas } from './brief-schemas.js'

/** A curriculum, in answers. */
export function curriculumSchemas(z: Zod) {
  const ids = z.array(z.string())
  const text = z.string()
  const minutes = z.number()
  const part = { id: z.string().describe('Unique in the curriculum'), origin: z.enum(ORIGINS) }
  const bloom = z.enum(BLOOM_LEVELS)
  const dok = z.literal(DEPTHS_OF_KNOWLEDGE)
  const basis = z.enum(BASES)
  const citations = z.array(
    z.strictObject({
      docId: text,
      quote: text.describe('The passage word for word'),
      start: z.int(),
      end: z.int(),
      section: text.optional(),
    }),
  )
  const placement = z.strictObject({ reason: text, confidence: z.number().min(0).max(1) })
  const rubric = z.strictObject({
    criteria: z.array(z.strictObject({ name: text, weight: z.number(), outcomeIds: ids, description: text })),
  })
  const outcome = z.strictObject({ ...part, basis, text, verb: text, bloom, dok, supports: ids, citations })
  const activity = z.strictObject({
    ...part,
    type: z.enum(namesOf(ACTIVITY_TYPES)),
    representation: z.enum(REPRESENTATIONS),
    minutes,
    description: text,
    outcomeIds: ids,
    citations,
  })
  const reading = z.strictObject({ docId: text, words: z.number(), minutes, section: text.optional() })
  const lesson = z.strictObject({
    ...part,
    title: text,
    minutes,
    readings: z.array(reading),
    activities: z.array(activity),
  })
  const unit = z.strictObject({
    ...part,
    title: text,
    placement,
    minutes,
    openMinutes: minutes.describe('Planned minutes that the material does not fill'),
    prerequisites: ids,
    topics: z.array(text),
    outcomes: z.array(outcome),
    keyPoints: z.array(z.strictObject({ ...part, text, citations })),
    glossary: z.array(z.strictObject({ ...part, term: text, definition: text, citations })),
    lessons: z.array(lesson),
  })
  const assessment = z.strictObject({
    ...part,
    unitId: text.optional(),
    title: text,
    type: z.enum(ASSESSMENT_TYPES),
    method: z.enum(namesOf(ASSESSMENT_METHODS)),
    bloom,
    weight: z.number(),
    minutes,
    instructions: text,
    outcomeIds: ids,
    itemIds: ids,
    citations,
    rubric: rubric.optional(),
  })
  const asked = {
    ...part,
    basis,
    kind: z.enum(namesOf(ITEM_KINDS)),
    stem: text,
    material: text.optional(),
    outcomeId: text,
    bloom,
    dok,
    citations,
    confidence: z.number().min(0).max(1),
    doubts: z.array(z.strictObject({ check: text, message: text })),
  }
  const options = z.array(z.strictObject({ id: text, text }))
  const item = z.discriminatedUnion('format', [
    z.strictObject({ ...asked, format: z.literal('choice'), options, key: text }),
    z.strictObject({ ...asked, format: z.literal('order'), options, key: ids }),
    z.strictObject({ ...asked, format: z.literal('open'), answer: text, rubric: rubric.optional() }),
  ])
  const curriculum = z
    .strictObject({
      format: z.literal(CURRICULUM_FORMAT),
      generator: z.strictObject({
        author: text,
        version: text,
        model: text.optional(),
        seed: z.number(),
        remarks: z.array(text),
      }),
      program: briefSchemas(z).brief.extend({ id: text, outcomes: z.array(outcome) }),
      placement,
      units: z.array(unit),
      assessments: z.array(assessment),
      items: z.array(item),
      blueprint: z.strictObject({ cells: z.array(z.strictObject({ unitId: text, bloom, items: z.int() })) }),
      scale: z.array(z.strictObject({ label: text, points: z.number(), descriptor: text })),
      skillBook: z.array(
        z.strictObject({
          ...part,
          skill: text,
          level: z.enum(SKILL_LEVELS),
          outcomeIds: ids,
          evidence: z.array(text),
          citations,
        }),
      ),
      sources: z.array(z.strictObject({ docId: text, title: text, apa: text })),
    })
    .describe('A complete curriculum')
  return { curriculum }
}

/** The names of an object, as an enumeration. */
export function namesOf<Name extends string>(facts: { readonly [name in Name]: unknown }): [Name, ...Name[]] {
  return Object.keys(facts) as [Name, ...Name[]]
}
