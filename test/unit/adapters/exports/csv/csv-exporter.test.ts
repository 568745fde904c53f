import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvTable } from '../../../../../src/adapters/exports/csv/csv-exporter.js'
import { CsvExporter } from '../../../../../src/adapters/exports/index.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { anyCurriculum } from '../../../../support/exports/any-curriculum.js'
import { anyText, HOSTILE_TEXTS } from '../../../../support/exports/hostile-texts.js'
import { asRead, readExport } from '../../../../support/exports/read-export.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { curriculumOf } from '../../../../support/hostile-curriculum.js'

const NAMES = ['outcomes.csv', 'hours.csv', 'items.csv'] as const
type Row = Readonly<Record<string, string>>

/** As a strict reader of RFC 4180 has it: every row as long as the head. */
const read = (source: string): readonly Row[] => parse(source, { bom: true, columns: true, record_delimiter: '\r\n' })
const write = async (generated: GeneratedCurriculum, name: (typeof NAMES)[number]) =>
  read(await readExport(new CsvExporter(), generated, name))

/** All three, in the order in which they come. */
async function tables(generated: GeneratedCurriculum): Promise<readonly (readonly Row[])[]> {
  const files = await new CsvExporter().export(generated)
  expect(files.map(({ name }) => name)).toEqual(NAMES)
  return files.map(({ bytes }) => read(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)))
}

/** What a spreadsheet computes, by its first character that counts. */
const isFormula = (cell: string) => /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell)

describe('CsvExporter', () => {
  it('writes outcomes with what assesses them', async () => {
    const { curriculum } = await generatedSample()
    const rows = await write(await generatedSample(), 'outcomes.csv')
    const all = [curriculum.program, ...curriculum.units].flatMap(({ outcomes }) => outcomes)
    expect(rows.map(({ id, text, bloom, dok }) => [id, text, bloom, dok])).toEqual(
      all.map(({ id, text, bloom, dok }) => [id, text, bloom, String(dok)]),
    )
    const at = rows.findIndex((row) => row['assessed in'] !== '' && row.scope === 'unit')
    const assessing = curriculum.assessments.flatMap(({ outcomeIds }, index) =>
      outcomeIds.includes(rows[at]?.id ?? '') ? [`A${index + 1}`] : [],
    )
    expect(rows[at]).toMatchObject({ 'assessed in': assessing.join(' '), unit: expect.stringMatching(/^Unit \d$/) })
  })

  it('writes hours that add up to the minutes of the units and of the program', async () => {
    const { curriculum } = await generatedSample()
    const rows = await write(await generatedSample(), 'hours.csv')
    const sum = (own: readonly Row[]) => own.reduce((total, { minutes }) => total + Number(minutes), 0)
    expect(sum(rows)).toBe(curriculum.program.totalHours * 60)
    for (const [index, { minutes }] of curriculum.units.entries()) {
      expect(sum(rows.filter(({ unit }) => unit === `Unit ${index + 1}`))).toBe(minutes)
    }
  })

  it('writes items with options, key and quotes', async () => {
    const { curriculum } = await generatedSample()
    const rows = await write(await generatedSample(), 'items.csv')
    expect(rows.length).toBe(curriculum.items.length)
    for (const row of rows) {
      const item = curriculum.items.find(({ id }) => id === row.id)
      expect(row.stem).toBe(item?.stem)
      expect(row.material).toBe(item?.material ?? '')
      if (item === undefined || item.format === 'open') {
        expect(row.answer).toBe(item?.answer)
        continue
      }
      const key = item.format === 'choice' ? [item.key] : item.key
      const right = key.map((id) => item.options.find((option) => option.id === id)?.text)
      expect(row.key?.split(' ').map((letter) => row[`option ${letter}`])).toEqual(right)
    }
  })

  it('starts with a byte order mark and ends lines with CRLF', async () => {
    for (const name of NAMES) {
      const source = await readExport(new CsvExporter(), await generatedSample(), name)
      expect(source.startsWith('\ufeff')).toBe(true)
      expect(source.endsWith('\r\n')).toBe(true)
      expect(source.replaceAll('\r\n', '')).not.toContain('\r')
    }
  })

  it('leaves texts text: none starts a formula, a cell or a row', async () => {
    const lengths = (await tables(curriculumOf('word'))).map((rows) => rows.length)
    const check = async (text: string) => {
      const all = await tables(curriculumOf(text))
      expect(all.map((rows) => rows.length)).toEqual(lengths)
      expect(all.flat().flatMap((row) => Object.values(row).filter(isFormula))).toEqual([])
      for (const rows of all) {
        const title = rows.at(-2)?.['unit title'] ?? ''
        expect([asRead(text), `'${asRead(text)}`, '']).toContain(asRead(title).replace(/^' /, "'"))
      }
    }
    for (const text of HOSTILE_TEXTS) await check(text)
    await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 50 })
  })

  it('is valid CSV for any curriculum', async () => {
    await fc.assert(
      fc.asyncProperty(anyCurriculum, async (generated) => {
        const [, , items] = await tables(generated)
        expect(items?.length).toBe(generated.curriculum.items.length)
      }),
      { numRuns: 100 },
    )
  })

  it('writes numbers as they are', () => {
    expect(csvTable(['a', 'b'], [[-1.5, '-1.5']])).toBe("\ufeffa,b\r\n-1.5,'-1.5\r\n")
  })
})
