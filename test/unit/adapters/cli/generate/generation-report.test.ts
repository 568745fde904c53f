import { describe, expect, it } from '@jest/globals'
import { failureJson, generationJson } from '../../../../../src/adapters/cli/generate/generation-json.js'
import { type GenerationOutcome, qualityGate } from '../../../../../src/adapters/cli/generate/generation-outcome.js'
import { generationReport, sizeText } from '../../../../../src/adapters/cli/generate/generation-report.js'
import { displayWidth } from '../../../../../src/adapters/cli/terminal-text.js'
import { assessQuality, type GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from '../../../../support/garden/garden-documents.js'

const garden = gardenCurriculum()
const file = { format: 'html', mediaType: 'text/html', bytes: 1234 } as const
const generated: GeneratedCurriculum = {
  curriculum: garden,
  documents: GARDEN_DOCUMENTS,
  quality: assessQuality(garden, GARDEN_DOCUMENTS),
  sourcing: { aims: [{ aim: 'Make compost', covered: true, missing: [], passages: [] }], unused: [], refused: [] },
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

/** A curriculum in which each of these rules fails the given number of checks. */
const broken = (rules: { readonly [id: string]: number }): GeneratedCurriculum => ({
  ...generated,
  quality: {
    ...generated.quality,
    passesHardRules: false,
    rules: generated.quality.rules.map((rule) => {
      const times = rules[rule.id]
      if (times === undefined) return rule
      const failing = Array(times).fill({ pointer: '/units/0', message: 'm', hint: `fix ${rule.id}` })
      return { ...rule, status: 'fail', checked: 10, score: 1 - times / 10, failing }
    }),
  },
})

describe('generationReport', () => {
  it('is short for a curriculum without problems', () => {
    const text = report({})
    expect(text).toContain(garden.program.title)
    expect(text).toContain('the one aim is covered by the documents')
    expect(text).toMatch(/Written {4}to out, after 1\.2 seconds\n +curriculum\.html {5}1 kB {2}open this first/)
    for (const absent of ['Remarks', 'Compared', 'not changed', 'more']) expect(text).not.toContain(absent)
  })

  it('lists failed rules with counts and hints: hard rules first, then the worst, then the number of others', () => {
    const text = report({ generated: broken({ R05: 1, R33: 9, R11: 1, R40: 3, R41: 4, R42: 5, R45: 2 }) })
    expect(text).toContain('NOT all hard rules pass')
    const ids = [...text.matchAll(/^ +(R\d\d)( HARD)? /gm)].map(([, id, hard]) => `${id}${hard ?? ''}`)
    expect(ids).toEqual(['R11 HARD', 'R33', 'R42', 'R41', 'R40'])
    expect(text).toMatch(/R33 Options are homogeneous: of one kind and similar length \(9 of 10\)\n +-> fix R33/)
    expect(text).toContain('and 2 more rules, in curriculum.html')
  })

  it('lists aims, documents, comparison, remarks and other files of the folder', () => {
    const sourcing = {
      aims: [
        { aim: 'Make compost', covered: true, missing: [], passages: [] },
        { aim: 'Bake bread', covered: false, missing: ['bake', 'bread'], passages: [] },
      ],
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
    expect(text).toContain('1 of 2 are covered')
    expect(text).toContain('- Bake bread (nothing on "bake", "bread")')
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
  it('has rules, gate and files', () => {
    const min = qualityGate(90, broken({ R11: 1 }))
    expect(min.passed).toBe(false)
    const output = JSON.parse(generationJson({ ...outcome, generated: broken({ R11: 2 }), gate: min }, 5))
    expect(output).toMatchObject({
      ok: false,
      exitCode: 5,
      gate: { min: 90, passed: false },
      quality: { rulesBroken: [{ id: 'R11', hard: true, checked: 10, failing: 2 }] },
      files: [{ name: 'curriculum.html', ...file }],
    })
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

describe('qualityGate', () => {
  it('checks the score and every hard rule', () => {
    const { score } = generated.quality
    expect(qualityGate(score, generated).passed).toBe(true)
    expect(qualityGate(score + 0.01, generated).passed).toBe(false)
    expect(qualityGate(0, broken({ R11: 1 })).passed).toBe(false)
  })
})

describe('sizeText', () => {
  it.each([
    [999, '999 B'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
  ])('%d: %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))
})
