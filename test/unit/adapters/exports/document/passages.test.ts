import { describe, expect, it } from '@jest/globals'
import type { Passage } from '../../../../../src/adapters/exports/document/model.js'
import { frameOf, passagesOf } from '../../../../../src/adapters/exports/document/passages.js'
import { placesOf } from '../../../../../src/adapters/exports/document/places.js'
import { wordsFor } from '../../../../../src/adapters/exports/labels/words/words-for.js'
import type { Citation, GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { hostileCurriculum } from '../../../../support/hostile-curriculum.js'

const TEXT = 'Before it.\n\nOne two three four. Five six seven eight. Nine ten.\n\nBehind it.'

function quoting(quotes: readonly string[], text = TEXT): GeneratedCurriculum {
  const base = hostileCurriculum('x')
  const [document] = base.documents
  const [unit] = base.curriculum.units
  if (document === undefined || unit === undefined) throw new Error('the garden is empty')
  const cite = (quote: string): Citation => {
    const start = text.indexOf(quote)
    return { docId: document.id, quote, start, end: start + quote.length, section: 'Numbers' }
  }
  const keyPoints = quotes.map((quote, at) => ({
    id: `k${at}`,
    origin: 'generated' as const,
    text: quote,
    citations: [cite(quote)],
  }))
  const bare = { ...unit, outcomes: [], glossary: [], lessons: [], keyPoints }
  const program = { ...base.curriculum.program, outcomes: [] }
  const curriculum = { ...base.curriculum, program, units: [bare], items: [], skillBook: [] }
  return { ...base, curriculum, documents: [{ ...document, text }] }
}

function passages(quotes: readonly string[], text = TEXT): readonly Passage[] {
  const generated = quoting(quotes, text)
  return passagesOf(generated, placesOf(generated.curriculum, wordsFor('en'))).documents.flatMap(
    (document) => document.passages,
  )
}

/** Each passage as its text with its quotes in brackets, by number of code units. */
function quotesIn({ text, quotes }: Passage): readonly string[] {
  return quotes.map(({ start, end }) => text.slice(start, end))
}

describe('passages', () => {
  it('are paragraphs, each once with all its quotes', () => {
    const [passage, ...others] = passages(['Five six seven eight.', 'One two three four.', 'One two three four.'])
    expect(others).toEqual([])
    expect(passage).toMatchObject({
      label: 'S1',
      section: 'Numbers',
      text: 'One two three four. Five six seven eight. Nine ten.',
      cut: { before: false, after: false },
    })
    expect(passage?.quotes.map(({ citedAt }) => citedAt.map(({ content }) => content.join('')))).toEqual([
      ['Key point 2 of Unit 1', 'Key point 3 of Unit 1'],
      ['Key point 1 of Unit 1'],
    ])
  })

  it('hold nested quotes, and repeat the paragraph for overlapping ones', () => {
    const found = passages(['One two three four. Five', 'two three', 'four. Five six seven'])
    expect(found.map(quotesIn)).toEqual([['One two three four. Five', 'two three'], ['four. Five six seven']])
  })

  it('join the paragraphs of a quote', () => {
    const found = passages(['it.\n\nOne two', 'Nine ten.'])
    expect(found.map(({ text }) => text)).toEqual([TEXT.slice(0, TEXT.indexOf('\n\nBehind'))])
  })

  it('show only the quote if its offsets are wrong', () => {
    const found = passages(['said in no document'])
    expect(found).toMatchObject([{ text: 'said in no document', cut: { before: false, after: false } }])
  })

  it('cut a long paragraph between words', () => {
    const long = `${'word '.repeat(400)}the quote itself ${'word '.repeat(400)}end`
    const [passage] = passages(['the quote itself'], long)
    expect(passage?.text).toMatch(/^word .*the quote itself .* word$/)
    expect(passage?.text.length).toBeLessThan(1100)
    expect(passage?.cut).toEqual({ before: true, after: true })
  })

  it('never cut a character', () => {
    const text = `${'😀'.repeat(600)}a quote${'😀'.repeat(601)}`
    for (const shift of ['', 'x']) {
      const { start, end } = frameOf(shift + text, { start: shift.length + 1200, end: shift.length + 1207 })
      expect((shift + text).slice(start, end)).not.toMatch(/\p{Cs}/u)
    }
  })
})

describe('names of documents', () => {
  it('are titles, and those of several documents are ambiguous', () => {
    const base = hostileCurriculum('x')
    const sources = ['a.md', 'b.md', 'c.md'].map((docId) => ({
      docId,
      title: docId === 'c.md' ? 'Single' : 'Twin',
      apa: '',
    }))
    const generated = { ...base, documents: [], curriculum: { ...base.curriculum, sources } }
    const found = passagesOf(generated, placesOf(generated.curriculum, wordsFor('en')))
    const quoteOf = (docId: string) => found.quotesOf([{ docId, quote: 'x', start: 0, end: 1 }])[0]
    expect(found.nameOf('c.md')).toEqual({ kind: 'document', docId: 'c.md', title: 'Single' })
    expect(found.nameOf('gone.md').title).toBe('gone.md')
    expect(['a.md', 'b.md', 'c.md', 'gone.md'].map((docId) => quoteOf(docId)?.ambiguous)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
