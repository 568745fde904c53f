import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../src/adapters/documents/read-document.js'
import { type Program, type Readiness, readProgram } from '../../../src/domain/curriculum/index.js'
import { type Course, spoiltCourses } from '../../bench/spoil-course.mjs'
import { generateFrom } from '../../support/author-curriculum.js'
import { NOTES } from '../../support/corpora.js'

const SAMPLE = 'docs/samples/home-network'

async function readinessOf({ brief, files }: Course<Program>): Promise<Readiness> {
  const documents = await Promise.all(
    Object.entries(files).map(([name, text]) =>
      readDocument({ name, bytes: new TextEncoder().encode(text) }, DEFAULT_DOCUMENT_LIMITS),
    ),
  )
  return (await generateFrom(brief, documents)).report.readiness
}

/** Hours that the material of the sample can fill. */
const FITTING_HOURS = 6

function sample(): Course<Program> {
  const names = readdirSync(`${SAMPLE}/documents`).sort()
  return {
    brief: readProgram(JSON.parse(readFileSync(`${SAMPLE}/brief.json`, 'utf8'))),
    files: Object.fromEntries(names.map((name) => [name, readFileSync(`${SAMPLE}/documents/${name}`, 'utf8')])),
  }
}

const SPOILT = Object.entries(spoiltCourses(sample(), NOTES.files))

describe('readiness is calibrated', () => {
  let whole: Readiness
  beforeAll(async () => {
    const course = sample()
    whole = await readinessOf({ ...course, brief: { ...course.brief, totalHours: FITTING_HOURS } })
  })

  it('a well-structured course is above 75', () => {
    expect(whole.total).toBeGreaterThanOrEqual(75)
    expect(whole.verdict).not.toBe('not-usable')
  })

  it.each(SPOILT)('a spoilt one is not usable and below 40: %s', async (_name, course) => {
    const { total, verdict } = await readinessOf(course)
    expect({ low: total < 40, verdict }).toEqual({ low: true, verdict: 'not-usable' })
  })
})
