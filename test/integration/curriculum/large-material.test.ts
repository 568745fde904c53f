import { describe, expect, it } from '@jest/globals'
import { documentsOf, generateFrom } from '../../support/author-curriculum.js'
import { CHAPTER } from '../../support/corpora.js'

const DOCUMENTS = 120
const WORDS = 160_000

/** A chapter over and over, with the names of each document of its own. */
function manyDocuments() {
  const [text = ''] = Object.values(CHAPTER.files)
  const words = text.split(/\s+/).length
  const repeats = Math.ceil(WORDS / DOCUMENTS / words)
  const files = Array.from({ length: DOCUMENTS }, (_unused, index) => {
    const renamed = (copy: number) =>
      text.replace(
        /\b(photosynthesis|chloroplast|stroma|enzyme|starch|light|water|leaf)\b/gi,
        (word) => `${word}${letters(index)}${copy || ''}`,
      )
    const body = Array.from({ length: repeats }, (_part, copy) => renamed(copy)).join('\n\n')
    return [`${String(index + 1).padStart(3, '0')}-chapter.md`, body]
  })
  return documentsOf(Object.fromEntries(files))
}

function letters(index: number): string {
  return String.fromCharCode(97 + (index % 26)) + String.fromCharCode(97 + Math.floor(index / 26))
}

describe('120 documents of 160,000 words', () => {
  it('give a curriculum that passes all hard rules', async () => {
    const documents = manyDocuments()
    expect(documents.reduce((sum, { words }) => sum + words, 0)).toBeGreaterThanOrEqual(WORDS)
    const { report } = await generateFrom({ ...CHAPTER.brief, totalHours: 120 }, documents)
    expect(report.checks.blocked).toBe(false)
  })
})
