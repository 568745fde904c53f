import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import {
  CsvExporter,
  DocxExporter,
  GiftExporter,
  HtmlExporter,
  JsonExporter,
  JsonLdExporter,
  MarkdownExporter,
} from '../../src/adapters/exports/index.js'
import { hostileCurriculum } from '../support/hostile-curriculum.js'

const EXPORTERS = [
  new HtmlExporter(),
  new DocxExporter(),
  new MarkdownExporter(),
  new JsonExporter(),
  new CsvExporter(),
  new JsonLdExporter(),
  new GiftExporter(),
]

describe('docs/reference/exports.md', () => {
  const text = readFileSync('docs/reference/exports.md', 'utf8')

  it.each(EXPORTERS)('names the files of $format and their type', async (exporter) => {
    const files = await exporter.export(hostileCurriculum('x'))
    const names = files.map(({ name }) => `\`${name}\``).join(', ')
    for (const mediaType of new Set(files.map((file) => file.mediaType))) {
      expect(text).toContain(`| \`${exporter.format}\` | ${names} | \`${mediaType}\` |`)
    }
  })
})
