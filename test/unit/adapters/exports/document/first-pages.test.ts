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
    const [, open = ''] = /Teaching for (.+) without material\n/.exec(page) ?? []
    expect(minutesOf(planned)).toBe(generated.curriculum.program.totalHours * 60)
    expect(minutesOf(filled) + minutesOf(open)).toBe(minutesOf(planned))
    expect(Math.abs(minutesOf(filled) - generated.report.hours.filledMinutes)).toBeLessThan(
      5 * generated.curriculum.units.length,
    )
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

  it('state each aim with its outcome and the outcomes that lead there, and the verdict once', () => {
    const [, glance = ''] = /\n## At a glance\n([\s\S]+?)\n## /.exec(page) ?? []
    for (const [index, aim] of generated.curriculum.program.aims.entries())
      expect(glance).toMatch(new RegExp(`- Aim ${index + 1}: ${aim}\\. (?:P${index + 1}: O\\d|\\*\\*)`))
    const [, first = ''] = /^([\s\S]+?)\n## Plan\n/.exec(page) ?? []
    expect(first.match(/\*\*(?:Needs work|Ready to use|Not usable)\*\*/g)).toHaveLength(1)
  })

  it('say how many outcomes have no question, and which units have no assessment', () => {
    const { units, items, assessments } = generated.curriculum
    const all = units.flatMap(({ outcomes }) => outcomes)
    const without = all.filter(({ id }) => !items.some(({ outcomeId }) => outcomeId === id)).length
    expect(page).toContain(`- ${without} of ${all.length} outcomes have no question\n`)
    const [, named = ''] = /\n- An assessment: (.+)\n/.exec(page) ?? []
    const labels = [...named.matchAll(/\[Unit (\d+)\]/g)].map(([, number]) => Number(number) - 1)
    const unassessed = [...units.keys()].filter((at) => !assessments.some(({ unitId }) => unitId === units[at]?.id))
    expect(labels).toEqual(unassessed)
    expect(unassessed.length).toBeGreaterThan(0)
  })

  it('leave the reasons of the order to the report', () => {
    const [, beforeReport = '', report = ''] = /^([\s\S]+)\n## Report\n([\s\S]+)$/.exec(page) ?? []
    expect(beforeReport).not.toMatch(/% sure|grouped because/)
    expect(report).toMatch(/### Order of the units\n\n- Whole program: in the order of .+ \(\d+ % sure\)\./)
  })

  it('have no column that is mostly empty, and then say once what supports the program', () => {
    const tables = page.split('\n#### Outcomes\n').slice(1)
    for (const [index, { outcomes }] of generated.curriculum.units.entries()) {
      const supporting = outcomes.filter(({ supports }) => supports.length > 0).length
      const isShown = supporting * 2 >= outcomes.length
      expect(/\| DOK \| Supports \|/.test(tables[index]?.split('\n#### ')[0] ?? '')).toBe(isShown)
      if (!isShown && supporting > 0) expect(tables[index]).toMatch(/\n\nSupports P\d: O\d/)
    }
  })

  it('say once for each list that its outcomes are in the words of the documents', () => {
    expect(page).not.toContain('(as in the documents)')
    const withStated = generated.curriculum.units.filter(({ outcomes }) =>
      outcomes.some(({ basis }) => basis === 'stated'),
    )
    expect(page.match(/\nIn the words of the documents/g)).toHaveLength(withStated.length)
  })
})

it('pages on what to set up are named before the course', async () => {
  const generated = await generatedSample()
  const [document] = generated.documents
  const unused = [
    { docId: document?.id ?? '', reason: 'preparation before the course: its title is "Setup"' },
    { docId: 'LICENSE.md', reason: 'a licence: it grants rights' },
  ]
  const aside = { ...generated, sourcing: { ...generated.sourcing, unused } }
  const page = plain(await readExport(new MarkdownExporter(), aside, 'curriculum.md'))
  const [, before = ''] = /\n### Before the course\n\n([\s\S]+?)\n\n/.exec(page) ?? []
  expect(before).toContain(document?.title)
  expect(before.split('\n')).toHaveLength(1)
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
