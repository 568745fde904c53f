import { describe, expect, it } from '@jest/globals'
import {
  CsvExporter,
  DocxExporter,
  GiftExporter,
  HtmlExporter,
  MarkdownExporter,
} from '../../../../../src/adapters/exports/index.js'
import {
  CurriculumLabels,
  itemsByUnit,
  labelRanges,
} from '../../../../../src/adapters/exports/labels/curriculum-labels.js'
import type { Curriculum, GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import type { CurriculumExporter } from '../../../../../src/ports/curriculum/index.js'
import { OpenedDocx } from '../../../../support/documents/opened-docx.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const { curriculum: plain } = smallCurriculum('text')
const [unit] = plain.units
const [item] = plain.items
if (unit === undefined || item === undefined) throw new Error('the fixture is empty')
const [outcome] = unit.outcomes
if (outcome === undefined) throw new Error('the fixture is empty')

/** Two units with four outcomes each, and items that stand in no order. */
const curriculum: Curriculum = {
  ...plain,
  units: ['u1', 'u2'].map((id) => ({
    ...unit,
    id,
    outcomes: [1, 2, 3, 4].map((number) => ({ ...outcome, id: `${id}-o${number}` })),
    lessons: unit.lessons.map((lesson) => ({ ...lesson, id: `${id}-l1` })),
  })),
  items: [
    { ...item, id: 'late', outcomeId: 'u2-o1' },
    { ...item, id: 'lost', outcomeId: 'nowhere' },
    { ...item, id: 'early', outcomeId: 'u1-o4' },
  ],
}
const labels = new CurriculumLabels(curriculum)
const groups = itemsByUnit(curriculum)

describe('the labels of a curriculum', () => {
  it('number items by the order of the units, those of none last', () => {
    expect(groups.map(({ unit: of, items }) => [of?.id, items.map(({ id }) => id)])).toEqual([
      ['u1', ['early']],
      ['u2', ['late']],
      [undefined, ['lost']],
    ])
    expect(['early', 'late', 'lost', 'unknown'].map((id) => labels.item(id))).toEqual([
      'Q1.1',
      'Q2.1',
      'QP1',
      'unknown',
    ])
    expect(labels.items(['lost', 'early', 'early'])).toBe('Q1.1, QP1')
  })

  it('name parts by position, and unknown parts by id', () => {
    expect([labels.unit('u2'), labels.outcome('u2-o3'), labels.lesson('u2-l1'), labels.assessment('a2')]).toEqual([
      'Unit 2',
      'O2.3',
      'L2.1',
      'A2',
    ])
    expect([labels.unit('x'), labels.outcome('o'), labels.lesson('y'), labels.assessment('z')]).toEqual([
      'x',
      'o',
      'y',
      'z',
    ])
  })

  it('join consecutive labels', () => {
    expect(labels.outcomes(['u1-o1', 'u1-o2', 'u1-o3', 'u1-o4', 'u2-o1'])).toBe('O1.1–O1.4, O2.1')
    expect(labels.outcomes(['u1-o2', 'u1-o1', 'u1-o4', 'po-1'])).toBe('P1, O1.1, O1.2, O1.4')
    expect(labels.outcomes(['gone', 'u2-o3'])).toBe('O2.3, gone')
    expect(labels.outcomes([])).toBe('')
    expect(labels.assessments(['a2', 'a1'])).toBe('A1, A2')
    expect(labelRanges(['QP9', 'QP10', 'QP11', 'O1.12'])).toEqual(['QP9–QP11', 'O1.12'])
  })
})

describe('the same curriculum in all formats for readers', () => {
  it('has the same labels for the same parts', async () => {
    const generated = await generatedSample()
    const { units, items, assessments } = generated.curriculum
    const own = new CurriculumLabels(generated.curriculum)
    const [html = '', markdown = '', csv = '', gift = ''] = await Promise.all(
      [new HtmlExporter(), new MarkdownExporter(), new CsvExporter(), new GiftExporter()].map((exporter) =>
        textOf(exporter, generated),
      ),
    )
    const [file] = await new DocxExporter().export(generated)
    const docx = new OpenedDocx(file?.bytes ?? new Uint8Array())
    const word = docx.paragraphs().map(({ text }) => text)
    const outcomes = units.flatMap((unit) => unit.outcomes)
    for (const { id, text } of outcomes) {
      const label = own.outcome(id)
      expect(html).toContain(`<span class="code">${label}</span></th><td><bdi>${escaped(text)}`)
      expect(markdown).toContain(`| ${label} | ${text.slice(0, 8)}`)
      const after = word.flatMap((line, at) => (line === label ? [word[at + 1]] : []))
      expect(after).toContain(text)
      expect(csv).toContain(`\n${label},unit,`)
    }
    for (const { id, title } of units.flatMap(({ lessons }) => lessons)) {
      const label = own.lesson(id)
      expect(html).toContain(`<span class="number">${label}</span> <bdi>${escaped(title)}`)
      expect(markdown).toContain(`##### ${label} ${title.slice(0, 4)}`)
      expect(word.some((line) => line.startsWith(`${label} ${title} (`))).toBe(true)
      expect(csv).toContain(`,${label},`)
    }
    for (const { id, stem } of items) {
      const label = own.item(id)
      expect(html).toContain(`<span class="code">${label}</span> <span><bdi>${escaped(stem)}`)
      expect(markdown).toContain(`**${label}.** `)
      expect(word).toContain(`${label}\t${stem}`)
      expect(csv).toContain(`\n${label},`)
      expect(gift).toContain(`::${label}::`)
    }
    for (const { id, title } of assessments) {
      const label = own.assessment(id)
      expect(html).toContain(`<h3><span class="number">${label}</span> <bdi>${escaped(title)}`)
      expect(markdown).toContain(`### ${label} ${title.slice(0, 4)}`)
      expect(word).toContain(`${label} ${title}`)
    }
    for (const { id, title } of units) {
      const named = `${own.unit(id)}: ${title}`
      for (const text of [html.replaceAll(/<\/?bdi>/g, ''), markdown]) expect(text).toContain(named)
      // A unit without questions has no category.
      const asks = itemsByUnit(generated.curriculum).some(({ unit }) => unit?.id === id)
      expect(gift.includes(named)).toBe(asks)
      expect(word).toContain(named)
      expect(csv).toContain(`,${own.unit(id)},${title.includes(',') ? `"${title}"` : title},`)
    }
  })

  it('has the same mark, with its reason, on the same items', async () => {
    const sample = await generatedSample()
    const marked = sample.curriculum.items.flatMap((_item, index) => (index % 3 === 0 ? [`/items/${index}`] : []))
    const review = marked.map((pointer) => ({ pointer, reasons: ['two may be right'] }))
    const generated = { ...sample, report: { ...sample.report, review } }
    const unsure = marked.length
    const [html = '', markdown = '', csv = ''] = await Promise.all(
      [new HtmlExporter(), new MarkdownExporter(), new CsvExporter()].map((exporter) => textOf(exporter, generated)),
    )
    const [file] = await new DocxExporter().export(generated)
    const word = new OpenedDocx(file?.bytes ?? new Uint8Array()).paragraphs()
    expect(html.match(/warn teacher">needs review/g)).toHaveLength(unsure)
    // One more: the sentence above the questions explains the mark.
    expect(markdown.match(/\*\*needs review\*\*/g)).toHaveLength(unsure + 1)
    expect(markdown.match(/\*\*needs review\*\*: two may be right/g)).toHaveLength(unsure)
    expect(csv.match(/,needs review: two may be right,/g)).toHaveLength(unsure)
    expect(
      word.filter(({ style, text }) => style === 'AnswerDetails' && text.endsWith(' · needs review: two may be right')),
    ).toHaveLength(unsure)
  })
})

async function textOf(exporter: CurriculumExporter, generated: GeneratedCurriculum): Promise<string> {
  const files = await exporter.export(generated)
  return files.map(({ bytes }) => new TextDecoder().decode(bytes)).join('\n')
}

/** As the page escapes it, without what follows a line break. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
