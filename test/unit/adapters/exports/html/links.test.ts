import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { citedPlaces, placesOf } from '../../../../../src/adapters/exports/document/places.js'
import { wordsFor } from '../../../../../src/adapters/exports/labels/words/words-for.js'
import { htmlText } from '../../../../../src/adapters/shared/html.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { CHAPTER, FAQ, GERMAN, MANUAL, NOTES } from '../../../../support/corpora.js'
import { exportedPage, type ParsedPage } from '../../../../support/exports/parsed-page.js'
import { generatedCorpus, generatedSample } from '../../../../support/generated-curriculum.js'
import { hostileCurriculum } from '../../../../support/hostile-curriculum.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const CURRICULA: readonly (readonly [string, () => Promise<GeneratedCurriculum>])[] = [
  ['the sample on home networks', generatedSample],
  ...[CHAPTER, NOTES, MANUAL, FAQ, GERMAN].map(
    (corpus) => [corpus.brief.title, () => generatedCorpus(corpus)] as const,
  ),
  ['a complete one', async () => hostileCurriculum('plain')],
]

/** Ids that two elements have, and links that lead nowhere. */
function brokenLinks({ elements }: ParsedPage): readonly string[] {
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? [])
  const known = new Set<string>()
  const twice = ids.filter((id) => known.has(id) || !known.add(id))
  const named = elements.flatMap(({ attributes }) => [
    ...(attributes.href?.startsWith('#') ? [attributes.href.slice(1)] : []),
    ...(attributes['aria-labelledby']?.split(' ') ?? []),
  ])
  return [...twice.map((id) => `twice: ${id}`), ...named.filter((id) => !known.has(id)).map((id) => `nowhere: ${id}`)]
}

/** Citations whose link opens no passage in which their quote is marked, and passages without a way back. */
function brokenCitations({ curriculum }: GeneratedCurriculum, page: ParsedPage): readonly string[] {
  const passages = page.elements
    .filter(({ attributes }) => attributes.class === 'passage')
    .map(({ within }) => ({
      marks: within.filter(({ name }) => name === 'mark').map(({ text, attributes }) => ({ text, id: attributes.id })),
      back: new Set(within.flatMap(({ attributes }) => attributes.href ?? [])),
    }))
  return citedPlaces(curriculum, placesOf(curriculum, wordsFor(curriculum.program.language))).flatMap(
    ({ citation, place }) => {
      const statement = page.byId(place.anchor.startsWith('q') ? `${place.anchor}-key` : place.anchor)
      const opened = new Set(statement.within.flatMap(({ attributes }) => attributes.href?.slice(1) ?? []))
      const quote = htmlText(citation.quote)
      const found = passages.find(
        ({ marks, back }) =>
          back.has(`#${place.anchor}`) &&
          marks.some(({ text }) => text === quote) &&
          marks.some(({ id }) => opened.has(id ?? '')),
      )
      return found === undefined ? [`${place.name}: ${citation.quote}`] : []
    },
  )
}

describe.each(CURRICULA)('the page of %s', (_name, make) => {
  let generated: GeneratedCurriculum
  let page: ParsedPage
  beforeAll(async () => {
    generated = await make()
    page = await exportedPage(generated)
  })

  it('has unique ids, and a target for each link', () => {
    expect(brokenLinks(page)).toEqual([])
  })

  it('marks the quote of every citation in its passage, with a link back', () => {
    expect(brokenCitations(generated, page)).toEqual([])
  })

  it('has one heading of level 1, and skips no level', () => {
    const levels = page.elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name[1]))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
  })

  it('has a caption and scopes in every table', () => {
    const tables = page.elements.filter(({ name }) => name === 'table')
    expect(tables.length).toBeGreaterThan(5)
    for (const { within } of tables) {
      expect(within.filter(({ name, text }) => name === 'caption' && text.trim() !== '')).toHaveLength(1)
      expect(within.filter(({ name, attributes }) => name === 'th' && attributes.scope === undefined)).toEqual([])
    }
  })

  it('is the same to the byte', async () => {
    expect((await exportedPage(structuredClone(generated))).source).toBe(page.source)
  })
})

describe('the page of any curriculum', () => {
  it('has unique ids, targets for links, and quotes for citations', async () => {
    const paragraph = fc.array(fc.constantFrom('A bed', 'of straw', 'is warm', '<b>', '&amp;', '😀', '\n', 'water.'), {
      minLength: 6,
      maxLength: 400,
    })
    const cut = fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 300 }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.array(cut, { maxLength: 12 }),
        async (paragraphs, cuts) => {
          const text = paragraphs.map((words) => words.join(' ')).join('\n\n')
          const generated = requoted(smallCurriculum('x'), text, cuts)
          const page = await exportedPage(generated)
          expect([...brokenLinks(page), ...brokenCitations(generated, page), ...page.errors]).toEqual([])
        },
      ),
      { numRuns: Number(process.env.EXPORT_RUNS ?? 30) },
    )
  })
})

/** With one document, quoted at random: side by side, one in the other, across, and where nothing stands. */
function requoted(
  generated: GeneratedCurriculum,
  text: string,
  cuts: readonly (readonly [number, number])[],
): GeneratedCurriculum {
  const [document] = generated.documents
  if (document === undefined) throw new Error('there is no document')
  // Between characters, as quotes are.
  const characters = [...text]
  const offset = (count: number) => characters.slice(0, count).join('').length
  const citations = cuts.map(([at, length]) => {
    const first = at % (characters.length + 3)
    const [start, end] = [offset(first), offset(first + length)]
    return { docId: document.id, start, end, quote: text.slice(start, end) || 'said nowhere' }
  })
  const { curriculum } = generated
  const units = curriculum.units.map((unit) => ({
    ...unit,
    keyPoints: citations.map((citation, index) => ({
      id: `k${index}`,
      origin: 'generated' as const,
      text: `Point ${index}`,
      citations: [citation, ...citations.slice(0, 2)],
    })),
  }))
  const skills = curriculum.skillBook.map((skill) => ({ ...skill, citations }))
  return {
    ...generated,
    documents: [{ ...document, text }, ...generated.documents.slice(1)],
    curriculum: { ...curriculum, units, skillBook: skills },
  }
}

describe('the checks themselves', () => {
  it('find an unmarked quote and a link without a target', async () => {
    const generated = hostileCurriculum('plain')
    const page = await exportedPage(generated)
    const [unit] = generated.curriculum.units
    const [keyPoint] = unit?.keyPoints ?? []
    const [citation] = keyPoint?.citations ?? []
    if (unit === undefined || keyPoint === undefined || citation === undefined) throw new Error('nothing is cited')
    const other = { ...keyPoint, citations: [{ ...citation, quote: 'words that stand nowhere at all' }] }
    const changed = { ...unit, keyPoints: [other, ...unit.keyPoints.slice(1)] }
    const curriculum = { ...generated.curriculum, units: [changed, ...generated.curriculum.units.slice(1)] }
    expect(brokenCitations({ ...generated, curriculum }, page)).toEqual([
      'Key point 1 of Unit 1: words that stand nowhere at all',
    ])
    const [link] = page.elements.filter(({ attributes }) => attributes.href?.startsWith('#'))
    if (link === undefined) throw new Error('there is no link')
    const elements = [...page.elements, { ...link, attributes: { href: '#gone' } }]
    expect(brokenLinks({ ...page, elements })).toEqual(['nowhere: gone'])
  })
})
