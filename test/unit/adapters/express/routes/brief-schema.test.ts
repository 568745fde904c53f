import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { z } from 'zod'
import { briefSchemas } from '../../../../../src/adapters/express/routes/schemas/brief-schemas.js'
import { type Program, readExactProgram } from '../../../../../src/domain/curriculum/index.js'
import { isAppError } from '../../../../../src/domain/platform/index.js'

const { brief } = briefSchemas(z)

/** So that most briefs have no fault or one. */
const mostly = (valid: fc.Arbitrary<unknown>, odd: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: odd })
const text = (max: number) =>
  mostly(
    fc.constantFrom('a', ' a ', 'Übung 😀', 'x'.repeat(max), ` ${'x'.repeat(max)} `),
    fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('', ' ', 'x'.repeat(max + 1), 7, null, ['x'])),
  )
const number = (min: number, max: number) =>
  mostly(
    fc.oneof(fc.double({ noNaN: true, min, max }), fc.constantFrom(min, max)),
    fc.constantFrom(min - 0.01, max + 1, -1, '5', null, Number.POSITIVE_INFINITY),
  )
const optional = (value: fc.Arbitrary<unknown>) => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, value)
const list = (value: fc.Arbitrary<unknown>, max: number) =>
  mostly(
    fc.array(value, { minLength: 1, maxLength: 3 }),
    fc.oneof(
      fc.constantFrom([], 'x', {}),
      value.map((one) => Array(max + 1).fill(one)),
    ),
  )

const anyBrief = fc.record(
  {
    title: text(200),
    audience: text(2000),
    level: mostly(fc.constantFrom('introductory', 'intermediate', 'advanced'), fc.constantFrom('expert', 1)),
    totalHours: number(1, 10_000),
    aims: list(text(500), 20),
    language: mostly(fc.constantFrom('en', ' de-AT '), fc.constantFrom('x', 'en-', 'klingon', 5)),
    credits: optional(
      fc.record(
        {
          system: mostly(fc.constantFrom('ECTS', 'UK', 'US'), fc.constant('EU')),
          value: number(0.5, 1_000),
          hoursPerCredit: optional(number(1, 100)),
          more: mostly(fc.constant(undefined), fc.constant(1)),
        },
        { requiredKeys: ['system', 'value'] },
      ),
    ),
    outline: optional(
      list(
        fc.record({
          title: text(200),
          documents: optional(list(text(1000), 500)),
          hours: optional(number(0.25, 10_000)),
        }),
        100,
      ),
    ),
    reference: optional(
      fc.record({
        title: text(200),
        units: list(
          fc.record({ title: text(200), topics: optional(list(text(200), 50)), hours: optional(number(0, 10_000)) }),
          200,
        ),
      }),
    ),
    more: mostly(fc.constant(undefined), fc.constant(1)),
  },
  { requiredKeys: ['title', 'audience', 'level', 'totalHours', 'aims', 'language'] },
)

/** Without fields that are undefined, as JSON has it. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

function domain(value: unknown): Program | undefined {
  try {
    return readExactProgram(value, 'p')
  } catch (error) {
    if (isAppError(error, 'INVALID_PROGRAM')) return undefined
    throw error
  }
}

describe('the schema of a brief', () => {
  it('accepts whatever the domain accepts, with the same values', () => {
    let accepted = 0
    fc.assert(
      fc.property(anyBrief.map(asJson), (value) => {
        const program = domain(value)
        if (program === undefined) return
        accepted += 1
        expect(brief.safeParse(value)).toEqual({ success: true, data: program })
      }),
      { numRuns: 1_000 },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it('refuses whatever the domain refuses, but for characters and for rules on several fields', () => {
    fc.assert(
      fc.property(anyBrief.map(asJson), (value) => {
        const { success, data } = brief.safeParse(value)
        if (!success || domain(value) !== undefined) return
        const problems = problemsOf(data)
        expect(
          problems.filter((expected) => !/^1 to \d+ characters|^hours that add up|^a title of its own/.test(expected)),
        ).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })
})

function problemsOf(value: unknown): readonly string[] {
  try {
    readExactProgram(value, 'p')
    return []
  } catch (error) {
    if (!isAppError(error, 'INVALID_PROGRAM')) throw error
    return (error.details.problems as unknown as { expected: string }[]).map(({ expected }) => expected)
  }
}
