import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import {
  ACTIVITY_TYPES,
  ASSESSMENT_METHODS,
  BLOOM_LEVELS,
  BLOOM_VERBS,
  CHECK_RULES,
  CREDIT_SYSTEMS,
  DEPTHS_BY_BLOOM,
  DIMENSIONS,
  ITEM_KINDS,
  MIN_APPLIED_SHARE,
  PROGRAM_LEVELS,
  PROGRAM_LIMITS,
  READING_PACE_BY_LEVEL,
  VAGUE_VERBS,
} from '../../src/domain/curriculum/index.js'
import { SCALES, TEXT_SCALES } from '../../src/domain/curriculum/report/calibration.js'

const row = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const code = (name: string) => `\`${name}\``

const scale = (name: string, { none, full }: { readonly none: number; readonly full: number }) =>
  row(code(name), none, full)

/** The tables of the document, as the domain has them. */
const TABLES: { readonly [heading: string]: readonly string[] } = {
  Checks: CHECK_RULES.map(({ id, title, hard, threshold, language }) =>
    row(id, title, threshold, hard ? 'hard' : '', language === 'english' ? 'English' : ''),
  ),
  'What the dimensions mean': Object.entries(DIMENSIONS).map(([dimension, title]) => row(code(dimension), title)),
  'Scales of the dimensions': Object.entries(SCALES).map(([name, each]) => scale(name, each)),
  'Scales of the text': Object.entries(TEXT_SCALES).map(([name, each]) => scale(name, each)),
  'Program levels': PROGRAM_LEVELS.map((level) =>
    row(code(level), MIN_APPLIED_SHARE[level], READING_PACE_BY_LEVEL[level]),
  ),
  'Bloom levels': BLOOM_LEVELS.map((level) =>
    row(code(level), DEPTHS_BY_BLOOM[level].join(', '), BLOOM_VERBS[level].join(', ')),
  ),
  'Vague verbs': Object.entries(VAGUE_VERBS).map(([vague, measurable]) => row(vague, measurable)),
  'Assessment methods': Object.entries(ASSESSMENT_METHODS).map(([method, { form, reaches }]) =>
    row(code(method), form, code(reaches)),
  ),
  'Kinds of items': Object.entries(ITEM_KINDS).map(([kind, { form, reaches, minutes }]) =>
    row(code(kind), form, code(reaches), minutes),
  ),
  'Activity types': Object.entries(ACTIVITY_TYPES).map(([type, { representation }]) =>
    row(code(type), code(representation)),
  ),
  'Credit systems': Object.entries(CREDIT_SYSTEMS).map(([system, { minHours, maxHours, usualHours }]) =>
    row(system, minHours, maxHours, usualHours),
  ),
  'Limits of a brief': Object.entries(PROGRAM_LIMITS).map(([limit, value]) => row(code(limit), value)),
}

/** The rows under a heading, without head and rule. */
function rowsUnder(heading: string): readonly string[] {
  const sections = readFileSync('docs/reference/curriculum-report.md', 'utf8').split(/^#+ /m)
  const section = sections.find((candidate) => candidate.startsWith(`${heading}\n`)) ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
    .slice(1)
}

describe('docs/reference/curriculum-report.md', () => {
  it.each(Object.keys(TABLES))('%s: is what the domain has', (heading) => {
    expect(rowsUnder(heading)).toEqual(TABLES[heading])
  })
})
