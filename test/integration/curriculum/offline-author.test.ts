import { beforeAll, describe, expect, it } from '@jest/globals'
import type { GeneratedCurriculum, Unit } from '../../../src/domain/curriculum/index.js'
import { authorCurriculum, documentsOf } from '../../support/author-curriculum.js'
import { CHAPTER, type Corpus, FAQ, GERMAN, MANUAL, NOTES } from '../../support/corpora.js'
import { generatedCorpus } from '../../support/generated-curriculum.js'

const CORPORA: readonly (readonly [string, Corpus])[] = [
  ['a chapter', CHAPTER],
  ['twenty notes', NOTES],
  ['a manual', MANUAL],
  ['an FAQ', FAQ],
  ['a German text', GERMAN],
]

describe.each(CORPORA)('The offline author on %s', (_name, corpus) => {
  const { brief, files } = corpus
  const documents = documentsOf(files)
  let generated: GeneratedCurriculum
  beforeAll(async () => {
    generated = await generatedCorpus(corpus)
  })

  it('passes all hard rules without repair', () => {
    const { repairs, report } = generated
    expect(repairs).toEqual([])
    expect(report.checks.results.filter(({ hard, status }) => hard && status === 'fail')).toEqual([])
  })

  it('fails at most three checks', () => {
    expect(generated.report.checks.failed).toBeLessThanOrEqual(3)
  })

  it('quotes word for word, with offsets', () => {
    const { units, items, skillBook } = generated.curriculum
    const texts = new Map(documents.map(({ id, text }) => [id, text]))
    const cited = [
      ...units.flatMap(({ outcomes, keyPoints, glossary }: Unit) => [...outcomes, ...keyPoints, ...glossary]),
      ...items,
      ...skillBook,
    ].flatMap(({ citations }) => citations)
    expect(cited.length).toBeGreaterThan(0)
    for (const { docId, quote, start, end } of cited) expect(texts.get(docId)?.slice(start, end)).toBe(quote)
  })

  it('writes the same bytes for the same material, and other orders of options for another seed only', async () => {
    const once = await authorCurriculum(brief, documents)
    const again = await authorCurriculum(brief, documentsOf(files))
    expect(JSON.stringify(again)).toBe(JSON.stringify(once))
    const other = await authorCurriculum(brief, documents, 2)
    expect(other.units).toEqual(once.units)
  })

  it('fills the hours to the minute', () => {
    const { units, assessments, program } = generated.curriculum
    const ofProgram = assessments.filter(({ unitId }) => unitId === undefined)
    const minutes = [...units, ...ofProgram].reduce((sum, part) => sum + part.minutes, 0)
    expect(minutes).toBe(program.totalHours * 60)
  })
})

describe('The offline author', () => {
  it('teaches the sections of a chapter in their order', async () => {
    const { units } = (await generatedCorpus(CHAPTER)).curriculum
    const readings = units.flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.readings))
    const places = readings.map(({ section }) => CHAPTER.files['photosynthesis.md']?.indexOf(`## ${section}`) ?? -1)
    expect(places.length).toBeGreaterThan(1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('asks for commands whose purpose a list states, with other commands as options', async () => {
    const files = Object.fromEntries(
      Object.entries(MANUAL.files).map(([name, text]) => [
        name,
        text.replace(/(?<=\n| )(?=`pod [^`]+` \w+s )/g, '\n- '),
      ]),
    )
    const { items } = await authorCurriculum(MANUAL.brief, documentsOf(files))
    const asked = items.filter(({ kind }) => kind === 'command')
    expect(asked.map(({ stem }) => stem)).toContain('Which command lists all running containers?')
    for (const item of asked) {
      if (item.format === 'choice') for (const { text } of item.options) expect(text).toMatch(/^pod |^--/)
    }
  })

  it('gives units exactly the hours that the brief gives them all', async () => {
    const names = Object.keys(NOTES.files)
    const hours = [0.25, NOTES.brief.totalHours - 1.75, 1.5]
    const outline = hours.map((own, index) => ({
      title: `Unit ${index + 1}`,
      documents: names.filter((_name, at) => at % hours.length === index),
      hours: own,
    }))
    const { units } = await authorCurriculum({ ...NOTES.brief, outline }, documentsOf(NOTES.files))
    expect(units.map(({ minutes }) => minutes / 60)).toEqual(hours)
  })

  it('asks for the order of steps, and never shows them in order', async () => {
    const { items } = (await generatedCorpus(CHAPTER)).curriculum
    const orders = items.flatMap((item) => (item.format === 'order' ? [item] : []))
    expect(orders).toHaveLength(1)
    for (const { options, key } of orders) {
      const texts = key.map((id) => options.find((option) => option.id === id)?.text)
      expect(texts[0]).toMatch(/^Cut a piece of pondweed/)
      expect(key).not.toEqual(options.map(({ id }) => id))
    }
  })

  it('only quotes documents that are not in English, and says so', async () => {
    const { generator, units } = (await generatedCorpus(GERMAN)).curriculum
    expect(generator.remarks).toContain('not in English, so only quoted: wald.md')
    const outcomes = units.flatMap((unit) => unit.outcomes)
    expect(outcomes.map(({ basis, text }) => [basis, text])).toEqual([
      ['stated', 'Den Boden des Waldes beschreiben.'],
      ['stated', 'Tiere des Waldes erkennen und benennen.'],
    ])
  })
})
