import { beforeAll, describe, expect, it } from '@jest/globals'
import { MarkdownExporter } from '../../../../../src/adapters/exports/index.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { readExport } from '../../../../support/exports/read-export.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

/** Minutes in the form `1 h 5 min`. */
function minutesOf(time: string): number {
  const [, hours = '0'] = /(\d+) h/.exec(time) ?? []
  const [, minutes = '0'] = /(\d+) min/.exec(time) ?? []
  return Number(hours) * 60 + Number(minutes)
}

const plain = (text: string) => text.replace(/\u00a0/g, ' ')

describe('the first pages of the sample', () => {
  let generated: GeneratedCurriculum
  let page: string
  beforeAll(async () => {
    generated = await generatedSample()
    page = plain(await readExport(new MarkdownExporter(), generated, 'curriculum.md'))
  })

  it('state times that add up', () => {
    const [, filled = '', planned = ''] = /The material fills (.+) of (.+)\.\n/.exec(page) ?? []
    const open = generated.curriculum.units.reduce((sum, { openMinutes }) => sum + openMinutes, 0)
    expect(minutesOf(planned)).toBe(generated.curriculum.program.totalHours * 60)
    expect(minutesOf(filled)).toBe(Math.round(generated.report.hours.filledMinutes))
    expect(minutesOf(filled) + open).toBeLessThanOrEqual(minutesOf(planned))
  })

  it('plan all hours of the course, from its start to its end, with the entry test', () => {
    const [, plan = ''] = /\n## Plan\n([\s\S]+?)\n## /.exec(page) ?? []
    const times = [...plan.matchAll(/\| (\d+:\d\d) to (\d+:\d\d) \|/g)].map(([, from, to]) => [from, to])
    expect(times[0]?.[0]).toBe('0:00')
    for (const [index, [, to]] of times.slice(0, -1).entries()) expect(times[index + 1]?.[0]).toBe(to)
    expect(times.at(-1)?.[1]).toBe(`${generated.curriculum.program.totalHours}:00`)
    for (const { unitId, title } of generated.curriculum.assessments)
      if (unitId === undefined) expect(plan).toContain(title)
  })

  it('say once for each list that its outcomes are in the words of the documents', () => {
    expect(page).not.toContain('(as in the documents)')
    const withStated = generated.curriculum.units.filter(({ outcomes }) =>
      outcomes.some(({ basis }) => basis === 'stated'),
    )
    expect(page.match(/\nIn the words of the documents/g)).toHaveLength(withStated.length)
  })
})

it('outcomes in other words than those of the documents are named', async () => {
  const page = plain(await readExport(new MarkdownExporter(), smallCurriculum('plain'), 'curriculum.md'))
  expect(page).toMatch(/In the words of the documents(?:, except .*O1\.\d.*)?\./)
})

it('a wrong answer that is too general is said in words, not as a scrap of a sentence', async () => {
  const generated = await generatedSample()
  const stems = ['Which device joins two networks?', 'Which device stores names?']
  const review = stems.map((stem, index) => ({
    pointer: `/items/${index}`,
    reasons: [`"${stem}" has the distractor "thing"`],
  }))
  const doubtful = { ...generated, report: { ...generated.report, review } }
  const page = plain(await readExport(new MarkdownExporter(), doubtful, 'curriculum.md'))
  expect(page).toContain(': a wrong answer is too general.')
  expect(page).not.toContain('has the distractor')
})
