import { expect, it } from '@jest/globals'
import { measureTexts } from '../../../../../../src/domain/curriculum/report/text/measure-texts.js'
import { documentsOf } from '../../../../../support/author-curriculum.js'

const SENTENCE = 'A heap of leaves becomes dark soil within a year. '

it('counts what a document repeats as duplicate text, but for a few times', () => {
  const repeated = (times: number) =>
    measureTexts(documentsOf({ 'long.md': `# Leaves\n\n${SENTENCE.repeat(times)}` }), 'en').duplicates.words
  expect(repeated(3)).toBe(0)
  expect(repeated(103)).toBe(1000)
})
