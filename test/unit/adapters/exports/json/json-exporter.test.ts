import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { JsonExporter } from '../../../../../src/adapters/exports/index.js'
import { hoursOf } from '../../../../../src/adapters/exports/labels/wording.js'
import {
  ACTIVITY_TYPES,
  ASSESSMENT_METHODS,
  ASSESSMENT_TYPES,
  BLOOM_LEVELS,
  CREDIT_SYSTEMS,
  type GeneratedCurriculum,
  PROGRAM_LEVELS,
  REPRESENTATIONS,
  SKILL_LEVELS,
} from '../../../../../src/domain/curriculum/index.js'
import { anyCurriculum } from '../../../../support/exports/any-curriculum.js'
import { anyText, HOSTILE_TEXTS } from '../../../../support/exports/hostile-texts.js'
import { readExport } from '../../../../support/exports/read-export.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { curriculumOf } from '../../../../support/hostile-curriculum.js'

const ajv = new Ajv2020({ strict: true, allErrors: true })
const schemaOf = (name: string) => JSON.parse(readFileSync(`docs/schemas/${name}.schema.json`, 'utf8'))
const isNeutral = ajv.compile(schemaOf('curriculum-neutral-1'))
const isReport = ajv.compile(schemaOf('report-1'))

async function write(generated: GeneratedCurriculum) {
  const exporter = new JsonExporter()
  return {
    curriculum: JSON.parse(await readExport(exporter, generated, 'curriculum.json')),
    report: JSON.parse(await readExport(exporter, generated, 'report.json')),
  }
}

async function expectValid(generated: GeneratedCurriculum): Promise<void> {
  const { curriculum, report } = await write(generated)
  isNeutral(curriculum)
  expect(isNeutral.errors).toBeNull()
  isReport(report)
  expect(isReport.errors).toBeNull()
}

describe('JsonExporter', () => {
  it('writes files that the published schemas accept', async () => {
    await expectValid(await generatedSample())
    for (const text of HOSTILE_TEXTS.filter((candidate) => candidate !== '')) await expectValid(curriculumOf(text))
  })

  it('does so for any curriculum', async () => {
    await fc.assert(fc.asyncProperty(anyCurriculum, expectValid), { numRuns: 200 })
  })

  it('keeps texts as they are, but for lone surrogates', async () => {
    const check = async (text: string) => {
      const { curriculum, report } = await write(curriculumOf(text))
      const kept = Buffer.from(text, 'utf8').toString('utf8')
      expect(curriculum.program.title).toBe(kept)
      expect(curriculum.units[0].lessons[0].readings[0].docId).toBe(`heap.md${kept}`)
      expect(report.generator.remarks).toEqual([kept])
    }
    for (const text of HOSTILE_TEXTS) await check(text)
    await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 50 })
  })

  it('has hours that add up, to the minute', async () => {
    const generated = await generatedSample()
    const { program, units, assessments } = (await write(generated)).curriculum
    for (const [index, unit] of generated.curriculum.units.entries()) {
      expect(Math.round(units[index].hours * 60)).toBe(unit.minutes)
    }
    const ofUnits = units.reduce((sum: number, { hours }: { hours: number }) => sum + hours, 0)
    const ofProgram = assessments
      .filter(({ unitId }: { unitId?: string }) => unitId === undefined)
      .reduce((sum: number, { minutes }: { minutes: number }) => sum + minutes, 0)
    expect(ofUnits + ofProgram / 60).toBeCloseTo(program.totalHours, 4)
    expect(program.totalHours).toBe(24)
  })

  it('gives back the minutes of any sum of hours', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(600_000), { maxLength: 500 }), (parts) => {
        const hours = parts.reduce((sum, minutes) => sum + hoursOf(minutes), 0)
        expect(Math.round(hours * 60)).toBe(parts.reduce((sum, minutes) => sum + minutes, 0))
      }),
    )
  })

  it('gives each item its type, its options and its key', async () => {
    const { items } = (await write(curriculumOf('x'))).curriculum
    const made = items.slice(-6).map(({ type, key, answer }: Record<string, unknown>) => [type, key ?? answer])
    expect(made).toEqual([
      ['matching', ['bx', 'ax', 'cx']],
      ['case', 'x'],
      ['short', 'x'],
      ['cloze', 'x'],
      ['mcq', ['way2x']],
      ['short', 'x'],
    ])
  })
})

describe('the schema of the neutral form', () => {
  const { $defs: parts, properties } = schemaOf('curriculum-neutral-1')

  it('contains the vocabularies of the domain', () => {
    expect(parts.bloom.enum).toEqual(BLOOM_LEVELS)
    expect(parts.representation.enum).toEqual(REPRESENTATIONS)
    expect(parts.lesson.properties.activities.items.properties.type.enum).toEqual(Object.keys(ACTIVITY_TYPES))
    expect(parts.assessment.properties.method.enum).toEqual(Object.keys(ASSESSMENT_METHODS))
    expect(parts.assessment.properties.type.enum).toEqual(ASSESSMENT_TYPES)
    expect(parts.skill.properties.level.enum).toEqual(SKILL_LEVELS)
    expect(properties.program.properties.level.enum).toEqual(PROGRAM_LEVELS)
    expect(properties.program.properties.credits.properties.system.enum).toEqual(Object.keys(CREDIT_SYSTEMS))
  })

  it.each([
    ['an item with a key and an answer', (file: Neutral) => Object.assign(file.items[0] ?? {}, { answer: 'x' })],
    ['an item without a key', (file: Neutral) => Reflect.deleteProperty(file.items[0] ?? {}, 'key')],
    ['minutes in the place of hours', (file: Neutral) => Object.assign(file.units[0] ?? {}, { minutes: 60 })],
    ['an unknown level', (file: Neutral) => Object.assign(file.program, { level: 'expert' })],
    ['a depth of 5', (file: Neutral) => Object.assign(file.items[0] ?? {}, { dok: 5 })],
    ['no sources', (file: Neutral) => Reflect.deleteProperty(file, 'sources')],
  ])('refuses %s', async (_fault, plant) => {
    const { curriculum } = await write(curriculumOf('x'))
    plant(curriculum)
    expect(isNeutral(curriculum)).toBe(false)
  })
})

interface Neutral {
  readonly program: object
  readonly units: readonly object[]
  readonly items: readonly object[]
}
