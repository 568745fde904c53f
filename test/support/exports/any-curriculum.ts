import fc from 'fast-check'
import {
  ACTIVITY_TYPES,
  ASSESSMENT_METHODS,
  ASSESSMENT_TYPES,
  BASES,
  BLOOM_LEVELS,
  type Curriculum,
  DEPTHS_OF_KNOWLEDGE,
  type GeneratedCurriculum,
  ITEM_KINDS,
  type Item,
  ORIGINS,
  PROGRAM_LEVELS,
  REPRESENTATIONS,
  type Rubric,
  SKILL_LEVELS,
} from '../../../src/domain/curriculum/index.js'
import { anyCodePoint } from '../any-code-point.js'
import { curriculumOf } from '../hostile-curriculum.js'
import { anyText } from './hostile-texts.js'

const text = anyText.filter((value) => value.length < 100)
const id = fc.string({ unit: anyCodePoint, minLength: 1, maxLength: 4 })
const ids = fc.uniqueArray(id, { maxLength: 3 })
const texts = fc.array(text, { maxLength: 3 })
const bloom = fc.constantFrom(...BLOOM_LEVELS)
const dok = fc.constantFrom(...DEPTHS_OF_KNOWLEDGE)
const minutes = fc.nat(10_000)
const names = <T extends object>(table: T) => fc.constantFrom(...(Object.keys(table) as (keyof T)[]))
const list = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 })
/** With every optional field there or left out. */
const partly = <T, K extends keyof T>(model: { [F in keyof T]: fc.Arbitrary<T[F]> }, optional: readonly K[]) =>
  fc.record(model, {
    requiredKeys: (Object.keys(model) as (keyof T)[]).filter(
      (field) => !(optional as readonly (keyof T)[]).includes(field),
    ),
  }) as fc.Arbitrary<Omit<T, K> & { readonly [F in K]?: T[F] }>

const citations = list(
  partly({ docId: id, quote: text.filter((quote) => quote !== ''), start: minutes, end: minutes, section: text }, [
    'section',
  ]),
)
const part = { id, origin: fc.constantFrom(...ORIGINS) }
const placement = fc.record({ reason: text, confidence: fc.double({ min: 0, max: 1, noNaN: true }) })
const outcome = fc.record({
  ...part,
  basis: fc.constantFrom(...BASES),
  text,
  verb: text,
  bloom,
  dok,
  supports: ids,
  citations,
})
const level = fc.record({ label: text, points: fc.nat(10), descriptor: text })
const rubric: fc.Arbitrary<Rubric> = fc.record({
  criteria: list(fc.record({ name: text, weight: fc.nat(100), outcomeIds: ids, description: text })),
})
const reading = partly({ docId: id, words: minutes, minutes, section: text }, ['section'])
const activity = fc.record({
  type: names(ACTIVITY_TYPES),
  representation: fc.constantFrom(...REPRESENTATIONS),
  minutes,
  description: text,
  outcomeIds: ids,
  ...part,
  citations,
})
const lesson = fc.record({ ...part, title: text, minutes, readings: list(reading), activities: list(activity) })
const unit = fc.record({
  ...part,
  title: text,
  placement,
  minutes,
  openMinutes: minutes,
  prerequisites: ids,
  topics: texts,
  outcomes: list(outcome),
  keyPoints: list(fc.record({ ...part, text, citations })),
  glossary: list(fc.record({ ...part, term: text, definition: text, citations })),
  lessons: list(lesson),
})
const assessment = partly(
  {
    ...part,
    citations,
    unitId: id,
    title: text,
    type: fc.constantFrom(...ASSESSMENT_TYPES),
    method: names(ASSESSMENT_METHODS),
    bloom,
    weight: fc.nat(100),
    minutes,
    instructions: text,
    outcomeIds: ids,
    itemIds: ids,
    rubric,
  },
  ['unitId', 'rubric'],
)

const base = {
  ...part,
  basis: fc.constantFrom(...BASES),
  doubts: list(fc.record({ check: text, message: text })),
  kind: names(ITEM_KINDS),
  stem: text,
  material: text,
  outcomeId: id,
  bloom,
  dok,
  citations,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
}
const options = fc.uniqueArray(fc.record({ id, text }), { minLength: 2, maxLength: 5, selector: (option) => option.id })
const withOptions = fc
  .tuple(partly(base, ['material']), options, fc.boolean())
  .map(
    ([shared, offered, ordered]): Item =>
      ordered
        ? { ...shared, format: 'order', options: offered, key: offered.map((option) => option.id).reverse() }
        : { ...shared, format: 'choice', options: offered, key: offered[1]?.id ?? '' },
  )
const open = partly({ ...base, format: fc.constant('open' as const), answer: text, rubric }, ['material', 'rubric'])
const item: fc.Arbitrary<Item> = fc.oneof(withOptions, open)

const curriculum: fc.Arbitrary<Curriculum> = fc.record({
  format: fc.constant(1 as const),
  generator: partly({ author: text, version: text, model: text, seed: fc.integer(), remarks: texts }, ['model']),
  program: partly(
    {
      id,
      title: text,
      audience: text,
      level: fc.constantFrom(...PROGRAM_LEVELS),
      totalHours: fc.double({ min: 1, max: 10_000, noNaN: true }),
      aims: texts,
      language: fc.constantFrom('en', 'de-AT', 'ar'),
      credits: fc.record({
        system: fc.constantFrom('ECTS', 'UK', 'US'),
        value: fc.double({ min: 0.5, max: 900, noNaN: true }),
      }),
      outcomes: list(outcome),
    },
    ['credits'],
  ),
  placement,
  scale: list(level),
  units: list(unit),
  assessments: list(assessment),
  items: fc.uniqueArray(item, { maxLength: 5, selector: (one) => one.id }),
  blueprint: fc.record({ cells: list(fc.record({ unitId: id, bloom, items: fc.integer({ min: 1, max: 90 }) })) }),
  skillBook: list(
    fc.record({
      ...part,
      skill: text,
      level: fc.constantFrom(...SKILL_LEVELS),
      outcomeIds: ids,
      evidence: texts,
      citations,
    }),
  ),
  sources: list(fc.record({ docId: id, title: text, apa: text })),
})

/** A curriculum as its types allow it, whatever the rules say of it; the reports are those of a small one. */
export const anyCurriculum: fc.Arbitrary<GeneratedCurriculum> = fc
  .tuple(curriculum, text)
  .map(([made, texts]) => ({ ...curriculumOf(texts), curriculum: made }))
