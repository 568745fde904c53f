import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parseBrief } from '../../src/adapters/cli/generate/brief-file.js'
import { GENERATE_EXITS, GENERATE_OPTIONS } from '../../src/adapters/cli/generate/generate-command.js'
import { SystemDigest } from '../../src/adapters/system/index.js'
import { EXPORTERS } from '../../src/app/composition/exporters.js'
import { EXPORT_FORMATS, type ExportFormat, PROGRAM_LEVELS, PROGRAM_LIMITS } from '../../src/domain/curriculum/index.js'

const text = readFileSync('docs/guides/generate.md', 'utf8')
const sectionOf = (heading: string) => text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
const rowsUnder = (heading: string) =>
  sectionOf(heading)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '))

describe('docs/guides/generate.md', () => {
  it('has the options of the command', () => {
    expect(rowsUnder('Options')).toEqual(
      GENERATE_OPTIONS.map(({ flags, description }) => [`\`${flags}\``, description]),
    )
  })

  it('has the exit codes', () => {
    expect(rowsUnder('Exit codes')).toEqual(GENERATE_EXITS.map(([code, meaning]) => [String(code), meaning]))
  })

  it('has the formats and their files in order', () => {
    const formats = Object.entries(EXPORTERS).map(([format, { files }]) => [
      `\`${format}\``,
      EXPORT_FORMATS[format as ExportFormat],
      files.map((name) => `\`${name}\``).join(', '),
    ])
    expect(rowsUnder('Formats')).toEqual(formats)
  })

  it.each(['The brief', 'The units', 'A reference outline'])('%s: shows a valid brief', (heading) => {
    const [, json = ''] = /```json\n(.+?)```/s.exec(sectionOf(heading)) ?? []
    const { brief, notes } = parseBrief(json, heading, new SystemDigest())
    expect(notes).toEqual([])
    expect(JSON.parse(json)).toEqual(brief)
  })

  it('has the fields of a brief with their limits', () => {
    const fields = new Map(rowsUnder('The brief').map(([name = '', holds = '']) => [name, holds]))
    const { title, audience, aims, aim, minHours, maxHours } = PROGRAM_LIMITS
    expect(fields.get('`title`')).toContain(`1 to ${title} characters`)
    expect(fields.get('`audience`')).toContain(`1 to ${audience} characters`)
    expect(fields.get('`totalHours`')).toContain(`${minHours} to ${maxHours} hours`)
    expect(fields.get('`aims`')).toContain(`1 to ${aims} texts of 1 to ${aim} characters`)
    for (const level of PROGRAM_LEVELS) expect(fields.get('`level`')).toContain(`\`${level}\``)
    const shown = [...fields.keys()].map((name) => name.slice(1, -1))
    const [, json = ''] = /```json\n(.+?)```/s.exec(sectionOf('A reference outline')) ?? []
    expect([...Object.keys(JSON.parse(json)), 'credits', 'id', 'outline'].sort()).toEqual(shown.sort())
  })
})

describe('the table of formats', () => {
  it('lists every format once, each with its own files', () => {
    expect(Object.keys(EXPORTERS).sort()).toEqual(Object.keys(EXPORT_FORMATS).sort())
    const files = Object.values(EXPORTERS).flatMap((entry) => entry.files)
    expect(new Set(files).size).toBe(files.length)
  })

  it.each(Object.entries(EXPORTERS))('%s loads the exporter of that format', async (format, { load }) => {
    expect((await load()).format).toBe(format)
  })
})
