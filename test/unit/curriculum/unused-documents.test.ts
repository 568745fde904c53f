import { beforeAll, describe, expect, it } from '@jest/globals'
import { generateCurriculum } from '../../../src/app/curriculum/index.js'
import { unusedDocuments } from '../../../src/app/curriculum/unused-documents.js'
import type { Curriculum } from '../../../src/domain/curriculum/index.js'
import { CHAPTER } from '../../integration/curriculum/corpora.js'
import { documentsOf, generationParts, NO_SOURCE } from '../../support/generation-parts.js'

const [CHAPTER_TEXT = ''] = Object.values(CHAPTER.files)
const OTHERS = documentsOf({
  'copy.md': CHAPTER_TEXT,
  'wald.md':
    '# Wald\n\nDer Wald ist groß und die Bäume sind alt. Das Wasser ist im Boden und die Wurzeln sind auch im Boden.',
  'stub.md': '# Stub\n\nThere is more to come of this.',
  'code.md': '# Code\n\n```\nrun\n```\n',
  'odd.md': `# Odd\n\n${'Is it there or is it not there? '.repeat(20)}`,
})

describe('unusedDocuments', () => {
  const documents = [...documentsOf(CHAPTER.files), ...OTHERS]
  let curriculum: Curriculum
  beforeAll(async () => {
    const request = { programId: 'p', brief: CHAPTER.brief, source: NO_SOURCE }
    const generated = await generateCurriculum(request, generationParts(documentsOf(CHAPTER.files)))
    curriculum = generated.curriculum
  })

  it('names what nothing cites and no lesson reads, in order, with the likeliest reason', () => {
    expect(unusedDocuments(curriculum, documents)).toEqual([
      { docId: 'copy.md', reason: 'the same text as "photosynthesis.md"' },
      { docId: 'wald.md', reason: 'its language is de, not en' },
      { docId: 'stub.md', reason: expect.stringMatching(/^too little text \(\d+ words\)$/) },
      { docId: 'code.md', reason: expect.stringMatching(/^no sentences, only headings, code or tables/) },
      { docId: 'odd.md', reason: 'nothing in it that could be taught or asked on its own' },
    ])
  })

  it('takes a document for used that is only read, or only cited', () => {
    const [unit] = curriculum.units
    const [lesson] = unit?.lessons ?? []
    if (unit === undefined || lesson === undefined) throw new Error('the chapter makes a unit')
    const reading = { docId: 'stub.md', words: 8, minutes: 1 }
    const reads = { ...unit, lessons: [{ ...lesson, readings: [...lesson.readings, reading] }] }
    const citation = { docId: 'odd.md', quote: 'Is it there', start: 0, end: 11 }
    const cites = { ...reads, keyPoints: [{ text: 'It is there.', citations: [citation] }] }
    const unused = unusedDocuments({ ...curriculum, units: [cites, ...curriculum.units.slice(1)] }, documents)
    expect(unused.map(({ docId }) => docId)).toEqual(['copy.md', 'wald.md', 'code.md'])
  })
})
