import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { parse as parseHtml } from 'parse5'
import { JsonLdExporter } from '../../../../../src/adapters/exports/index.js'
import { isoDuration } from '../../../../../src/adapters/exports/jsonld/schema-org-course.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { anyCurriculum } from '../../../../support/exports/any-curriculum.js'
import { anyText, HOSTILE_TEXTS } from '../../../../support/exports/hostile-texts.js'
import { readExport } from '../../../../support/exports/read-export.js'
import { expand } from '../../../../support/exports/schema-org-vocabulary.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { curriculumOf } from '../../../../support/hostile-curriculum.js'

const source = (generated: GeneratedCurriculum) => readExport(new JsonLdExporter(), generated, 'course.jsonld')
const write = async (generated: GeneratedCurriculum) => JSON.parse(await source(generated))

const texts = { type: 'array', items: { type: 'string' } }
const part = (type: string, fields: object, required: readonly string[]) => ({
  type: 'object',
  properties: { '@type': { const: type }, identifier: { type: 'string' }, name: { type: 'string' }, ...fields },
  required: ['@type', ...required],
  additionalProperties: false,
})
const duration = { type: 'string', pattern: '^PT(\\d+H)?(\\d+M)?$' }
const position = { type: 'integer', minimum: 1 }
const lesson = part(
  'LearningResource',
  { learningResourceType: { const: 'lesson' }, position, timeRequired: duration },
  ['identifier', 'name', 'learningResourceType', 'position', 'timeRequired'],
)
const assessment = {
  type: 'object',
  properties: { '@type': { enum: ['Quiz', 'LearningResource'] }, assesses: texts, timeRequired: duration },
  required: [
    '@type',
    'identifier',
    'name',
    'description',
    'learningResourceType',
    'educationalUse',
    'assesses',
    'timeRequired',
  ],
}
const isCourse = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile({
  type: 'object',
  properties: {
    '@context': { const: 'https://schema.org' },
    '@type': { const: 'Course' },
    identifier: { type: 'string' },
    name: { type: 'string' },
    description: { type: 'string' },
    inLanguage: { type: 'string', pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
    educationalLevel: { enum: ['introductory', 'intermediate', 'advanced'] },
    audience: part('EducationalAudience', { audienceType: { type: 'string' }, educationalRole: { const: 'student' } }, [
      'audienceType',
      'educationalRole',
    ]),
    timeRequired: duration,
    numberOfCredits: part(
      'QuantitativeValue',
      { value: { type: 'number', exclusiveMinimum: 0 }, unitText: { enum: ['ECTS', 'UK', 'US'] } },
      ['value', 'unitText'],
    ),
    teaches: texts,
    syllabusSections: {
      type: 'array',
      items: part(
        'Syllabus',
        {
          position,
          timeRequired: duration,
          keywords: texts,
          teaches: texts,
          competencyRequired: texts,
          hasPart: { type: 'array', items: lesson },
        },
        ['identifier', 'name', 'position', 'timeRequired', 'teaches', 'hasPart'],
      ),
    },
    hasPart: { type: 'array', items: assessment },
    hasCourseInstance: part('CourseInstance', { courseWorkload: duration }, ['name', 'courseWorkload']),
    citation: texts,
  },
  required: ['@context', '@type', 'name', 'description', 'inLanguage', 'timeRequired', 'teaches', 'syllabusSections'],
  additionalProperties: false,
})

describe('JsonLdExporter', () => {
  it('writes a course in the terms of schema.org', async () => {
    const generated = await generatedSample()
    const course = await write(generated)
    isCourse(course)
    expect(isCourse.errors).toBeNull()
    const said = expand(course)
    expect(said).toContainEqual({ subject: 'Course', property: 'https://schema.org/timeRequired', value: 'PT24H' })
    expect(said).toContainEqual({
      subject: 'CourseInstance',
      property: 'https://schema.org/courseWorkload',
      value: 'PT24H',
    })
    expect(said.filter(({ property }) => property === 'https://schema.org/syllabusSections').length).toBe(
      generated.curriculum.units.length,
    )
    expect(said.length).toBeGreaterThan(300)
  })

  it('names the units that a unit builds on, if there are any', async () => {
    const { curriculum } = await generatedSample()
    const { syllabusSections } = await write(await generatedSample())
    expect(syllabusSections[0].competencyRequired).toBeUndefined()
    expect(syllabusSections[1].competencyRequired).toEqual(curriculum.units[0]?.outcomes.map(({ text }) => text))
  })

  it('names credits with their system, if the program awards any', async () => {
    const credits = { '@type': 'QuantitativeValue', value: 0.4, unitText: 'ECTS' }
    expect((await write(curriculumOf('x'))).numberOfCredits).toEqual(credits)
    expect((await write(await generatedSample())).numberOfCredits).toBeUndefined()
  })

  it('does so for any curriculum', async () => {
    await fc.assert(
      fc.asyncProperty(anyCurriculum, async (generated) => {
        const course = await write(generated)
        isCourse(course)
        expect(isCourse.errors).toBeNull()
        expand(course)
      }),
      { numRuns: 100 },
    )
  })

  it('keeps texts as they are, and is safe within a page', async () => {
    const check = async (text: string) => {
      const written = await source(curriculumOf(text))
      const kept = Buffer.from(text, 'utf8').toString('utf8')
      const course = JSON.parse(written)
      expect([course.name, course.audience.audienceType, course.teaches[0], course.citation[0]]).toEqual(
        Array(4).fill(kept),
      )
      expect(written).not.toMatch(/[<>&\u2028\u2029]/)
      const page = parseHtml(`<script type="application/ld+json">${written}</script>`)
      const html = page.childNodes.find((node) => node.nodeName === 'html')
      const head = html && 'childNodes' in html ? html.childNodes.find((node) => node.nodeName === 'head') : undefined
      const scripts = head && 'childNodes' in head ? head.childNodes : []
      expect(scripts.map((node) => node.nodeName)).toEqual(['script'])
    }
    for (const text of HOSTILE_TEXTS) await check(text)
    await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 50 })
  })

  it('writes durations of ISO 8601', () => {
    expect([0, 5, 60, 90, 1440].map(isoDuration)).toEqual(['PT0M', 'PT5M', 'PT1H', 'PT1H30M', 'PT24H'])
  })

  it.each([
    ['a property that is none', { '@type': 'Course', hours: 3 }],
    ['a property of another type', { '@type': 'Course', courseWorkload: 'PT1H' }],
    ['a type that is none', { '@type': 'Lesson' }],
    ['a value of another kind', { '@type': 'Course', timeRequired: '24 hours' }],
    ['a node of another type', { '@type': 'Course', syllabusSections: [{ '@type': 'Course' }] }],
  ])('is checked by a vocabulary that refuses %s', (_fault, node) => {
    expect(() => expand(node)).toThrow(/schema\.org has no|is no property of|holds/)
  })
})
