import { beforeAll, describe, expect, it } from '@jest/globals'
import { HtmlExporter, MarkdownExporter } from '../../../../../src/adapters/exports/index.js'
import { ENGLISH } from '../../../../../src/adapters/exports/labels/words/en.js'
import { parseReason } from '../../../../../src/adapters/exports/labels/words/parse-sentence.js'
import {
  REPORT_SENTENCES,
  type SentenceKey,
} from '../../../../../src/adapters/exports/labels/words/report-sentences.js'
import { counted, languageName, wordsFor } from '../../../../../src/adapters/exports/labels/words/words-for.js'
import { CHECK_RULES, type GeneratedCurriculum, LEVEL_SCALE } from '../../../../../src/domain/curriculum/index.js'
import { CHAPTER, FAQ, GERMAN, MANUAL, NOTES } from '../../../../support/corpora.js'
import { parsedPage } from '../../../../support/exports/parsed-page.js'
import { readExport } from '../../../../support/exports/read-export.js'
import { generatedCorpus, generatedSample } from '../../../../support/generated-curriculum.js'

const OTHERS = ['de', 'fr', 'es'] as const

/** All sentences and words of a language, by path. */
function strings(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, `${path}/${name}`))
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe.each(OTHERS)('the words in %s', (tag) => {
  const words = wordsFor(`${tag}-XX`)

  it('have no empty word', () => {
    const empty = strings(words).filter(([path, text]) => path !== '/colon' && text.trim() === '')
    expect(empty).toEqual([])
  })

  it('say what the English sentences say: with the same placeholders', () => {
    const own = new Map(strings({ ...words.tell, sentences: words.sentences }))
    const different = strings({ ...ENGLISH.tell, sentences: REPORT_SENTENCES }).filter(([path, text]) => {
      const asked = placeholders(text).filter((name) => !GENERAL.has(`${path} ${name}`))
      return placeholders(own.get(path) ?? '').join() !== asked.join()
    })
    expect(different).toEqual([])
  })

  it('have a title for each check that is not for English alone, and a level for each of the scale', () => {
    const ids = CHECK_RULES.filter(({ language }) => language === 'any').map(({ id }) => id)
    expect(Object.keys(words.checkTitles).sort()).toEqual(ids)
    expect(words.scale).toHaveLength(LEVEL_SCALE.length)
  })
})

/** What a translation may leave out: it says it in a more general way. */
const GENERAL = new Set(['/sentences/leftovers {names}'])

describe('the words of a document', () => {
  it('are English for languages without words', () => {
    expect(['it', 'constructor', 'ar', 'en-GB'].map((tag) => wordsFor(tag).tag)).toEqual(['en', 'en', 'en', 'en'])
  })

  it('count in their language', () => {
    expect([0, 1, 2].map((count) => counted(count, 'lesson', wordsFor('fr')))).toEqual([
      '0 leçon',
      '1 leçon',
      '2 leçons',
    ])
    expect([0, 1].map((count) => counted(count, 'unit', wordsFor('de')))).toEqual(['0 Einheiten', '1 Einheit'])
  })

  it('name languages, with the tag if it says more', () => {
    const named = ['en', 'DE', 'de-AT', 'tlh', 'constructor'].map((tag) => languageName(tag, ENGLISH))
    expect(named).toEqual(['English', 'German', 'German (de-AT)', 'tlh', 'constructor'])
  })
})

const SAMPLES: { readonly [placeholder: string]: string } = {
  text: '"some words"',
  other: '"other words"',
  level: 'analyze',
  statement: 'key point',
  placement: 'by folders, the rest inferred from the concepts',
  document: 'a/b.md',
  names: 'O1.2, O3.4',
  language: 'de',
  otherLanguage: 'fr-CA',
}

describe('a sentence of the report', () => {
  it.each(Object.entries(REPORT_SENTENCES) as [SentenceKey, string][])('is recognised: %s', (key, sentence) => {
    const text = sentence.replaceAll('(s)', 's').replace(/\{(\w+)\}/g, (_all, name: string) => SAMPLES[name] ?? '12')
    expect(parseReason(text)?.sentences.map((each) => each.key)).toEqual([key])
  })

  it('is recognised in a reason that is made of several', () => {
    const keys = (text: string) => parseReason(text)?.sentences.map(({ key }) => key)
    expect(keys('by folders, numbered in the titles; grouped with its neighbours')).toEqual([
      'byFolders',
      'byTitleNumbers',
      'withNeighbours',
    ])
    expect(keys('a licence: its name is "LICENSE.md"')).toEqual(['isLicence', 'itsName'])
    expect(keys('by folders, and something else')).toBeUndefined()
  })

  it('is known, whatever a report says of a curriculum', async () => {
    const all = [
      await generatedSample(),
      ...(await Promise.all([CHAPTER, NOTES, MANUAL, FAQ, GERMAN].map(generatedCorpus))),
    ]
    const unknown = all.flatMap(sentencesOf).filter((text) => parseReason(text) === undefined)
    expect([...new Set(unknown)].filter((text) => !ENGLISH_ONLY.test(text))).toEqual([])
  })
})

/** Messages of checks that are for English alone. */
const ENGLISH_ONLY =
  /^the options of|begins with|words? of its (?:key|stem)|refers to something else|is given away|starts with|catch-all|absolute|distractor "|repeats words|% of the words of|one option contains|no full stop|does not begin like|explains the term/

function sentencesOf({ report, sourcing, curriculum }: GeneratedCurriculum): readonly string[] {
  return [
    ...report.review.flatMap(({ reasons }) => reasons),
    ...report.preparation.flatMap(({ tasks }) => tasks),
    ...report.gaps.filter(({ kind }) => kind === 'aim').map(({ text }) => text),
    ...report.readiness.dimensions.map(({ explanation }) => explanation),
    ...sourcing.unused.map(({ reason }) => reason),
    ...curriculum.generator.remarks,
    ...[curriculum, ...curriculum.units].map(({ placement }) => placement.reason),
  ]
}

describe('a German curriculum', () => {
  let generated: GeneratedCurriculum
  beforeAll(async () => {
    generated = await generatedCorpus(GERMAN)
  })

  it('has no English label on its page', async () => {
    const [file] = await new HtmlExporter().export(generated)
    const page = parsedPage(new TextDecoder().decode(file?.bytes))
    expect(page.elements[0]?.attributes.lang).toBe('de')
    expect(page.elements.filter(({ attributes }) => attributes.lang === 'en').map(({ text }) => text)).toEqual([])
    const heads = page.elements.filter(({ name }) => /^(?:h[2-6]|th|dt|caption|legend|label)$/.test(name))
    const english = new Set(
      strings([ENGLISH.chapters, ENGLISH.sections, ENGLISH.heads, ENGLISH.captions]).map(([, text]) => text),
    )
    const german = new Set(strings(wordsFor('de')).map(([, text]) => text))
    expect(heads.map(({ text }) => text.trim()).filter((text) => english.has(text) && !german.has(text))).toEqual([])
  })

  it('has none in its Markdown either', async () => {
    const source = await readExport(new MarkdownExporter(), generated, 'curriculum.md')
    expect(source).toContain('\n## Auf einen Blick\n')
    expect(
      /\b(?:Outcome|Question|Unit \d|Lesson|needs review|without material|Answer)\b/.exec(source)?.[0],
    ).toBeUndefined()
  })
})
