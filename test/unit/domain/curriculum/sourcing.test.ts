import { beforeAll, describe, expect, it } from '@jest/globals'
import { generateCurriculum } from '../../../../src/app/curriculum/index.js'
import { type AimEvidence, type Curriculum, coverAim } from '../../../../src/domain/curriculum/index.js'
import { unusedDocuments } from '../../../../src/domain/curriculum/sourcing.js'
import { surveyDocuments } from '../../../../src/domain/knowledge/index.js'
import { CHAPTER } from '../../../support/corpora.js'
import { documentsOf, generationDeps, NO_SOURCE } from '../../../support/generation-deps.js'

function passage(text: string, docId = 'a.md', ...headings: readonly string[]): AimEvidence {
  return { docId, headings: ['', ...headings], section: headings.join(' > '), text }
}

describe('coverAim', () => {
  it('finds an aim in other forms of its words, also in titles', () => {
    const found = [passage('Cut each cable to its length.', 'cables.md', 'Cables', 'Measuring'), passage('Nothing.')]
    expect(coverAim('Measure cables and cut cables', found)).toEqual({
      aim: 'Measure cables and cut cables',
      covered: true,
      missing: [],
      passages: [{ docId: 'cables.md', section: 'Cables > Measuring' }, { docId: 'a.md' }],
    })
  })

  it('ignores the verb of an aim', () => {
    expect(coverAim('Explain stomata', [passage('Stomata are small openings.')]).covered).toBe(true)
  })

  it('uses an aim of one word as the subject', () => {
    expect(coverAim('Networks', [passage('A network connects devices.')])).toMatchObject({ covered: true, missing: [] })
    expect(coverAim('Networks', [])).toMatchObject({ covered: false, missing: ['networks'], passages: [] })
  })

  it('does not cover an aim with half of its words, and lists the missing ones', () => {
    const found = [passage('A router joins networks.'), passage('Set the router up.')]
    expect(coverAim('Configure routers and bake bread', found)).toMatchObject({
      covered: false,
      missing: ['bake', 'bread'],
    })
  })

  it('does not cover an aim whose words are found in separate passages', () => {
    const apart = [passage('The software is old.'), passage('Paper is thin.')]
    expect(coverAim('Cite software in a paper', apart)).toMatchObject({ covered: false, missing: [] })
    const together = [passage('A paper names the software that it relies on.')]
    expect(coverAim('Cite software in a paper', together).covered).toBe(true)
  })

  it('does not cover an aim without words', () => {
    expect(coverAim('', [passage('Text.')])).toMatchObject({ covered: false, missing: [] })
  })
})

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
    const generated = await generateCurriculum(request, generationDeps(documentsOf(CHAPTER.files)))
    curriculum = generated.curriculum
  })

  it('lists documents without citation and reading, in order, with the most likely reason', () => {
    expect(unusedDocuments(curriculum, documents)).toEqual([
      { docId: 'copy.md', reason: 'the same text as "photosynthesis.md"' },
      { docId: 'wald.md', reason: 'its language is de, not en' },
      { docId: 'stub.md', reason: expect.stringMatching(/^too little text \(\d+ words\)$/) },
      { docId: 'code.md', reason: expect.stringMatching(/^no sentences, only headings, code or tables/) },
      { docId: 'odd.md', reason: 'nothing in it that could be taught or asked on its own' },
    ])
  })

  it('says what a contents file was used for', () => {
    const links = [
      { text: 'Photosynthesis', target: 'photosynthesis.md', depth: 1 },
      { text: 'Forest', target: 'wald.md', depth: 1 },
    ]
    const files = documentsOf({
      'SUMMARY.md': '# Summary\n\n- Photosynthesis\n- Forest',
      'mkdocs.yml': 'nav',
    }).map((document) => ({ ...document, links }))
    const unusedWith = (reason: string) =>
      unusedDocuments({ ...curriculum, placement: { reason, confidence: 1 } }, surveyDocuments(files))
    expect(unusedWith('from SUMMARY.md').map(({ reason }) => reason)).toEqual([
      'a table of contents: its name is "SUMMARY.md"; the units and their order come from it',
      'a table of contents; not used for the order of the units (from SUMMARY.md)',
    ])
    expect(unusedWith('by folders').map(({ reason }) => reason)).toEqual([
      'a table of contents: its name is "SUMMARY.md"; not used for the order of the units (by folders)',
      'a table of contents; not used for the order of the units (by folders)',
    ])
  })

  it('counts a document as used if it is only read, or only cited', () => {
    const [unit] = curriculum.units
    const [lesson] = unit?.lessons ?? []
    if (unit === undefined || lesson === undefined) throw new Error('the chapter makes a unit')
    const reading = { docId: 'stub.md', words: 8, minutes: 1 }
    const reads = { ...unit, lessons: [{ ...lesson, readings: [...lesson.readings, reading] }] }
    const citation = { docId: 'odd.md', quote: 'Is it there', start: 0, end: 11 }
    const cites = {
      ...reads,
      keyPoints: [{ id: 'k', origin: 'generated' as const, text: 'It is there.', citations: [citation] }],
    }
    const unused = unusedDocuments({ ...curriculum, units: [cites, ...curriculum.units.slice(1)] }, documents)
    expect(unused.map(({ docId }) => docId)).toEqual(['copy.md', 'wald.md', 'code.md'])
  })
})
