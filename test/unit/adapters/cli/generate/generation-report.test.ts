import { describe, expect, it } from '@jest/globals'
import { failureJson, generationJson } from '../../../../../src/adapters/cli/generate/generation-json.js'
import {
  checkRequirement,
  type GenerationOutcome,
} from '../../../../../src/adapters/cli/generate/generation-outcome.js'
import { generationReport } from '../../../../../src/adapters/cli/generate/generation-report.js'
import { displayWidth } from '../../../../../src/adapters/cli/terminal-text.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from '../../../../support/garden/garden-documents.js'
import { gardenSourcing, reportOnGarden } from '../../../../support/garden/garden-report.js'

const garden = gardenCurriculum()
const file = { format: 'html', mediaType: 'text/html', bytes: 1234 } as const
const generated: GeneratedCurriculum = {
  curriculum: garden,
  documents: GARDEN_DOCUMENTS,
  report: reportOnGarden(garden),
  sourcing: gardenSourcing(),
  repairs: [],
}
const outcome: GenerationOutcome = {
  generated,
  notes: [],
  out: '/home/ada/out',
  files: [{ name: 'curriculum.html', ...file }],
  others: [],
  durations: { totalMs: 1234, stages: { units: 1000 } },
}
const report = (changes: Partial<GenerationOutcome>, columns = 100) =>
  generationReport({ ...outcome, ...changes }, { columns, cwd: '/home/ada' })

/** A curriculum in which each of these checks finds something. */
const broken = (...ids: readonly string[]): GeneratedCurriculum => {
  const { checks, readiness } = generated.report
  const results = checks.results.map((rule) => {
    const failing = [{ pointer: '/units/0', message: 'm', hint: `fix ${rule.id}` }]
    return ids.includes(rule.id) ? ({ ...rule, status: 'fail', checked: 10, failing } as const) : rule
  })
  return {
    ...generated,
    report: {
      ...generated.report,
      readiness: { ...readiness, verdict: 'not-usable' },
      checks: { ...checks, blocked: true, failed: ids.length, results },
    },
  }
}

/** A curriculum with gaps. */
const lacking = (): GeneratedCurriculum => {
  const units = garden.units.map((unit) => ({
    ...unit,
    openMinutes: 45,
    minutes: unit.minutes - unit.openMinutes + 45,
  }))
  const ofProgram = garden.assessments.filter(({ unitId }) => unitId === undefined)
  const totalHours = [...units, ...ofProgram].reduce((sum, { minutes }) => sum + minutes, 0) / 60
  const items = garden.items.map((item) => ({ ...item, doubts: [{ check: 'one-kind', message: 'two may be right' }] }))
  return {
    ...generated,
    report: reportOnGarden({ ...garden, program: { ...garden.program, totalHours }, units, items }),
  }
}

describe('generationReport', () => {
  it('is short for a curriculum without problems', () => {
    const text = report({})
    expect(text).toContain(garden.program.title)
    expect(text).toMatch(/Verdict +(?:ready|needs work), readiness \d+ of 100/)
    expect(text).toMatch(/workload +\d+ {2}The material fills/)
    expect(text).toMatch(/Written {4}to out, after 1\.2 seconds\n +curriculum\.html {5}1 kB {2}open this first/)
    for (const absent of ['Remarks', 'Compared', 'not changed']) expect(text).not.toContain(absent)
  })

  it('lists failed checks with counts and hints, hard ones first', () => {
    const text = report({ generated: broken('R33', 'R12', 'R41') })
    expect(text).toContain('a hard check FAILS: not usable')
    const ids = [...text.matchAll(/^ +(R\d\d)( HARD)? /gm)].map(([, id, hard]) => `${id}${hard ?? ''}`)
    expect(ids).toEqual(['R12 HARD', 'R33', 'R41'])
    expect(text).toMatch(/R33 Options are homogeneous: of one kind and similar length \(1 of 10\)\n +-> fix R33/)
  })

  it('lists gaps, what to prepare and what to review', () => {
    const text = report({ generated: lacking() })
    expect(text).toContain('Missing    - no material for 45 of the')
    expect(text).toMatch(/Prepare +Unit 1 +45 min: teaching or practice/)
    expect(text).toMatch(/Review +Q1\.1 +two may be right/)
  })

  it('lists documents, comparison, remarks and other files of the folder', () => {
    const sourcing = {
      ...gardenSourcing(),
      unused: [{ docId: 'note.md', reason: 'too little text (3 words)' }],
      refused: [{ name: 'a.docx', code: 'UNREADABLE_DOCUMENT', reason: 'a.docx is damaged', hint: 'save it again' }],
    }
    const benchmark = {
      against: { kind: 'reference', title: 'A course' },
      coverage: 0.5,
      order: 1,
      hours: 0.75,
      rows: [],
      added: [],
    } as const
    const text = report({
      generated: { ...generated, sourcing, benchmark },
      notes: ['/x was left out'],
      others: ['mine'],
    })
    expect(text).toMatch(/a\.docx {3}refused: is damaged -> save it again/)
    expect(text).toMatch(/note\.md {2}not used: too little text \(3 words\)/)
    expect(text).toMatch(
      /with A course: 50 % of its units are covered, 100 % in the same order, 75 % of the\s+hours\s+match/,
    )
    expect(text).toContain('Remarks    - /x was left out')
    expect(text).toContain('not changed: mine')
  })

  it('fits the terminal, and removes control characters from document texts', () => {
    const unused = [{ docId: '\u001b[31mred\nname.md', reason: 'word '.repeat(60) }]
    const sourcing = { ...generated.sourcing, unused }
    for (const columns of [20, 60, 80, 100, 300]) {
      const text = report({ generated: { ...generated, sourcing } }, columns)
      expect(text).not.toContain('\u001b')
      for (const line of text.split('\n'))
        expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(60, Math.min(100, columns)))
    }
  })
})

describe('generationJson', () => {
  it('has verdict, readiness, gaps, checks, requirement and files', () => {
    const requirement = checkRequirement('ready', broken('R12'))
    const output = JSON.parse(generationJson({ ...outcome, generated: broken('R12'), requirement }, 5))
    expect(output).toMatchObject({
      ok: false,
      exitCode: 5,
      verdict: 'not-usable',
      readiness: expect.any(Number),
      requirement: { verdict: 'ready', met: false },
      checks: { blocked: true, failed: [{ id: 'R12', hard: true, checked: 10, failing: 1 }] },
      files: [{ name: 'curriculum.html', ...file }],
    })
    expect(output.dimensions).toHaveLength(8)
    const { gaps, preparation, review } = JSON.parse(generationJson({ ...outcome, generated: lacking() }, 0))
    expect(gaps[0]).toMatchObject({ kind: 'time', label: 'Unit 1' })
    expect(preparation[0]).toMatchObject({ label: 'Unit 1', minutes: 45 })
    expect(review[0]).toMatchObject({ label: 'Q1.1', reasons: ['two may be right'] })
  })

  it.each([
    [
      new AppError('INVALID_PROGRAM', 'bad', { hint: 'fix it' }),
      2,
      { code: 'INVALID_PROGRAM', message: 'bad', hint: 'fix it' },
    ],
    [new TypeError('oops'), 1, { code: 'INTERNAL', message: 'oops' }],
  ])('reports a failure: %s', (error, exitCode, expected) => {
    expect(JSON.parse(failureJson(error))).toEqual({ ok: false, exitCode, error: { details: {}, ...expected } })
  })
})

describe('checkRequirement', () => {
  it.each([
    ['ready', 'ready', true],
    ['needs-work', 'ready', false],
    ['needs-work', 'needs-work', true],
    ['not-usable', 'needs-work', false],
  ] as const)('a verdict of %s where %s is required: %s', (verdict, required, met) => {
    const readiness = { ...generated.report.readiness, verdict }
    const judged = { ...generated, report: { ...generated.report, readiness } }
    expect(checkRequirement(required, judged)).toEqual({ verdict: required, met })
  })
})
